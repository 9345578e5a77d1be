/* The markers. Symbols are painted on one canvas; over each lies an empty button that is pressed,
   focused and read aloud. A hundred symbols of shapes of their own cost 20 ms to build and 4 ms in
   every frame without a graphics card, even in frames that change something else. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const RIM = 32; // pixels around the map: half a symbol whose place is just inside
  const GLIDE = 250; // ms, as long as Leaflet's own zoom

  Dispatch.Markers = L.Layer.extend({
    initialize(pane) {
      this._pane = pane;
      this._shown = new Map();
    },
    onAdd(map) {
      const pane = map.getPane(this._pane);
      this._canvas = L.DomUtil.create("canvas", "symbols", pane);
      this._canvas.setAttribute("aria-hidden", "true");
      const box = (this._box = L.DomUtil.create("div", "markers", pane));
      box.addEventListener("click", (event) => this._press(event));
      box.addEventListener("dblclick", (event) => event.stopPropagation());
      box.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") this._press(event);
      });
      map.on("zoom viewreset", this._place, this);
      map.on("zoomanim", this._glide, this);
      map.on("resize", this._paint, this);
      Dispatch.onTheme(() => { this._look = null; this._paint(); });
      // The numbers' face may come after them.
      document.fonts?.ready.then(() => this._paint());
    },
    onRemove(map) {
      this._box.remove();
      this._canvas.remove();
      map.off("zoom viewreset", this._place, this);
      map.off("zoomanim", this._glide, this);
      map.off("resize", this._paint, this);
    },

    /* ``wanted``: {id, key, at, half, label, name, paint or build, open}. Those already there stay. */
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
      this._paint();
    },
    each(call) {
      this._shown.forEach(call);
    },

    _make(marker) {
      const { half } = marker;
      marker.element = Dispatch.element("div", { class: `leaflet-marker-icon leaflet-interactive ${marker.name}`,
        role: "button", tabindex: "0", "aria-label": marker.label, title: marker.label }, marker.build?.());
      marker.element.marker = marker;
      if (half) marker.element.style.cssText = `margin:${-half}px 0 0 ${-half}px;width:${2 * half}px;height:${2 * half}px`;
      else if (marker.shift) {
        marker.element.style.cssText = `margin-top:${marker.shift}px;--lead:${Math.abs(marker.shift) - 11}px`;
        marker.element.classList.add(marker.shift > 0 ? "below" : "above");
      }
      this._put(marker, this._map.latLngToLayerPoint(marker.at));
    },
    // By left and top: a transform each would be a step of its own in every frame.
    _put(marker, point) {
      marker.point = point;
      marker.element.style.left = `${Math.round(point.x)}px`;
      marker.element.style.top = `${Math.round(point.y)}px`;
    },
    _place() {
      this._moving = 0;
      this.each((marker) => this._put(marker, this._map.latLngToLayerPoint(marker.at)));
      // The next view's symbols may come before this is seen.
      this._due = this._due || requestAnimationFrame(() => this._paint());
    },
    /* Symbols keep their size while Leaflet's zoom stretches what lies under them. */
    _glide({ zoom, center }) {
      const run = (this._moving = Math.random()), began = performance.now();
      this.each((marker) => {
        marker.from = marker.point;
        this._put(marker, this._map._latLngToNewLayerPoint(marker.at, zoom, center));
      });
      const step = () => {
        if (this._moving !== run) return;
        const past = Dispatch.calm() ? 1 : Math.min(1, (performance.now() - began) / GLIDE);
        this._paint(1 - (1 - past) ** 3);
        if (past < 1) requestAnimationFrame(step);
      };
      step();
    },
    /* ``part`` of the way from where the symbols were. */
    _paint(part) {
      cancelAnimationFrame(this._due);
      this._due = 0;
      const look = this._look || Dispatch.palette();
      if (!look.ink) { // the style sheet is still on its way
        this._due = requestAnimationFrame(() => this._paint());
        return;
      }
      this._look = look;
      const map = this._map, canvas = this._canvas, size = map.getSize();
      const ratio = Math.min(window.devicePixelRatio || 1, 3), wide = size.x + 2 * RIM, high = size.y + 2 * RIM;
      const corner = map.containerPointToLayerPoint([-RIM, -RIM]);
      L.DomUtil.setPosition(canvas, corner);
      if (canvas.width !== Math.round(wide * ratio) || canvas.height !== Math.round(high * ratio)) {
        canvas.width = Math.round(wide * ratio);
        canvas.height = Math.round(high * ratio);
        canvas.style.width = `${wide}px`;
        canvas.style.height = `${high}px`;
      }
      const ctx = canvas.getContext("2d");
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.font = look.font;
      this.each(({ paint, point, from }) => {
        if (!paint) return;
        const at = typeof part === "number" && from ? from.add(point.subtract(from).multiplyBy(part)) : point;
        ctx.setTransform(ratio, 0, 0, ratio, Math.round(at.x - corner.x) * ratio, Math.round(at.y - corner.y) * ratio);
        paint(ctx, look);
      });
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
