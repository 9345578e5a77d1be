/* The symbols: shape and colour by class, size by number, outline by claim. On the map they are
   painted, in lists and the legend drawn as SVG, from the same outlines. Numbers only: no text of an
   article ever comes near this file. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const NS = "http://www.w3.org/2000/svg";
  const CLASSES = ["force", "pressure", "protest", "words", "diplomacy"];
  const CLASS_NAMES = {
    force: "Force", pressure: "Pressure", protest: "Protest", words: "Words", diplomacy: "Diplomacy",
  };
  const CLAIMS = ["asserted", "claimed", "disputed", "denied"];

  function node(name, attributes, ...children) {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /* The outline of a class's shape around 0,0 with "radius" r, as path data. */
  function outline(group, r) {
    const near = (n) => n.toFixed(2);
    if (group === "pressure") return `M0 ${near(-r * 1.2)}L${near(r * 1.2)} 0 0 ${near(r * 1.2)} ${near(-r * 1.2)} 0Z`;
    if (group === "protest") return `M0 ${near(-r * 1.15)}L${near(r * 1.15)} ${near(r * 0.9)}H${near(-r * 1.15)}Z`;
    if (group === "diplomacy") return `M${near(-r * 0.9)} ${near(-r * 0.9)}H${near(r * 0.9)}V${near(r * 0.9)}H${near(-r * 0.9)}Z`;
    return `M${near(-r)} 0A${near(r)} ${near(r)} 0 1 1 ${near(r)} 0A${near(r)} ${near(r)} 0 1 1 ${near(-r)} 0Z`;
  }
  const shape = (group, r) => node("path", { d: outline(group, r) });
  const paths = new Map(); // outlines for the canvas, by class and radius
  function path(group, r) {
    const name = `${group} ${r}`;
    if (!paths.has(name)) paths.set(name, new Path2D(outline(group, r)));
    return paths.get(name);
  }

  /* One class's mark. "words" is an open circle; denied is hollow with a bar; disputed is split. */
  function mark(group, claim, r) {
    const g = node("g", { class: `mark ${group} ${claim}` });
    const halo = shape(group, r + 1.6);
    halo.setAttribute("class", "halo");
    const body = shape(group, r);
    body.setAttribute("class", "body");
    g.append(halo, body);
    if (claim === "disputed") {
      g.append(node("path", { class: "split", d: `M${-r} ${r}L${r} ${-r}` }));
    }
    if (claim === "denied") g.append(node("path", { class: "bar", d: `M${-r * 1.3} 0H${r * 1.3}` }));
    return g;
  }

  function short(n) {
    if (n < 1000) return String(n);
    if (n < 1e6) return (n < 1e4 ? (n / 1000).toFixed(1).replace(/\.0$/, "") : Math.round(n / 1000)) + "k";
    return (n / 1e6).toFixed(1).replace(/\.0$/, "") + "M";
  }

  /* The same mark on a canvas whose origin is the symbol's middle; ``look`` holds the colours. */
  function paintMark(ctx, look, group, claim, r) {
    const colour = look[group], open = group === "words", body = path(group, r);
    ctx.fillStyle = look.halo;
    ctx.fill(path(group, r + 1.6));
    ctx.fillStyle = open || claim === "denied" ? look.halo : colour;
    if (claim === "claimed") ctx.globalAlpha = 0.45;
    ctx.fill(body);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colour;
    ctx.lineWidth = open ? 3 : 2;
    if (claim === "claimed") ctx.setLineDash([3, 2]);
    ctx.stroke(body);
    ctx.setLineDash([]);
    ctx.lineWidth = 2.4;
    if (claim === "disputed" && !open) ctx.strokeStyle = look.halo;
    if (claim !== "disputed" && claim !== "denied") return;
    ctx.beginPath();
    if (claim === "disputed") { ctx.moveTo(-r, r); ctx.lineTo(r, -r); } else { ctx.moveTo(-r * 1.3, 0); ctx.lineTo(r * 1.3, 0); }
    ctx.stroke();
  }
  /* A ring of the classes with the count inside. */
  function paintRing(ctx, look, counts, r) {
    const total = counts.reduce((a, b) => a + b, 0), middle = r - 2.25;
    ctx.fillStyle = look.halo;
    ctx.beginPath();
    ctx.arc(0, 0, r + 1.5, 0, 7);
    ctx.fill();
    ctx.lineWidth = 4.5;
    let from = -Math.PI / 2;
    const cuts = [];
    counts.forEach((count, i) => {
      if (!count) return;
      const to = from + (2 * Math.PI * count) / total;
      ctx.strokeStyle = look[CLASSES[i]];
      ctx.beginPath();
      ctx.arc(0, 0, middle, from, to);
      ctx.stroke();
      cuts.push((from = to));
    });
    if (cuts.length > 1) {
      ctx.strokeStyle = look.halo;
      ctx.lineWidth = 0.8;
      ctx.beginPath();
      for (const cut of cuts) { ctx.moveTo(Math.cos(cut) * (r - 4.5), Math.sin(cut) * (r - 4.5)); ctx.lineTo(Math.cos(cut) * r, Math.sin(cut) * r); }
      ctx.stroke();
    }
    ctx.fillStyle = look.ink;
    ctx.fillText(short(total), 0, 0.5);
  }

  function radius(counts) {
    const total = counts.reduce((a, b) => a + b, 0);
    return total === 1 ? 7 : Math.min(21, 11 + 1.9 * Math.log2(total));
  }
  /* Half the size of a symbol, in pixels. */
  Dispatch.reach = (counts) => Math.ceil(radius(counts) * 1.3 + 4);

  /* Draw the symbol of counts by class, with the claim that all share, around the canvas's origin. */
  Dispatch.paint = function (ctx, look, counts, claim) {
    const one = counts.reduce((a, b) => a + b, 0) === 1, r = radius(counts);
    if (one) paintMark(ctx, look, CLASSES[counts.findIndex(Boolean)], CLAIMS[claim], r);
    else paintRing(ctx, look, counts, r);
  };
  /* The colours of the theme and the face of the numbers, for :func:`Dispatch.paint`. */
  Dispatch.palette = function () {
    const style = getComputedStyle(document.documentElement);
    const named = [...CLASSES, "halo", "ink"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]);
    return { ...Object.fromEntries(named), font: `600 11px ${getComputedStyle(document.body).fontFamily}` };
  };

  Dispatch.mark = function (group, claim, size) {
    const half = size / 2;
    const svg = node("svg", { width: size, height: size, viewBox: `${-half} ${-half} ${size} ${size}`, class: "inline", "aria-hidden": "true" });
    svg.append(mark(group, claim || "asserted", size * 0.32));
    return svg;
  };

  Dispatch.CLASSES = CLASSES;
  Dispatch.CLASS_NAMES = CLASS_NAMES;
  Dispatch.CLAIMS = CLAIMS;
  Dispatch.short = short;
  Dispatch.svg = node;
})();
