/* The map's controller: keeps the view, draws what the server says of it, and speaks with the page
   around it. Every text of an article reaches the page through textContent only. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const page = window.parent;
  let map;
  let seen = ""; // the view last drawn or asked for
  let turn = 0;
  let begun = 0;
  let extent = null; // of all that the filter keeps: west, south, east, north
  let later = 0; // labels and list follow once the map rests

  Dispatch.drawn = 0;
  Dispatch.selected = null;

  /* ---- address, the page around ---- */
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

  /* ---- one view ---- */
  async function refresh() {
    const path = (seen = Dispatch.view()), query = Dispatch.state.query;
    try {
      const cells = await Dispatch.cells(path).answer;
      if (seen !== path) return;
      extent = cells.extent || extent;
      Dispatch.draw(cells);
      Dispatch.drawn += 1;
      document.body.dataset.drawn = Dispatch.drawn;
      document.body.dataset.query = query;
      Dispatch.panel.counts(cells, new URLSearchParams(query).has("within"));
      clearTimeout(later);
      later = setTimeout(() => {
        Dispatch.labels?.draw();
        if (!Dispatch.over) Dispatch.panel.refresh();
      }, begun > 1 ? 90 : 0);
      begun += 1;
      Dispatch.fail("");
    } catch (error) {
      if (error.name !== "AbortError") Dispatch.fail(error.message);
    }
  }
  Dispatch.refresh = refresh;
  const painted = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 0)); });
  Dispatch.play = function (range) {
    Dispatch.over = range;
    return refresh();
  };

  Dispatch.fail = function (message) {
    const bar = document.getElementById("problem");
    bar.hidden = !message;
    bar.textContent = message;
  };

  /* ---- the selected event ---- */
  Dispatch.open = async function (id, { from = null, push = false } = {}) {
    Dispatch.selected = id;
    write("event", id, push);
    Dispatch.highlight();
    await Dispatch.panel.detail(id, from);
  };
  Dispatch.close = function () {
    Dispatch.selected = null;
    write("event", "", true);
    Dispatch.mark_place(null);
    Dispatch.highlight();
  };

  /* ---- start, and every run of the script ---- */
  function fit(wanted) {
    const view = (wanted || "").split(",").map(Number);
    if (view.length === 3 && view.every(Number.isFinite)) {
      map.setView([view[0], view[1]], view[2], { animate: false });
    } else if (extent) {
      const [west, south, east, north] = extent;
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
    if (!extent) return;
    const [west, south, east, north] = extent;
    map.fitBounds([[south, west], [north, east]], { padding: [50, 50], maxZoom: 7, animate: !Dispatch.calm() });
  };
  Dispatch.start = function (leaflet) {
    map = leaflet;
    Dispatch.map = map;
    if (!Dispatch.saved) Dispatch.guard();
    document.documentElement.dataset.theme = Dispatch.theme();
    // folium forbids zooming the page, which some readers need.
    document.querySelector("meta[name=viewport]")?.setAttribute("content", "width=device-width, initial-scale=1");
    Dispatch.layout(map);
    Dispatch.face();
    // Before any layer listens: the view is asked for while the background is drawn.
    map.on("zoom", () => { if (begun) Dispatch.cells(Dispatch.view()); });
    map.on("zoomanim", ({ center, zoom }) => { if (begun) Dispatch.cells(Dispatch.view(center, zoom)); });
    Dispatch.prepare(map);
    L.control.zoom({ position: "bottomright", zoomInTitle: "Zoom in", zoomOutTitle: "Zoom out" }).addTo(map);
    fitting().addTo(map);
    L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
    map.attributionControl.setPrefix("");
    map.attributionControl.addAttribution("Borders: Natural Earth, German view · Places: GeoNames (CC BY 4.0)");
    new MutationObserver(Dispatch.retheme).observe(page.document.head, { childList: true });
    window.addEventListener("message", () => setTimeout(Dispatch.retheme, 0));
    page.addEventListener("popstate", arrived);
    window.addEventListener("pagehide", () => page.removeEventListener("popstate", arrived));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") Dispatch.panel.back();
    });
  };
  /* A button beside the zoom's: everything that the filter keeps. */
  function fitting() {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      const corners = Dispatch.svg("path", { d: "M2 6V2H6M10 2H14V6M14 10V14H10M6 14H2V10", fill: "none", stroke: "currentColor", "stroke-width": 2 });
      const button = Dispatch.element("a", { href: "#", class: "fit", role: "button", title: "Show all events of the filter", "aria-label": "Show all events of the filter",
        onclick: (event) => { event.preventDefault(); Dispatch.fit(); },
        onkeydown: (event) => { if (event.key === " ") { event.preventDefault(); Dispatch.fit(); } } },
      Dispatch.svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, corners));
      const bar = Dispatch.element("div", { class: "leaflet-bar leaflet-control" }, button);
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    };
    return control;
  }
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
  Dispatch.show = function (next) {
    const changed = !begun || next.query !== Dispatch.state.query || next.version !== Dispatch.state.version;
    Dispatch.state = next;
    extent = next.extent || extent;
    Dispatch.retheme();
    if (!begun) {
      begun = 1;
      const wanted = address().searchParams.get("view");
      fit(wanted);
      follow(wanted);
      Dispatch.basemap(map);
      Dispatch.overlays();
      map.on("moveend", () => {
        write("view", viewText());
        if (Dispatch.view() !== seen) refresh();
      });
      const id = address().searchParams.get("event");
      if (id) Dispatch.open(id);
    }
    if (changed) {
      Dispatch.over = null;
      Dispatch.panel.legend(next.types || []);
      // The map first, and on the screen: the timeline counts every event there is.
      refresh().then(painted).then(() => Dispatch.timeline.refresh());
    }
  };
})();
