/* The choice of layers: background, language of names, the user's own. Nothing leaves this machine
   unless the reader asks for a provider's tiles, and then the frame's policy lets only that one in. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const element = (...args) => Dispatch.element(...args);
  const KEPT = "dispatch-tiles";
  const PROVIDERS = {
    osm: { name: "OpenStreetMap", origin: "https://tile.openstreetmap.org", path: "/{z}/{x}/{y}.png", zoom: 19,
      credit: "© OpenStreetMap contributors" },
    topo: { name: "OpenTopoMap", origin: "https://tile.opentopomap.org", path: "/{z}/{x}/{y}.png", zoom: 17,
      credit: "© OpenStreetMap contributors, SRTM · OpenTopoMap (CC BY-SA)" },
  };
  let own = []; // the user's own layers, each with its date and source

  /* For this window only: another visit starts without. */
  function chosen() {
    try {
      return PROVIDERS[sessionStorage.getItem(KEPT)] || null;
    } catch (_error) {
      return null;
    }
  }
  function choose(key) {
    if (key) sessionStorage.setItem(KEPT, key);
    else sessionStorage.removeItem(KEPT);
    // A policy can be tightened but never loosened: another one needs another document.
    location.reload();
  }

  /* What this document may ask for: this server, and the provider that was chosen. */
  Dispatch.guard = function () {
    const provider = chosen();
    const policy = `img-src 'self' data: blob: ${provider ? provider.origin : ""}; connect-src 'self'; font-src 'self' data:; ` +
      "media-src 'none'; object-src 'none'; frame-src 'none'; form-action 'none'";
    document.head.prepend(element("meta", { "http-equiv": "Content-Security-Policy", content: policy }));
  };
  /* Lay the provider's tiles; false where none was asked for. */
  Dispatch.tiles = function (map) {
    const provider = Dispatch.saved ? null : chosen();
    if (!provider) return false;
    L.tileLayer(provider.origin + provider.path, { maxNativeZoom: provider.zoom, maxZoom: map.getMaxZoom(), attribution: provider.credit }).addTo(map);
    return true;
  };

  function backgrounds() {
    const now = Object.keys(PROVIDERS).find((key) => PROVIDERS[key] === chosen()) || "";
    const note = element("div", { class: "ask", role: "status" });
    const select = element("select", { "aria-label": "Background", onchange: () => ask(select.value) },
      element("option", { value: "", selected: !now }, "Our own, offline"),
      ...Object.entries(PROVIDERS).map(([key, one]) => element("option", { value: key, selected: key === now }, `${one.name}, online`)));
    function ask(key) {
      if (key === now) { note.replaceChildren(); return; }
      if (!key) { choose(""); return; }
      const one = PROVIDERS[key];
      note.replaceChildren(
        element("p", {}, `${one.name} (${new URL(one.origin).host}) will see this machine's address and every area you look at. It draws borders in its own way.`),
        element("button", { type: "button", class: "plain", onclick: () => choose(key) }, `Load tiles from ${one.name}`), " ",
        element("button", { type: "button", class: "plain", onclick: () => { select.value = now; note.replaceChildren(); } }, "Stay offline"));
    }
    return [element("label", { class: "sample" }, "Background", select), note];
  }
  function names() {
    const select = element("select", { "aria-label": "Names on the map", onchange: () => Dispatch.labels.speak(select.value) },
      ...[["en", "in English"], ["local", "in the local language"], ["both", "in both"]].map(([value, words]) =>
        element("option", { value, selected: value === Dispatch.labels?.language }, words)));
    return element("label", { class: "sample" }, "Names", select);
  }

  /* The list of layers, for the legend. */
  Dispatch.layers = () => (Dispatch.saved ? own : [...backgrounds(), chosen() ? null : names(), ...own].filter(Boolean));
  Dispatch.overlays = async function () {
    const found = await Dispatch.ask("api/overlays").catch(() => []);
    own = found.map((one) => element("label", { class: "sample" },
      element("input", { type: "checkbox", onchange: (event) => Dispatch.overlay(one.key, event.target.checked) }),
      [one.name, one.date, one.source].filter(Boolean).join(" · ")));
    document.querySelector("#legend .layers")?.replaceChildren(...Dispatch.layers());
  };
})();
