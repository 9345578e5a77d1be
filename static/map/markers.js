/* The markers: buttons over the map. A layer of our own, since Leaflet gives each of its markers a
   layer of the compositor: two hundred of them cost 8 ms in every frame without a graphics card. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});

  Dispatch.Markers = L.Layer.extend({
    initialize(pane) {
      this._pane = pane;
      this._shown = new Map();
    },
    onAdd(map) {
      const box = (this._box = L.DomUtil.create("div", "markers", map.getPane(this._pane)));
      box.addEventListener("click", (event) => this._press(event));
      box.addEventListener("dblclick", (event) => event.stopPropagation());
      box.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") this._press(event);
      });
      map.on("zoom viewreset", this._place, this);
      map.on("zoomanim", this._glide, this);
    },
    onRemove(map) {
      this._box.remove();
      map.off("zoom viewreset", this._place, this);
      map.off("zoomanim", this._glide, this);
    },

    /* ``wanted``: {id, key, at, half, label, name, build, open}. Those already there stay. */
    show(wanted) {
      const next = new Map(), fresh = document.createDocumentFragment();
      for (const marker of wanted) {
        const old = this._shown.get(marker.id);
        if (old) {
          next.set(marker.id, old);
          this._shown.delete(marker.id);
        } else {
          this._make(marker);
          fresh.append(marker.element);
          next.set(marker.id, marker);
        }
      }
      for (const { element } of this._shown.values()) element.remove();
      this._shown = next;
      this._box.append(fresh);
    },
    each(call) {
      this._shown.forEach(call);
    },

    _make(marker) {
      marker.element = Dispatch.element("div", { class: `leaflet-marker-icon leaflet-zoom-animated leaflet-interactive ${marker.name}`,
        role: "button", tabindex: "0", "aria-label": marker.label, title: marker.label }, marker.build());
      marker.element.marker = marker;
      if (marker.half) marker.element.style.margin = `${-marker.half}px 0 0 ${-marker.half}px`;
      this._put(marker, this._map.latLngToLayerPoint(marker.at));
    },
    // In two dimensions: a third would make a layer of it.
    _put(marker, point) {
      marker.element.style.transform = `translate(${Math.round(point.x)}px,${Math.round(point.y)}px)`;
    },
    _place() {
      this.each((marker) => this._put(marker, this._map.latLngToLayerPoint(marker.at)));
    },
    _glide({ zoom, center }) {
      this.each((marker) => this._put(marker, this._map._latLngToNewLayerPoint(marker.at, zoom, center)));
    },
    _press(event) {
      const element = event.target.closest(".leaflet-marker-icon");
      if (!element || this._map.dragging?.moved()) return;
      event.preventDefault();
      event.stopPropagation();
      element.marker.open(element);
    },
  });
})();
