/* A reader's word on which reports are of one event: split one off, join two, undo. Each asks for a
   name and a reason, which the log keeps. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const element = (...args) => Dispatch.element(...args);
  const NAME = "dispatch-name";
  let last = null; // what was decided last, with what would undo it

  async function send(told) {
    const answer = await fetch(`${Dispatch.root}api/decide`, { method: "POST", body: JSON.stringify(told), headers: { "Content-Type": "application/json" } });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error || `The server answered ${answer.status}.`);
    return body;
  }
  async function decide(told, words) {
    const answer = await send(told);
    last = { ...answer, words, by: told.by, why: told.why };
    Dispatch.tell({ decided: answer.event }); // the page counts anew
    await Dispatch.open(answer.event);
    document.querySelector(".decided")?.focus();
  }
  function kept() {
    try { return localStorage.getItem(NAME) || ""; } catch (_error) { return ""; }
  }
  function keep(name) {
    try { localStorage.setItem(NAME, name); } catch (_error) { /* Asked again, then. */ }
  }

  /* A button that opens a form in its place; ``ask``: {words, explain, act, fields, told}. */
  function asking(event, ask) {
    const box = element("div", { class: "deciding" });
    const open = element("button", { type: "button", class: "link", "aria-expanded": "false", onclick: () => form() }, ask.words);
    function close() {
      box.replaceChildren(open);
      open.setAttribute("aria-expanded", "false");
      open.focus();
    }
    function form() {
      const name = element("input", { type: "text", required: true, maxlength: "100", autocomplete: "name" });
      name.value = kept();
      const why = element("input", { type: "text", required: true, maxlength: "300" });
      const problem = element("p", { role: "alert" });
      const sure = element("button", { type: "submit", class: "plain" }, ask.act);
      const made = element("form", { onsubmit: submit, onkeydown: (e) => { if (e.key === "Escape") { e.stopPropagation(); close(); } } },
        element("p", {}, ask.explain), ...ask.fields,
        event.by ? null : element("label", {}, "Your name", name), element("label", {}, "Reason", why), problem,
        element("div", { class: "buttons" }, sure, element("button", { type: "button", class: "plain", onclick: close }, "Cancel")));
      async function submit(e) {
        e.preventDefault();
        sure.disabled = true;
        problem.textContent = "";
        try {
          if (!event.by) keep(name.value);
          await decide({ ...ask.told(), by: name.value, why: why.value }, ask.done);
        } catch (error) {
          problem.textContent = error.message;
          sure.disabled = false;
        }
      }
      box.replaceChildren(made);
      made.querySelector("select, input:not([value]), input").focus();
    }
    box.append(open);
    return box;
  }

  const id = (text) => (/[?&]event=([0-9a-f]{1,16})/.exec(text) || /^\s*([0-9a-f]{1,16})\s*$/.exec(text) || [])[1];

  /* "Split this report off", where the event has others. */
  Dispatch.split = function (event, report) {
    if (!event.decide || event.reports.length < 2) return null;
    return asking(event, { words: "Split this report off", act: "Split off", fields: [],
      explain: "It becomes an event of its own, whatever the rules would say, also when articles are read again.",
      done: "Split off: that report is this event now.", told: () => ({ ruling: "split", ours: [report.id], theirs: [] }) });
  };
  /* "Join with another event": one near in time and place, or any by its permalink. */
  Dispatch.join = function (event) {
    if (!event.decide) return null;
    const other = element("input", { type: "text", maxlength: "500", placeholder: "permalink of the event" });
    const near = element("select", { "aria-label": "The other event", onchange: () => { other.parentNode.hidden = near.value !== ""; } },
      ...event.near.map((n) => element("option", { value: n.id }, `${n.type}${n.mode ? ` · ${n.mode}` : ""}, ${n.who || "?"}, ${n.when}`)),
      element("option", { value: "" }, "another, by its permalink"));
    const fields = [event.near.length ? element("label", {}, "The other event", near) : null,
      element("label", { hidden: event.near.length > 0 }, "Its permalink", other)].filter(Boolean);
    return asking(event, { words: "Join with another event …", act: "Join", fields,
      explain: "Both become one event, whatever the rules would say, also when articles are read again.", done: "Joined: these are one event now.",
      told: () => {
        const chosen = (event.near.length && near.value) || id(other.value);
        if (!chosen) throw new Error("That is no permalink of an event: it holds event= and some digits.");
        return { ruling: "join", ours: [event.reports[0].id], theirs: [chosen] };
      } });
  };
  /* What was just decided of this event, with a way back. */
  Dispatch.decided = function (event) {
    if (!last || ![last.event, last.other].includes(event.id)) return null;
    const done = last;
    const problem = element("span", { role: "alert" });
    const undo = element("button", { type: "button", class: "link", onclick: async () => {
      undo.disabled = true;
      try {
        await send({ ...done.undo, by: done.by, why: `undone: ${done.why}`.slice(0, 300) });
        last = null;
        Dispatch.tell({ decided: "" });
        await Dispatch.open(done.event);
      } catch (error) {
        problem.textContent = error.message;
        undo.disabled = false;
      }
    } }, "Undo");
    return element("p", { class: "decided", role: "status", tabindex: "-1" }, `${done.words} `, undo, problem);
  };
})();
