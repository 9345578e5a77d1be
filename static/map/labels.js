/* The names on the background: countries, regions and towns, in English or as they write themselves. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const LANGUAGE = "dispatch-names";

  /* Labels: one canvas over the map, drawn anew when it rests, without overlaps. */
  Dispatch.Labels = L.Layer.extend({
    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "labels leaflet-zoom-hide", map.getPane("labels"));
      this._canvas.setAttribute("aria-hidden", "true");
      map.on("resize", this.draw, this);
      this.draw();
    },
    onRemove(map) {
      this._canvas.remove();
      map.off("resize", this.draw, this);
    },
    use(data) {
      this._data = data;
      this._name();
      this.draw();
    },
    /* "en", "local" or "both": as places write themselves, where we know it. */
    language: "en",
    async speak(language) {
      this.language = language;
      try {
        localStorage.setItem(LANGUAGE, language);
      } catch (_error) {
        // Not kept, then.
      }
      if (language !== "en" && !this._local) {
        const answer = await fetch(`${Dispatch.root}assets/basemap/local.json`);
        if (answer.ok) this._local = await answer.json();
      }
      if (this._data) this._name();
      this.draw();
    },
    /* Speak as the reader chose at an earlier visit. */
    remember() {
      let kept = null;
      try { kept = localStorage.getItem(LANGUAGE); } catch (_error) { /* English, then. */ }
      if (["local", "both"].includes(kept) && !Dispatch.saved) this.speak(kept);
    },
    /* Give each label its words in the language chosen. */
    _name() {
      for (const [layer, name] of [["countries", 3], ["regions", 2], ["towns", 3]]) {
        const rows = this._data[layer], own = this.language === "en" || !this._local ? [] : this._local[layer] || [];
        rows.forEach((row, i) => { row.words = !own[i] ? row[name] : this.language === "both" ? `${row[name]} · ${own[i]}` : own[i]; });
      }
    },
    draw() {
      const map = this._map;
      if (!map || !this._data) return;
      const size = map.getSize(), ratio = Math.min(window.devicePixelRatio || 1, 2);
      const canvas = this._canvas;
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      const ctx = canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      this._taken = Dispatch.occupied ? Dispatch.occupied() : [];
      const zoom = map.getZoom(), c = Dispatch.ground();
      const family = getComputedStyle(document.body).fontFamily;
      const least = zoom < 4 ? Infinity : zoom < 5 ? 2500 : zoom < 6 ? 700 : zoom < 7 ? 250 : zoom < 8 ? 90 : 40;
      const town = (r) => ({ text: r.words, font: `${r[4] ? 600 : 400} 11px ${family}`, colour: c.town, dot: true, spacing: "0px" });
      // Capitals stand where they are; the name of a country may give way a little.
      if (zoom >= 5) this._text(ctx, this._data.towns.filter((r) => r[4]), town, c, 90);
      this._text(ctx, this._data.countries.filter((r) => zoom >= r[2] - 0.3), (r) => ({
        text: r.words.toUpperCase(), font: `600 ${zoom >= 5 ? 12 : 10.5}px ${family}`, colour: c.label, spacing: "1.2px", shifts: zoom >= 4 ? [0, 20, -20, 38, -38] : [0],
      }), c);
      this._text(ctx, this._data.towns.filter((r) => !r[4] && r[2] >= least), town, c, 90);
      if (zoom >= 6) {
        this._text(ctx, this._data.regions, (r) => ({
          text: r.words, font: `italic 11px ${family}`, colour: c.region, spacing: "0.4px",
        }), c, 60);
      }
    },
    _text(ctx, rows, style, c, most) {
      const map = this._map, size = map.getSize(), bounds = map.getBounds().pad(0.05);
      const west = bounds.getWest(), east = bounds.getEast();
      let drawn = 0;
      for (const row of rows) {
        if (drawn >= (most || 200)) break;
        let lon = row[0];
        if (lon < west) lon += 360;
        if (lon > east || lon < west || row[1] < bounds.getSouth() || row[1] > bounds.getNorth()) continue;
        const p = map.latLngToContainerPoint([row[1], lon]);
        if (p.x < 0 || p.y < 0 || p.x > size.x || p.y > size.y) continue;
        const s = style(row);
        ctx.font = s.font;
        ctx.letterSpacing = s.spacing;
        const width = ctx.measureText(s.text).width / 2 + 4;
        const place = (shift) => [p.x - width, p.y + shift - (s.dot ? 17 : 8), p.x + width, p.y + shift + (s.dot ? 3 : 8)];
        const shift = (s.shifts || [0]).find((by) => !this._taken.some((t) => Dispatch.meets(t, place(by))));
        if (shift === undefined) continue;
        const box = place(shift), y = p.y + shift - (s.dot ? 9 : 0);
        this._taken.push(box);
        ctx.strokeStyle = c.land;
        ctx.lineWidth = 3;
        ctx.strokeText(s.text, p.x, y);
        ctx.fillStyle = s.colour;
        ctx.fillText(s.text, p.x, y);
        if (s.dot) {
          ctx.beginPath();
          ctx.arc(p.x, p.y, 1.6, 0, 7);
          ctx.fill();
        }
        drawn += 1;
      }
    },
  });
})();
