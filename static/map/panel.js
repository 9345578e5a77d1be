/* The panel beside the map: the events in the view as a table, and the detail of one. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const element = (...args) => Dispatch.element(...args);
  const PAGE = 25;
  let root, body, heading, tabs, note, keep, origin = null;
  let list = { scope: "view", name: "", value: "", page: 0, sort: "newest" };
  let showing = "list";
  let asked = 0;
  let unplaced = 0;

  Dispatch.layout = function (map) {
    const host = map.getContainer();
    root = element("section", { id: "panel", "aria-label": "Events and detail" });
    heading = element("h2", { id: "panel-heading", tabindex: "-1" }, "Events");
    tabs = element("div", { class: "tabs", role: "group", "aria-label": "Which events are listed" });
    body = element("div", { id: "panel-body" });
    note = element("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
    const link = element("button", { type: "button", class: "link", title: "A link to this filter, view and event",
      onclick: (event) => Dispatch.copy(window.parent.location.href, event.currentTarget) }, "Copy link");
    keep = element("button", { type: "button", class: "link", hidden: true, "aria-pressed": "false",
      title: "Count and list only what lies inside the map's present view" }, "Only this view");
    root.append(element("header", {}, element("div", { class: "top" }, heading, element("span", { class: "actions" }, keep, link)), tabs), hint(), body, note);
    const mapBox = element("div", { id: "map-box" },
      element("button", { type: "button", class: "skip", onclick: () => heading.focus() }, "Skip the map: go to the list of events"), host, element("div", { id: "legend", role: "group", "aria-label": "Legend, filters by class" }),
      element("div", { id: "problem", role: "alert", hidden: true }));
    const bench = element("main", { id: "workbench" }, mapBox, element("section", { id: "timeline", "aria-label": "Timeline" }), root);
    document.documentElement.lang = "en";
    document.title = "Dispatch Map: map and events";
    document.body.append(bench);
    host.setAttribute("role", "region");
    host.setAttribute("aria-label", "Map of the events");
    map.invalidateSize({ animate: false });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(mapBox);
  };

  /* One sentence for a newcomer, until dismissed. */
  function hint() {
    const KEY = "dispatch-hint";
    if (window.parent === window) return "";
    try {
      if (localStorage.getItem(KEY)) return "";
    } catch (_error) {
      return "";
    }
    const box = element("div", { class: "hint" },
      element("p", {}, "Each symbol is an event that an article reports. Open one to read the sentence that says so; “Add articles” reads yours."),
      element("button", { type: "button", class: "link", onclick: () => { localStorage.setItem(KEY, "seen"); box.remove(); } }, "Got it"));
    return box;
  }

  /* ---- legend ---- */
  function legend(types) {
    const box = document.getElementById("legend");
    const open = matchMedia("(min-width: 760px)").matches;
    const buttons = Dispatch.CLASSES.map((group) => {
      const on = types.includes(group);
      return element("button", { type: "button", class: "key", "aria-pressed": String(on), title: `Only ${Dispatch.CLASS_NAMES[group].toLowerCase()} (click again to lift)`,
        onclick: () => Dispatch.tell({ toggle_class: group }) }, Dispatch.mark(group, "asserted", 18), Dispatch.CLASS_NAMES[group]);
    });
    const claims = [["asserted", "asserted"], ["claimed", "claimed by a source"], ["disputed", "disputed"], ["denied", "denied by another party"]]
      .map(([claim, words]) => element("span", { class: "sample" }, Dispatch.mark("force", claim, 18), words));
    const more = element("details", { open: false }, element("summary", {}, "How it is drawn, and layers"),
      element("div", { class: "samples" }, ...claims,
        element("span", { class: "sample" }, element("i", { class: "swatch" }), "shaded: known only to the region"),
        element("span", { class: "sample" }, element("i", { class: "dashed" }), "disputed or de facto border"),
        element("p", {}, "Borders as most states recognise them: Crimea is drawn in Ukraine. A ring counts events of one place, or of several close together."),
        element("div", { class: "layers" }, ...Dispatch.layers())));
    box.replaceChildren(element("div", { class: "keys" }, ...buttons), open ? more : "");
  }

  /* ---- list ---- */
  function counts(cells, within) {
    unplaced = cells.unplaced;
    keep.hidden = window.parent === window;
    keep.setAttribute("aria-pressed", String(within));
    keep.onclick = () => Dispatch.tell({ within: within ? "" : Dispatch.box() });
    const named = [
      ["view", "In view", cells.seen],
      ["unplaced", "No place", cells.unplaced],
      ["country", "Country only", cells.coarse],
    ];
    tabs.replaceChildren(...named.map(([scope, words, n]) =>
      element("button", { type: "button", "aria-pressed": String(list.scope === scope && showing === "list"), "data-scope": scope,
        title: scope === "unplaced" ? `${n} events have no place in the text` : scope === "country" ? "Known only to a country: never a dot" : "",
        onclick: () => { list = { ...list, scope, page: 0, name: "" }; showing = "list"; refresh(); } },
      `${words} `, element("b", {}, n.toLocaleString("en")))));
  }
  function scopeQuery() {
    const extra = { page: list.page, sort: list.sort };
    if (list.scope === "view") extra.bbox = Dispatch.box();
    if (list.scope === "unplaced" || list.scope === "country") extra.where = list.scope;
    if (list.scope === "place") extra.place = list.value;
    if (list.scope === "box") extra.bbox = list.value;
    return Dispatch.query(extra);
  }
  const HEADINGS = { view: "Events in view", unplaced: "No place in the text", country: "Known only to a country" };
  async function refresh() {
    for (const button of tabs.children) button.setAttribute("aria-pressed", String(button.dataset.scope === list.scope && showing === "list"));
    if (showing !== "list") return;
    const mine = (asked += 1);
    try {
      const answer = await Dispatch.ask(`api/events?${scopeQuery()}`);
      if (mine === asked && showing === "list") render(answer);
    } catch (error) {
      Dispatch.fail(error.message);
    }
  }
  function render(answer) {
    heading.textContent = list.name || HEADINGS[list.scope] || "Events";
    note.textContent = `${answer.total} events listed`;
    const explain = {
      unplaced: `${answer.total.toLocaleString("en")} ${answer.total === 1 ? "event has" : "events have"} no place in the text, so the map does not show ${answer.total === 1 ? "it" : "them"}.`,
      country: "The text places these in a country and no closer. A dot would invent a place.",
    }[list.scope];
    const back = list.scope === "place" || list.scope === "box"
      ? element("button", { type: "button", class: "link", onclick: () => Dispatch.panel.back() }, "← Events in view") : null;
    if (!answer.rows.length) {
      body.replaceChildren(...[back, element("div", { class: "empty" }, element("p", {}, answer.selected ? "No events here." : "No event matches these filters."),
        list.scope === "view" && unplaced ? element("p", {}, element("button", { type: "button", class: "plain", onclick: () => { list = { ...list, scope: "unplaced", page: 0 }; refresh(); } },
          `List the ${unplaced.toLocaleString("en")} without a place`)) : null,
        answer.selected ? element("button", { type: "button", class: "plain", onclick: () => Dispatch.fit() }, "Show all on the map")
          : element("button", { type: "button", class: "plain", onclick: () => Dispatch.tell({ clear: true }) }, "Clear the filters"))].filter(Boolean));
      return;
    }
    const sorts = element("select", { "aria-label": "Sort by", onchange: (event) => { list = { ...list, sort: event.target.value, page: 0 }; refresh(); } },
      ...[["newest", "newest first"], ["oldest", "oldest first"], ["type", "by type"], ["place", "by place"]].map(([value, words]) =>
        element("option", { value, selected: value === list.sort }, words)));
    const table = element("table", {},
      element("caption", { class: "visually-hidden" }, heading.textContent),
      element("thead", { class: "visually-hidden" }, element("tr", {}, ...["Event", "Place and date"].map((t) => element("th", { scope: "col" }, t)))),
      element("tbody", {}, ...answer.rows.map(line)));
    const pages = Math.ceil(answer.total / PAGE);
    const step = (by) => { list = { ...list, page: list.page + by }; refresh(); body.scrollTop = 0; };
    const pager = pages > 1 ? element("div", { class: "pager" },
      element("button", { type: "button", class: "plain", disabled: list.page === 0, onclick: () => step(-1) }, "Previous"),
      element("span", {}, `${(list.page + 1).toLocaleString("en")} of ${pages.toLocaleString("en")}`),
      element("button", { type: "button", class: "plain", disabled: list.page >= pages - 1, onclick: () => step(1) }, "Next")) : null;
    body.replaceChildren(...[back, explain ? element("p", { class: "explain" }, explain) : null,
      answer.total > 1 ? element("div", { class: "sorting" }, sorts) : null, table, pager].filter(Boolean));
  }
  function line(row) {
    const open = (event) => Dispatch.open(row.id, { from: event.currentTarget.closest("tr").querySelector("button"), push: true });
    const button = element("button", { type: "button", class: "row", onclick: (event) => { event.stopPropagation(); open(event); } },
      element("span", { class: "what" }, row.mode ? `${row.type} · ${row.mode}` : row.type),
      element("span", { class: "who" }, row.who));
    const tags = [];
    if (row.claim !== "asserted") tags.push(element("span", { class: `tag ${row.claim}` }, row.claim));
    if (!row.real) tags.push(element("span", { class: "tag" }, row.status));
    if (row.reports > 1) tags.push(element("span", { class: "tag", title: "Copies of one text count as one source" }, `${row.reports} reports, ${row.sources} independent`));
    return element("tr", { "data-event": row.id, "aria-current": row.id === Dispatch.selected ? "true" : null, onclick: open },
      element("td", {}, element("div", { class: "head" }, Dispatch.mark(row.group, row.claim, 18), button),
        row.excerpt ? element("p", { class: "excerpt" }, row.excerpt) : null,
        tags.length ? element("div", { class: "tags" }, ...tags) : null),
      element("td", { class: "side" }, element("span", {}, row.place || "no place"), element("span", {}, row.when)));
  }

  /* ---- detail ---- */
  async function detail(id, from) {
    if (from) origin = from.closest?.("tr")?.dataset.event ? { row: from.closest("tr").dataset.event } : { marker: from };
    try {
      const event = await Dispatch.ask(`api/event/${encodeURIComponent(id)}`);
      if (Dispatch.selected !== id) return;
      showing = "detail";
      for (const button of tabs.children) button.setAttribute("aria-pressed", "false");
      Dispatch.mark_place(event.where);
      heading.textContent = event.mode ? `${event.type} · ${event.mode}` : event.type;
      body.replaceChildren(Dispatch.detail(event));
      body.scrollTop = 0;
      document.body.dataset.detail = id;
      note.textContent = `Detail of ${heading.textContent}`;
      if (from) heading.focus({ preventScroll: true });
    } catch (error) {
      showing = "detail";
      body.replaceChildren(element("div", { class: "empty" }, element("p", {}, error.message),
        element("button", { type: "button", class: "plain", onclick: () => back() }, "Back to the list")));
    }
  }
  async function back() {
    delete document.body.dataset.detail;
    if (showing === "detail") {
      showing = "list";
      Dispatch.close();
      await refresh();
      const again = origin && origin.row ? body.querySelector(`tr[data-event="${CSS.escape(origin.row)}"] button`) : origin && origin.marker;
      if (again && again.isConnected) again.focus({ preventScroll: true });
      origin = null;
    } else if (list.scope !== "view") {
      list = { ...list, scope: "view", page: 0, name: "" };
      refresh();
    }
  }
  function place(value, name, from) {
    origin = from ? { marker: from } : null;
    list = { scope: "place", value, name, page: 0, sort: "newest" };
    leave();
  }
  function within(value, name, from) {
    origin = from ? { marker: from } : null;
    list = { scope: "box", value, name, page: 0, sort: "newest" };
    leave();
  }
  async function leave() {
    if (showing === "detail") Dispatch.close();
    delete document.body.dataset.detail;
    showing = "list";
    await refresh();
    heading.focus({ preventScroll: true });
  }

  Dispatch.panel = { counts, refresh, detail, place, within, back, legend };
})();
