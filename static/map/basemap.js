/* The background: countries, lakes, borders and labels, drawn on canvas from our own files. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const SCALE = 1000;
  const DETAIL_ZOOM = 5;
  const CHUNK = 48; // points
  const FINE = 0.7; // pixels: points closer than this to the last one are skipped at a zoom
  const EXACT = 10; // from this zoom on our files have no such points
  const KEPT_TILES = 40; // of 1 MB each: a zoom back, a pan back
  const COLOURS = {
    light: { land: "#F6F4EF", sea: "#DCE6EC", border: "#8A94A0", coast: "#A9B4BE", inner: "#C3C9CF",
      label: "#4A545E", town: "#5C6670", region: "#7B858F" },
    dark: { land: "#1E2328", sea: "#14181C", border: "#56616C", coast: "#3F4952", inner: "#333B43",
      label: "#A7B1BB", town: "#97A1AB", region: "#76808A" },
  };

  /* Web mercator in units of the world's width: x and y in 0..1. */
  function mercator(lon, lat) {
    const clipped = Math.max(-85.0511, Math.min(85.0511, lat));
    const s = Math.sin((clipped * Math.PI) / 180);
    return [(lon + 180) / 360, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
  }

  function line(deltas) {
    const points = new Float64Array(deltas.length);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    let lon = 0, lat = 0;
    for (let i = 0; i < deltas.length; i += 2) {
      lon += deltas[i];
      lat += deltas[i + 1];
      const [x, y] = mercator(lon / SCALE, lat / SCALE);
      points[i] = x;
      points[i + 1] = y;
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
    return { points, box, chunks: chunks(points), coarser: [] };
  }

  /* The line as a zoom can show it; the ends stay, so that lines which meet there still do. */
  function at(line, zoom) {
    if (zoom >= EXACT) return line;
    const known = line.coarser[zoom];
    if (known) return known;
    const least = (FINE / (256 * 2 ** zoom)) ** 2, { points } = line, kept = [], last = points.length - 2;
    let x = Infinity, y = Infinity;
    for (let i = 0; i <= last; i += 2) {
      const far = (points[i] - x) ** 2 + (points[i + 1] - y) ** 2;
      if (far < least && i < last) continue;
      kept.push((x = points[i]), (y = points[i + 1]));
    }
    const coarse = Float64Array.from(kept);
    return (line.coarser[zoom] = { points: coarse, box: line.box, chunks: chunks(coarse) });
  }

  /* A line in stretches with a box each, so that a tile traces only what it shows. */
  function chunks(points) {
    const made = [], step = 2 * CHUNK;
    for (let from = 0; from < points.length - 2; from += step) {
      const to = Math.min(points.length - 2, from + step);
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = from; i <= to; i += 2) {
        box[0] = Math.min(box[0], points[i]); box[1] = Math.min(box[1], points[i + 1]);
        box[2] = Math.max(box[2], points[i]); box[3] = Math.max(box[3], points[i + 1]);
      }
      made.push({ from, to, box });
    }
    return made;
  }

  function ring(arcs, numbers) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const parts = numbers.map((n) => {
      const arc = arcs[n < 0 ? ~n : n];
      box[0] = Math.min(box[0], arc.box[0]); box[1] = Math.min(box[1], arc.box[1]);
      box[2] = Math.max(box[2], arc.box[2]); box[3] = Math.max(box[3], arc.box[3]);
      return [arc, n < 0];
    });
    return { parts, box };
  }

  function decode(file) {
    const arcs = file.arcs.map(line);
    const land = new Set([...file.land_borders, ...file.disputed_borders]);
    return {
      rings: file.countries.flatMap((c) => c.rings.map((numbers) => ring(arcs, numbers))),
      borders: file.land_borders.map((n) => arcs[n]),
      coasts: arcs.filter((_, n) => !land.has(n)),
      disputed: [...file.disputed.map(line), ...file.disputed_borders.map((n) => arcs[n])],
      lakes: file.lakes.map(line),
      admin1: (file.admin1 || []).map(line),
    };
  }

  function meets(box, view) {
    return box[0] <= view[2] && box[2] >= view[0] && box[1] <= view[3] && box[3] >= view[1];
  }

  /* Too small to be seen: an islet of half a pixel. */
  const speck = (box, k) => Math.max(box[2] - box[0], box[3] - box[1]) * k < 0.5;

  /* Trace a line of a filled shape. A stretch whose box does not meet the tile becomes its chord:
     the chord lies in the same box, so nothing changes inside the tile. */
  function trace(ctx, line, backwards, first, view, k, dx, dy) {
    const { points, chunks } = line, n = chunks.length;
    const start = backwards ? points.length - 2 : 0;
    const x0 = points[start] * k - dx, y0 = points[start + 1] * k - dy;
    if (first) ctx.moveTo(x0, y0);
    else ctx.lineTo(x0, y0);
    for (let c = 0; c < n; c += 1) {
      const { from, to, box } = chunks[backwards ? n - 1 - c : c];
      const end = backwards ? from : to, sign = backwards ? -2 : 2;
      const begin = meets(box, view) ? (backwards ? to : from) + sign : end;
      for (let i = begin; backwards ? i >= end : i <= end; i += sign) ctx.lineTo(points[i] * k - dx, points[i + 1] * k - dy);
    }
  }

  function strokes(ctx, lines, view, zoom, k, dx, dy, colour, width, dash) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.setLineDash(dash || []);
    ctx.beginPath();
    for (const line of lines) {
      if (!meets(line.box, view) || speck(line.box, k)) continue;
      const { points, chunks } = at(line, zoom);
      let joined = false;
      for (const chunk of chunks) {
        const seen = meets(chunk.box, view);
        if (seen) {
          if (!joined) ctx.moveTo(points[chunk.from] * k - dx, points[chunk.from + 1] * k - dy);
          for (let i = chunk.from + 2; i <= chunk.to; i += 2) ctx.lineTo(points[i] * k - dx, points[i + 1] * k - dy);
        }
        joined = seen;
      }
    }
    ctx.stroke();
    ctx.setLineDash([]);
  }

  const Land = L.GridLayer.extend({
    options: { tileSize: 512, updateWhenZooming: false, keepBuffer: 1, className: "basemap" },
    use(data) {
      this._data = data;
      this._kept = new Map();
      this.redraw();
    },
    /* A tile drawn before is shown again, unless another copy of the world shows it now. */
    createTile(coords) {
      const name = [coords.z, coords.x, coords.y, Dispatch.theme()].join(), kept = this._kept?.get(name);
      const tile = kept && !kept.parentNode ? kept : this._draw(coords);
      if (!this._data) return tile;
      this._kept.delete(name);
      this._kept.set(name, tile);
      if (this._kept.size > KEPT_TILES) this._kept.delete(this._kept.keys().next().value);
      return tile;
    },
    _draw(coords) {
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      const size = this.getTileSize();
      const tile = document.createElement("canvas");
      tile.width = size.x * ratio;
      tile.height = size.y * ratio;
      const ctx = tile.getContext("2d");
      ctx.scale(ratio, ratio);
      const c = COLOURS[Dispatch.theme()];
      ctx.fillStyle = c.sea;
      ctx.fillRect(0, 0, size.x, size.y);
      const data = this._data && (coords.z >= DETAIL_ZOOM && this._data.detail || this._data.overview);
      if (!data) return tile;
      const k = 256 * Math.pow(2, coords.z);
      const dx = coords.x * size.x, dy = coords.y * size.y, margin = 3;
      const view = [(dx - margin) / k, (dy - margin) / k, (dx + size.x + margin) / k, (dy + size.y + margin) / k];
      ctx.lineJoin = "round";
      ctx.fillStyle = c.land;
      ctx.beginPath();
      for (const r of data.rings) {
        if (!meets(r.box, view) || speck(r.box, k)) continue;
        r.parts.forEach(([arc, backwards], i) => trace(ctx, at(arc, coords.z), backwards, i === 0, view, k, dx, dy));
        ctx.closePath();
      }
      ctx.fill("evenodd");
      ctx.fillStyle = c.sea;
      ctx.beginPath();
      for (const l of data.lakes) {
        if (meets(l.box, view) && !speck(l.box, k)) { trace(ctx, at(l, coords.z), false, true, view, k, dx, dy); ctx.closePath(); }
      }
      ctx.fill();
      if (coords.z >= DETAIL_ZOOM) strokes(ctx, data.admin1, view, coords.z, k, dx, dy, c.inner, 0.7);
      strokes(ctx, data.coasts, view, coords.z, k, dx, dy, c.coast, 0.6);
      strokes(ctx, data.borders, view, coords.z, k, dx, dy, c.border, 1);
      strokes(ctx, data.disputed, view, coords.z, k, dx, dy, c.border, 1.1, [5, 4]);
      return tile;
    },
  });

  Dispatch.ground = () => COLOURS[Dispatch.theme()];
  Dispatch.meets = meets;

  Dispatch.basemap = function (map) {
    map.createPane("labels").style.zIndex = 450;
    map.getPane("labels").style.pointerEvents = "none";
    if (Dispatch.tiles(map)) return;
    const land = new Land().addTo(map), labels = new Dispatch.Labels().addTo(map);
    const data = {};
    const asked = {};
    async function need(name, use) {
      if (asked[name]) return;
      asked[name] = true;
      const answer = await fetch(`${Dispatch.root}assets/basemap/${name}.json`);
      if (answer.ok) use(await answer.json());
    }
    function load() {
      need("overview", (file) => { data.overview = decode(file); land.use(data); });
      need("labels", (file) => {
        labels.use(file);
        labels.remember();
      });
      if (map.getZoom() >= DETAIL_ZOOM) need("detail", (file) => { data.detail = decode(file); land.use(data); });
    }
    map.on("zoomend", load);
    load();
    Dispatch.onTheme(() => { land.redraw(); labels.draw(); });
    Dispatch.labels = labels;
  };
})();
