/* What one view shows: symbols, regions with their outlines, the selected place, own layers. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  let map, symbols, shapes, halo;
  const outlines = new Map(); // region layers by outline key, null where there is none: asked once
  const shown = new Map(); // those of them on the map
  const SETTLED = 60; // ms: the symbols are on the screen, and a view that is passed by asks for nothing
  let latest = null, asking = 0;
  const laid = new Map(); // the user's own layers
  const SHIFTS = [0, 32, -32]; // pixels down that the label of an area may give way; a line leads back

  Dispatch.prepare = function (leaflet) {
    map = leaflet;
    for (const [name, z] of [["regions", 420], ["symbols", 610]]) map.createPane(name).style.zIndex = z;
    shapes = L.svg({ pane: "regions", padding: 0.3 });
    symbols = new Dispatch.Markers("symbols").addTo(map);
  };

  Dispatch.nearest = function (lon) {
    return lon + 360 * Math.round((map.getCenter().lng - lon) / 360);
  };
  const place = (lat, lon) => L.latLng(lat, Dispatch.nearest(lon));
  function describe(name, counts, precision) {
    const total = counts.reduce((a, b) => a + b, 0);
    const parts = counts.map((n, i) => (n ? `${n} ${Dispatch.CLASS_NAMES[Dispatch.CLASSES[i]].toLowerCase()}` : "")).filter(Boolean);
    return `${name}${precision ? `, ${precision}` : ""}: ${total} ${total === 1 ? "event" : "events"} (${parts.join(", ")})`;
  }

  Dispatch.draw = function (cells) {
    const drawn = cells.symbols.map(symbol);
    symbols.show([...areas(cells.regions, drawn.map(extent)), ...drawn]);
    Dispatch.highlight();
  };
  function symbol([lat, lon, counts, claim, key, name, bounds]) {
    const many = key ? name : `${name} and nearby`, at = place(lat, lon);
    return { id: ["s", lat, at.lng, counts, claim, key].join("|"), key, at, half: Dispatch.reach(counts), name: "symbol",
      label: describe(many, counts), paint: (ctx, look) => Dispatch.paint(ctx, look, counts, claim), open: (from) => open(key, many, bounds, from) };
  }
  function extent({ at, half, shift }) {
    const p = map.latLngToContainerPoint(at).add([0, shift || 0]), [x, y] = half ? [half - 3, half - 3] : [60, 12];
    return [p.x - x, p.y - y, p.x + x, p.y + y];
  }
  /* ``taken``: what labels must not cover: the symbols, then each other, the fullest region first. */
  function areas(regions, taken) {
    const wanted = (latest = new Map());
    const free = (p, x, y) => !taken.some((t) => t[0] < p.x + x && t[2] > p.x - x && t[1] < p.y + y && t[3] > p.y - y);
    const chips = [];
    for (const [lat, lon, counts, claim, key, name, outline] of regions) {
      const top = Dispatch.CLASSES[counts.indexOf(Math.max(...counts))];
      if (outline) wanted.set(outline, { key, name, top });
      const total = counts.reduce((a, b) => a + b, 0), at = place(lat, lon);
      const words = total > 1 ? `${name} · ${Dispatch.short(total)}` : name;
      const middle = map.latLngToContainerPoint(at), half = 16 + 3.2 * words.length;
      // A label that would cover something gives way a little, then shrinks to its mark, and goes
      // where that would too: the shaded area stays, and opens the same list.
      const fits = (width, high) => SHIFTS.find((by) => free(middle.add([0, by]), width, high));
      let shift = fits(half, 13);
      const whole = shift !== undefined;
      if (!whole) shift = fits(12, 12);
      if (shift === undefined && outline) continue;
      const p = middle.add([0, shift ?? 0]);
      taken.push(whole ? [p.x - half, p.y - 13, p.x + half, p.y + 13] : [p.x - 12, p.y - 12, p.x + 12, p.y + 12]);
      chips.push({ id: ["r", lat, at.lng, counts, claim, key, whole, shift].join("|"), key, at, shift, name: "region-chip",
        label: describe(name, counts, "drawn as an area"), open: (from) => open(key, name, null, from),
        build: () => Dispatch.element("span", { class: "chip" }, Dispatch.mark(top, Dispatch.CLAIMS[claim], 16),
          whole ? Dispatch.element("span", {}, words) : null) });
    }
    shade(wanted);
    return chips;
  }
  /* Shade the areas of a view: those that are known at once, the rest once its symbols are seen. */
  function shade(wanted) {
    const missing = [];
    for (const [outline, layer] of shown) {
      if (!wanted.has(outline)) { layer.remove(); shown.delete(outline); }
    }
    for (const [outline, area] of wanted) {
      if (outlines.has(outline)) lay(outline, area);
      else missing.push(outline);
    }
    clearTimeout(asking);
    if (missing.length) asking = setTimeout(() => fetchOutlines(missing, wanted), SETTLED);
  }
  async function fetchOutlines(missing, wanted) {
    try {
      const found = await Dispatch.ask(`api/outlines?keys=${missing.map(encodeURIComponent).join(",")}`);
      for (const outline of missing) outlines.set(outline, found[outline] ? layerOf(found[outline]) : null);
      if (wanted === latest) shade(wanted);
    } catch (_error) {
      // Its list opens from its label all the same; the next view asks again.
    }
  }
  function layerOf(geometry) {
    const layer = L.geoJSON(geometry, { pane: "regions", renderer: shapes, style: { className: "region", weight: 1.5 } });
    layer.on("click", () => open(layer.area.key, layer.area.name, null, null));
    return layer;
  }
  function lay(outline, area) {
    const layer = outlines.get(outline);
    if (!layer) return;
    layer.area = area;
    if (!shown.has(outline)) { layer.addTo(map); shown.set(outline, layer); }
    layer.eachLayer((l) => l.getElement()?.setAttribute("class", `region leaflet-interactive ${area.top}`));
  }
  function open(key, name, bounds, from) {
    if (key && key.startsWith("e:")) return Dispatch.open(key.slice(2), { from, push: true });
    if (key && key.startsWith("p:")) return Dispatch.panel.place(key.slice(2), name, from);
    if (map.getZoom() >= map.getMaxZoom()) return Dispatch.panel.within(bounds.join(","), name, from);
    const [west, south, east, north] = bounds;
    map.fitBounds([[south, Dispatch.nearest(west)], [north, Dispatch.nearest(east)]],
      { padding: [60, 60], maxZoom: map.getMaxZoom(), animate: Dispatch.calm() ? false : undefined });
    return undefined;
  }

  /* The boxes on the screen that labels keep clear of. */
  Dispatch.occupied = function () {
    const found = [];
    symbols.each((marker) => found.push(extent(marker)));
    return found;
  };

  /* A layer of the user's own: lines and areas, points as small rings; nothing of it is a link. */
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

  Dispatch.highlight = function () {
    symbols.each(({ element, key }) => element.classList.toggle("selected", key === `e:${Dispatch.selected}`));
  };
  /* The soft radius within which a town or site lies; keeps the place in sight. */
  Dispatch.mark_place = function (where) {
    if (halo) halo.remove();
    halo = null;
    if (!where) return;
    const at = place(where.lat, where.lon);
    if (where.point) {
      halo = L.circle(at, { radius: where.uncertainty_m, pane: "regions", renderer: shapes, className: "halo-circle", interactive: false }).addTo(map);
    }
    if (where.mapped && !map.getBounds().pad(-0.02).contains(at)) map.panTo(at, { animate: !Dispatch.calm() });
  };
})();
