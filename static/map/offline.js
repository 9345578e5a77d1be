/* Answers the map's questions from the data inside a saved page: no server, no network. */
(function () {
  "use strict";
  const Dispatch = window.Dispatch;
  Dispatch.saved = true;
  const held = JSON.parse(document.getElementById("data").textContent);
  const PAGE = 25, CELL = 72, DAY = 86400000;
  const COARSE = ["country", "world"], AREAL = ["admin1", "admin2", "sea_or_border"];
  const CLAIM_NAMES = { asserted: "asserted", claimed: "claimed", disputed: "disputed", denied_by_other: "denied" };
  const day = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
  const iso = (n) => new Date(n * DAY).toISOString().slice(0, 10);

  function keeps(event, q, dates) {
    const types = q.getAll("type"), countries = q.getAll("country"), claims = q.getAll("claim");
    if (types.length && !types.includes(event.type)) return false;
    if (countries.length && !countries.some((c) => event.countries.includes(c))) return false;
    if (claims.length && !claims.some((c) => CLAIM_NAMES[c] === event.claim)) return false;
    const words = (q.get("words") || "").toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.every((w) => event.excerpt.toLowerCase().includes(w))) return false;
    if (!dates || (!q.get("from") && !q.get("to"))) return true;
    if (!event.start) return q.get("undated") !== "no";
    if (q.get("from") && event.end < q.get("from")) return false;
    if (q.get("to") && event.start > q.get("to")) return false;
    return event.stated || q.get("undated") !== "no";
  }
  const chosen = (q, dates = true) => held.events.filter((event) => keeps(event, q, dates));
  const drawn = (event) => event.place && !COARSE.includes(event.precision);
  function inside(event, box) {
    const [west, south, east, north] = box;
    if (!event.place || event.lat < south || event.lat > north) return false;
    return [-360, 0, 360].some((turn) => event.lon + turn >= west && event.lon + turn <= east);
  }
  function counted(events) {
    const counts = [0, 0, 0, 0, 0];
    for (const event of events) counts[Dispatch.CLASSES.indexOf(event.group)] += 1;
    const same = events.every((event) => event.claim === events[0].claim);
    return [counts, same ? Dispatch.CLAIMS.indexOf(events[0].claim) : 0];
  }
  function grouped(events, key) {
    const groups = new Map();
    for (const event of events) {
      const k = key(event);
      if (!groups.has(k)) groups.set(k, []);
      groups.get(k).push(event);
    }
    return [...groups.values()];
  }
  const spot = (event) => `${event.lat},${event.lon},${event.place}`;
  function symbol(events, region) {
    const places = grouped(events, spot).sort((a, b) => b.length - a.length);
    const chief = places[0][0];
    const [counts, claim] = counted(events);
    const key = events.length === 1 ? `e:${chief.id}` : places.length === 1 ? `p:${spot(chief)}` : null;
    const made = [chief.lat, chief.lon, counts, claim, key, chief.place];
    if (region) made.push(chief.outline || "");
    else if (!key) {
      const lons = events.map((e) => e.lon), lats = events.map((e) => e.lat);
      made.push([Math.min(...lons) - 1e-4, Math.min(...lats) - 1e-4, Math.max(...lons) + 1e-4, Math.max(...lats) + 1e-4]);
    }
    return made;
  }
  function cells(q) {
    const all = chosen(q), box = q.get("bbox").split(",").map(Number), zoom = Number(q.get("zoom"));
    const seen = all.filter((event) => drawn(event) && inside(event, box));
    const across = (256 * 2 ** zoom) / CELL;
    const cell = (event) => {
      const p = L.CRS.EPSG3857.latLngToPoint(L.latLng(event.lat, event.lon), 0);
      return `${Math.floor((p.x / 256) * across)}|${Math.floor((p.y / 256) * across)}`;
    };
    return {
      events: all.length, seen: seen.length, unplaced: all.filter((e) => !e.place).length,
      coarse: all.filter((e) => e.place && !drawn(e)).length,
      symbols: grouped(seen.filter((e) => !AREAL.includes(e.precision)), cell).map((g) => symbol(g, false)),
      regions: grouped(seen.filter((e) => AREAL.includes(e.precision)), spot).map((g) => symbol(g, true)),
    };
  }
  function list(q) {
    const all = chosen(q);
    let rows;
    if (q.get("where") === "unplaced") rows = all.filter((e) => !e.place);
    else if (q.get("where") === "country") rows = all.filter((e) => e.place && !drawn(e));
    else if (q.has("place")) rows = all.filter((e) => spot(e) === q.get("place"));
    else rows = all.filter((e) => drawn(e) && inside(e, q.get("bbox").split(",").map(Number)));
    const sort = q.get("sort");
    if (sort === "oldest") rows = [...rows].sort((a, b) => (a.start || "9999").localeCompare(b.start || "9999"));
    if (sort === "type" || sort === "place") rows = [...rows].sort((a, b) => a[sort].localeCompare(b[sort]));
    const from = Number(q.get("page") || 0) * PAGE;
    return { total: rows.length, selected: all.length,
      rows: rows.slice(from, from + PAGE).map((row) => ({ ...row, place: row.place_words })) };
  }
  function times(q) {
    const all = chosen(q, false).filter((e) => e.start);
    if (!all.length) return { unit: "day", width: 1, bars: [], spans: [], first: null, last: null, chosen: null };
    const starts = all.map((e) => day(e.start)), first = Math.min(...starts), last = Math.max(...all.map((e) => day(e.end)));
    const [unit, width] = [["day", 1], ["week", 7], ["month", 30], ["year", 365]].find(([, w]) => last - first <= 250 * w) || ["year", 365];
    const bars = grouped(all, (e) => Math.floor((day(e.start) - first) / width)).map((g) =>
      [iso(first + Math.floor((day(g[0].start) - first) / width) * width), counted(g)[0]]);
    const wide = all.filter((e) => e.end > e.start);
    return { unit, width, bars: bars.sort((a, b) => a[0].localeCompare(b[0])),
      spans: wide.length > 40 ? [] : wide.map((e) => [e.id, e.start, e.end, Dispatch.CLASSES.indexOf(e.group)]),
      first: iso(first), last: iso(last), chosen: q.get("from") || q.get("to") ? [q.get("from") || iso(first), q.get("to") || iso(last)] : null };
  }

  Dispatch.ask = async function (path) {
    const [route, query] = path.split("?"), q = new URLSearchParams(query || "");
    if (route === "api/cells") return cells(q);
    if (route === "api/events") return list(q);
    if (route === "api/timeline") return times(q);
    const name = decodeURIComponent(route.split("/").pop());
    if (route === "api/outlines") return held.outlines;
    const found = held.details[name];
    if (!found) throw new Error("This page does not hold that.");
    return found;
  };
  window.fetch = async (path) => {
    const name = path.split("/").pop().replace(".json", "");
    const layer = held.layers[name] || held.layers.overview;
    return { ok: true, json: async () => layer };
  };

  /* ---- the filters of a saved page ---- */
  const q = new URLSearchParams();
  const extent = held.extent;
  function show() {
    const types = q.getAll("type");
    const whole = Dispatch.CLASSES.filter((g) => held.classes[g].every((t) => types.includes(t)));
    const n = chosen(q).length;
    document.getElementById("sentence").textContent = q.toString() ? `${n} of: ${held.sentence}` : held.sentence;
    Dispatch.show({ query: q.toString(), version: "saved", types: whole, extent });
  }
  Dispatch.tell = function (said) {
    if (said.clear) [...q.keys()].forEach((key) => q.delete(key));
    if (said.toggle_class) {
      const group = held.classes[said.toggle_class], now = q.getAll("type");
      const on = group.every((t) => now.includes(t));
      q.delete("type");
      (on ? now.filter((t) => !group.includes(t)) : [...new Set([...now, ...group])]).forEach((t) => q.append("type", t));
    }
    for (const key of ["from", "to"]) {
      if (key in said) { if (said[key]) q.set(key, said[key]); else q.delete(key); }
    }
    show();
  };
  const country = Dispatch.element("select", { "aria-label": "Country involved", onchange: (e) => { q.delete("country"); if (e.target.value) q.set("country", e.target.value); show(); } },
    Dispatch.element("option", { value: "" }, "any country"),
    ...held.countries.map(([code, name]) => Dispatch.element("option", { value: code }, name)));
  const words = Dispatch.element("input", { type: "search", placeholder: "words in the excerpt", "aria-label": "Words in the excerpt",
    onchange: (e) => { q.delete("words"); if (e.target.value) q.set("words", e.target.value); show(); } });
  document.getElementById("filters").append(country, words);
  const map = L.map("map_div", { center: [30, 20], zoom: 3, zoomControl: false, preferCanvas: true, worldCopyJump: true, minZoom: 2, maxZoom: 15 });
  Dispatch.start(map);
  show();
})();
