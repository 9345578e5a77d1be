/* The symbols: shape and colour by class, size by number, outline by claim. Numbers only, no text
   of an article ever comes near this file. */
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

  /* The outline of a class's shape around 0,0 with "radius" r. */
  function shape(group, r) {
    if (group === "pressure") return node("path", { d: `M0 ${-r * 1.2}L${r * 1.2} 0 0 ${r * 1.2}${-r * 1.2} 0Z` });
    if (group === "protest") return node("path", { d: `M0 ${-r * 1.15}L${r * 1.15} ${r * 0.9}H${-r * 1.15}Z` });
    if (group === "diplomacy") return node("rect", { x: -r * 0.9, y: -r * 0.9, width: r * 1.8, height: r * 1.8, rx: 1 });
    return node("circle", { r });
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

  function sector(from, to, outer, inner) {
    if (to - from > 0.9999) to = from + 0.9999;
    const at = (f, r) => {
      const a = 2 * Math.PI * f - Math.PI / 2;
      return `${(Math.cos(a) * r).toFixed(2)} ${(Math.sin(a) * r).toFixed(2)}`;
    };
    const large = to - from > 0.5 ? 1 : 0;
    return `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(to, outer)}L${at(to, inner)}` +
      `A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}Z`;
  }

  /* A ring of the classes with the count inside. */
  function ring(counts, r) {
    const total = counts.reduce((a, b) => a + b, 0);
    const g = node("g", { class: "ring" }, node("circle", { class: "disc", r: r + 1.5 }));
    let from = 0;
    counts.forEach((count, i) => {
      if (!count) return;
      const to = from + count / total;
      g.append(node("path", { class: `sector ${CLASSES[i]}`, d: sector(from, to, r, r - 4.5) }));
      from = to;
    });
    const text = node("text", { "text-anchor": "middle", dy: "0.35em" });
    text.textContent = short(total);
    g.append(text);
    return g;
  }

  function radius(counts) {
    const total = counts.reduce((a, b) => a + b, 0);
    return total === 1 ? 7 : Math.min(21, 11 + 1.9 * Math.log2(total));
  }
  /* Half the size of a symbol, in pixels. */
  Dispatch.reach = (counts) => Math.ceil(radius(counts) * 1.3 + 4);

  /* The symbol of counts by class, with the claim that all share. */
  Dispatch.symbol = function (counts, claim) {
    const one = counts.reduce((a, b) => a + b, 0) === 1, r = radius(counts), half = Dispatch.reach(counts);
    const svg = node("svg", { width: 2 * half, height: 2 * half, viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`, "aria-hidden": "true" });
    svg.append(one ? mark(CLASSES[counts.findIndex(Boolean)], CLAIMS[claim], r) : ring(counts, r));
    return svg;
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
