/* The map's controller: keeps the view, asks the server for what it shows, draws it, and speaks
   with the page around it. Every text of an article reaches the page through textContent only. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const page = window.parent;
  const themed = [];
  let map, symbols, shapes, halo;
  let state = { query: "", version: "", extent: null };
  let over = null; // a stretch of days that the timeline plays, instead of the filter's own
  let shown = new Map(); // symbol markers by what they show
  let outlines = new Map(); // region layers by outline key
  let asking = null;
  let seen = ""; // the view last asked for
  let turn = 0;

  Dispatch.root = "/";
  Dispatch.drawn = 0;
  Dispatch.selected = null;

  /* ---- theme, address, the page around ---- */
  Dispatch.theme = function () {
    try {
      const app = page.document.querySelector(".stApp");
      const [r, g, b] = getComputedStyle(app).backgroundColor.match(/[\d.]+/g).map(Number);
      return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
    } catch (_error) {
      return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    }
  };
  Dispatch.onTheme = (call) => themed.push(call);
  function retheme() {
    const now = Dispatch.theme();
    if (document.documentElement.dataset.theme === now) return;
    document.documentElement.dataset.theme = now;
    themed.forEach((call) => call());
  }

  /* The page's own face, whose files Streamlit serves under names of its build. */
  function face() {
    for (const sheet of page.document.styleSheets) {
      let rules = [];
      try { rules = [...sheet.cssRules]; } catch (_error) { continue; }
      for (const rule of rules) {
        if (rule.constructor.name !== "CSSFontFaceRule" || !/Source Sans/.test(rule.cssText)) continue;
        const base = sheet.href || page.location.href;
        const text = rule.cssText.replace(/url\("?([^")]+)"?\)/g, (_all, path) => `url("${new URL(path, base).href}")`);
        document.head.append(Dispatch.element("style", {}, text));
      }
    }
  }

  function address() {
    return new URL(page.location.href);
  }
  function write(key, value, push) {
    const url = address();
    if ((url.searchParams.get(key) || "") === (value || "")) return;
    if (value) url.searchParams.set(key, value);
    else url.searchParams.delete(key);
    try {
      page.history[push ? "pushState" : "replaceState"](page.history.state, "", url);
    } catch (_error) {
      // A page opened from disk has no address of its own to write to.
    }
  }

  /* Tell Streamlit: the value of the map's component, which reruns the script. */
  Dispatch.tell = function (properties) {
    const drawing = { type: "Feature", geometry: null, properties: { ...properties, turn: (turn += 1) } };
    const value = { last_active_drawing: drawing };
    window.__GLOBAL_DATA__.last_active_drawing = drawing;
    window.__GLOBAL_DATA__.previous_data = value;
    window.Streamlit.setComponentValue(value);
  };

  Dispatch.element = function (name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child != null));
    return made;
  };

  /* ---- asking the server ---- */
  Dispatch.query = function (extra, dates) {
    const q = new URLSearchParams(state.query);
    const range = dates === undefined ? over : dates;
    if (range) {
      q.set("from", range[0]);
      q.set("to", range[1]);
      q.set("undated", "no");
    }
    for (const [key, value] of Object.entries(extra || {})) q.set(key, value);
    return q.toString();
  };
  Dispatch.ask = async function (path, signal) {
    const answer = await fetch(Dispatch.root + path, { signal, headers: { Accept: "application/json" } });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error || `The server answered ${answer.status}.`);
    return body;
  };
  function box() {
    const b = map.getBounds();
    const lat = (v) => Math.max(-90, Math.min(90, v)).toFixed(4);
    return `${b.getWest().toFixed(4)},${lat(b.getSouth())},${b.getEast().toFixed(4)},${lat(b.getNorth())}`;
  }
  Dispatch.box = box;

  async function refresh() {
    if (asking) asking.abort();
    const mine = (asking = new AbortController());
    seen = `${box()} ${map.getZoom()}`;
    try {
      const cells = await Dispatch.ask(
        `api/cells?${Dispatch.query({ bbox: box(), zoom: map.getZoom() })}`, mine.signal);
      if (mine.signal.aborted) return;
      draw(cells);
      Dispatch.drawn += 1;
      document.body.dataset.drawn = Dispatch.drawn;
      document.body.dataset.query = state.query;
      Dispatch.panel.counts(cells, new URLSearchParams(state.query).has("within"));
      clearTimeout(later);
      later = setTimeout(() => {
        Dispatch.labels?.draw();
        if (!over) Dispatch.panel.refresh();
      }, begun > 1 ? 90 : 0);
      begun += 1;
      Dispatch.fail("");
    } catch (error) {
      if (error.name !== "AbortError") Dispatch.fail(error.message);
    }
  }
  Dispatch.refresh = refresh;

  Dispatch.fail = function (message) {
    const bar = document.getElementById("problem");
    bar.hidden = !message;
    bar.textContent = message;
  };

  /* ---- drawing ---- */
  function nearest(lon) {
    const centre = map.getCenter().lng;
    return lon + 360 * Math.round((centre - lon) / 360);
  }
  function describe(name, counts, precision) {
    const total = counts.reduce((a, b) => a + b, 0);
    const parts = counts.map((n, i) => (n ? `${n} ${Dispatch.CLASS_NAMES[Dispatch.CLASSES[i]].toLowerCase()}` : "")).filter(Boolean);
    return `${name}${precision ? `, ${precision}` : ""}: ${total} ${total === 1 ? "event" : "events"} (${parts.join(", ")})`;
  }
  function put(key, latlng, icon, label, open, under) {
    const marker = L.marker(latlng, { icon, keyboard: true, riseOnHover: true, pane: "symbols", zIndexOffset: under ? -5000 : 0 });
    marker.on("add", () => {
      const el = marker.getElement();
      el.setAttribute("role", "button");
      el.setAttribute("aria-label", label);
      el.setAttribute("tabindex", "0");
      el.title = label;
      el.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          event.stopPropagation();
          open(el);
        }
      });
    });
    marker.on("click", () => open(marker.getElement()));
    marker.addTo(symbols);
    marker.key = key;
    return marker;
  }
  function icon(content, half, name) {
    return L.divIcon({ html: content, className: name, iconSize: [2 * half, 2 * half], iconAnchor: [half, half] });
  }
  function draw(cells) {
    const next = new Map();
    for (const [lat, lon, counts, claim, key, name, bounds] of cells.symbols) {
      const id = ["s", lat, nearest(lon), counts, claim, key].join("|");
      if (shown.has(id)) { next.set(id, shown.get(id)); shown.delete(id); continue; }
      const { svg, half } = Dispatch.symbol(counts, claim);
      const many = !key ? `${name} and nearby` : name;
      const label = describe(many, counts);
      next.set(id, put(key, [lat, nearest(lon)], icon(svg, half, "symbol"), label,
        (el) => openSymbol(key, many, bounds, el)));
    }
    const drawnOutlines = new Set();
    const taken = []; // boxes of the region labels so far, the fullest regions first
    for (const [lat, lon, counts, claim, key, name, outline] of cells.regions) {
      if (outline) { drawnOutlines.add(outline); region(outline, key, name, counts); }
      const total = counts.reduce((a, b) => a + b, 0);
      const words = total > 1 ? `${name} · ${Dispatch.short(total)}` : name;
      const p = map.latLngToContainerPoint([lat, nearest(lon)]), half = 16 + 3.2 * words.length;
      const box = [p.x - half, p.y - 13, p.x + half, p.y + 13];
      // A label that would cover another goes; its shaded area stays, and opens the same list.
      const covered = taken.some((t) => t[0] < box[2] && t[2] > box[0] && t[1] < box[3] && t[3] > box[1]);
      if (covered && outline) continue;
      taken.push(box);
      const id = ["r", lat, nearest(lon), counts, claim, key, covered].join("|");
      if (shown.has(id)) { next.set(id, shown.get(id)); shown.delete(id); continue; }
      const top = counts.indexOf(Math.max(...counts));
      const chip = Dispatch.element("span", { class: "chip" },
        Dispatch.mark(Dispatch.CLASSES[top], Dispatch.CLAIMS[claim], 16),
        covered ? null : Dispatch.element("span", {}, words));
      const marker = put(key, [lat, nearest(lon)], L.divIcon({ html: chip, className: "region-chip", iconSize: null }),
        describe(name, counts, "drawn as an area"), (el) => openSymbol(key, name, null, el), true);
      next.set(id, marker);
    }
    for (const marker of shown.values()) symbols.removeLayer(marker);
    shown = next;
    for (const [key, layer] of outlines) {
      if (!drawnOutlines.has(key)) { if (layer) layer.remove(); outlines.delete(key); }
    }
    highlight();
  }
  async function region(outline, key, name, counts) {
    const top = Dispatch.CLASSES[counts.indexOf(Math.max(...counts))];
    if (outlines.has(outline)) {
      const layer = outlines.get(outline);
      if (layer) layer.setStyle({ className: "" });
      if (layer) layer.eachLayer((l) => { const p = l.getElement(); if (p) p.setAttribute("class", `region leaflet-interactive ${top}`); });
      return;
    }
    outlines.set(outline, null);
    try {
      const geometry = await Dispatch.ask(`api/outline/${encodeURIComponent(outline)}`);
      if (!outlines.has(outline)) return;
      const layer = L.geoJSON(geometry, { pane: "regions", renderer: shapes, style: { className: `region ${top}`, weight: 1.5 } });
      layer.on("click", () => openSymbol(key, name, null, null));
      layer.addTo(map);
      outlines.set(outline, layer);
    } catch (_error) {
      outlines.delete(outline);
    }
  }
  function openSymbol(key, name, bounds, from) {
    if (key && key.startsWith("e:")) return Dispatch.open(key.slice(2), { from, push: true });
    if (key && key.startsWith("p:")) return Dispatch.panel.place(key.slice(2), name, from);
    const [west, south, east, north] = bounds;
    const target = L.latLngBounds([south, nearest(west)], [north, nearest(east)]);
    if (map.getZoom() >= map.getMaxZoom()) return Dispatch.panel.within(bounds.join(","), name, from);
    map.fitBounds(target, { padding: [60, 60], maxZoom: map.getMaxZoom(), animate: calm() ? false : undefined });
    return undefined;
  }
  function calm() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }
  Dispatch.calm = calm;
  Dispatch.occupied = function () {
    return [...shown.values()].map((marker) => {
      const p = map.latLngToContainerPoint(marker.getLatLng()), size = marker.options.icon.options.iconSize;
      const [x, y] = size ? [size[0] / 2 - 3, size[1] / 2 - 3] : [60, 12];
      return [p.x - x, p.y - y, p.x + x, p.y + y];
    });
  };

  /* A layer of the user's own: lines and areas, points as small rings; nothing of it is a link. */
  const laid = new Map();
  Dispatch.overlay = async function (key, on) {
    if (laid.has(key)) laid.get(key).remove();
    laid.delete(key);
    if (!on) return;
    try {
      const data = await Dispatch.ask(`api/overlay/${encodeURIComponent(key)}`);
      const style = { className: "overlay", weight: 2 };
      laid.set(key, L.geoJSON(data, { pane: "regions", renderer: shapes, interactive: false, style: () => style,
        pointToLayer: (_feature, at) => L.circleMarker(at, { ...style, radius: 4, pane: "regions", renderer: shapes }) }).addTo(map));
    } catch (error) {
      Dispatch.fail(error.message);
    }
  };

  /* ---- the selected event ---- */
  function highlight() {
    for (const marker of shown.values()) {
      const el = marker.getElement();
      if (el) el.classList.toggle("selected", marker.key === `e:${Dispatch.selected}`);
    }
  }
  Dispatch.open = async function (id, { from = null, push = false } = {}) {
    Dispatch.selected = id;
    write("event", id, push);
    highlight();
    await Dispatch.panel.detail(id, from);
  };
  Dispatch.close = function () {
    Dispatch.selected = null;
    write("event", "", true);
    mark(null);
    highlight();
  };
  /* The soft radius within which a town or site lies; keeps the place in sight. */
  function mark(where) {
    if (halo) halo.remove();
    halo = null;
    if (!where) return;
    const at = L.latLng(where.lat, nearest(where.lon));
    if (where.point) {
      halo = L.circle(at, { radius: where.uncertainty_m, pane: "regions", renderer: shapes, className: "halo-circle", interactive: false }).addTo(map);
    }
    if (where.mapped && !map.getBounds().pad(-0.02).contains(at)) map.panTo(at, { animate: !calm() });
  }
  Dispatch.mark_place = mark;

  Dispatch.play = function (range) {
    over = range;
    return refresh();
  };

  /* ---- start, and every run of the script ---- */
  function fit(wanted) {
    const view = (wanted || "").split(",").map(Number);
    if (view.length === 3 && view.every(Number.isFinite)) {
      map.setView([view[0], view[1]], view[2], { animate: false });
    } else if (state.extent) {
      const [west, south, east, north] = state.extent;
      map.fitBounds([[south, west], [north, east]], { padding: [50, 50], maxZoom: 6, animate: false });
    }
  }
  /* Style sheets and columns may take their width after the first fit: until the reader moves the
     map, each new size is fitted again. */
  function follow(wanted) {
    const box = map.getContainer();
    let moved = false;
    for (const kind of ["pointerdown", "wheel", "keydown"]) {
      document.addEventListener(kind, () => { moved = true; }, { capture: true, once: true, passive: true });
    }
    new ResizeObserver(() => {
      // Another page of the app is open: a map without a size has no view to keep.
      if (!box.clientWidth || !box.clientHeight) return;
      map.invalidateSize({ pan: false });
      if (!moved && !Dispatch.selected) fit(wanted);
    }).observe(box);
  }
  Dispatch.fit = function () {
    if (!state.extent) return;
    const [west, south, east, north] = state.extent;
    map.fitBounds([[south, west], [north, east]], { padding: [50, 50], maxZoom: 7, animate: !calm() });
  };
  Dispatch.start = function (leaflet) {
    map = leaflet;
    Dispatch.map = map;
    document.documentElement.dataset.theme = Dispatch.theme();
    // folium forbids zooming the page, which some readers need.
    document.querySelector("meta[name=viewport]")?.setAttribute("content", "width=device-width, initial-scale=1");
    Dispatch.layout(map);
    face();
    for (const [name, z] of [["regions", 420], ["symbols", 610]]) map.createPane(name).style.zIndex = z;
    shapes = L.svg({ pane: "regions", padding: 0.3 });
    symbols = L.layerGroup().addTo(map);
    L.control.zoom({ position: "bottomright", zoomInTitle: "Zoom in", zoomOutTitle: "Zoom out" }).addTo(map);
    L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
    map.attributionControl.setPrefix("");
    map.attributionControl.addAttribution("Borders: Natural Earth, German point of view · Places: GeoNames (CC BY 4.0)");
    new MutationObserver(retheme).observe(page.document.head, { childList: true });
    window.addEventListener("message", () => setTimeout(retheme, 0));
    page.addEventListener("popstate", arrived);
    window.addEventListener("pagehide", () => page.removeEventListener("popstate", arrived));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") Dispatch.panel.back();
    });
  };
  function arrived() {
    const url = address();
    const id = url.searchParams.get("event");
    if (id && id !== Dispatch.selected) Dispatch.open(id);
    if (!id && Dispatch.selected) Dispatch.panel.back();
    const view = url.searchParams.get("view");
    if (view && view !== viewText()) fit(view);
  }
  function viewText() {
    const c = map.getCenter().wrap();
    return `${c.lat.toFixed(3)},${c.lng.toFixed(3)},${map.getZoom()}`;
  }
  let begun = 0;
  let later = 0; // labels and list follow once the map rests
  Dispatch.show = function (next) {
    const changed = !begun || next.query !== state.query || next.version !== state.version;
    state = next;
    retheme();
    if (!begun) {
      begun = 1;
      const wanted = address().searchParams.get("view");
      fit(wanted);
      follow(wanted);
      Dispatch.basemap(map);
      Dispatch.panel.overlays();
      map.on("moveend", () => {
        write("view", viewText());
        if (`${box()} ${map.getZoom()}` !== seen) refresh();
      });
      const id = address().searchParams.get("event");
      if (id) Dispatch.open(id);
    }
    if (changed) {
      over = null;
      Dispatch.panel.legend(next.types || []);
      refresh();
      Dispatch.timeline.refresh();
    }
  };
})();
