/* Asking the server: the filter as a query, the box of a view, answers as JSON. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  let ahead = null; // a view asked before the map has come to rest

  Dispatch.root = "/";
  Dispatch.state = { query: "", version: "" };
  Dispatch.over = null; // a stretch of days that the timeline plays, instead of the filter's own

  Dispatch.query = function (extra, dates) {
    const q = new URLSearchParams(Dispatch.state.query);
    const range = dates === undefined ? Dispatch.over : dates;
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

  /* West, south, east, north of a view; without arguments of the present one. */
  Dispatch.box = function (center, zoom) {
    const map = Dispatch.map, size = map.getSize(), level = zoom ?? map.getZoom();
    const corner = map.project(center || map.getCenter(), level).subtract(size.divideBy(2)).round();
    const nw = map.unproject(corner, level), se = map.unproject(corner.add(size), level);
    const lat = (v) => Math.max(-90, Math.min(90, v)).toFixed(4);
    return `${nw.lng.toFixed(4)},${lat(se.lat)},${se.lng.toFixed(4)},${lat(nw.lat)}`;
  };

  /* The address of a view's symbols; without arguments of the present view. */
  Dispatch.view = (center, zoom) =>
    `api/cells?${Dispatch.query({ bbox: Dispatch.box(center, zoom), zoom: zoom ?? Dispatch.map.getZoom() })}`;

  /* Ask for a view. Asked again while its answer is on its way, it is the same question. */
  Dispatch.cells = function (path) {
    if (ahead && ahead.path === path) return ahead;
    if (ahead) ahead.stop.abort();
    const stop = new AbortController();
    const asked = (ahead = { path, stop, answer: Dispatch.ask(path, stop.signal) });
    const over = () => { if (ahead === asked) ahead = null; };
    asked.answer.then(over, over);
    return asked;
  };
})();
