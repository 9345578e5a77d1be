/* One event in full: what, who, where, when, each with the words that say so, and every report. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const element = (...args) => Dispatch.element(...args);

  function row(term, ...content) {
    const kept = content.filter((c) => c != null && c !== "");
    return kept.length ? [element("dt", {}, term), element("dd", {}, ...kept)] : [];
  }
  function words(text) {
    return text ? element("q", { class: "words" }, text) : null;
  }
  /* Reasons, closed until asked for; ``more`` gives what is only worked out then. */
  function why(title, reasons, more) {
    const kept = (reasons || []).filter(Boolean);
    if (!kept.length && !more) return null;
    const box = element("details", { class: "why" }, element("summary", {}, title), ...kept.map((r) => element("p", {}, r)));
    if (more) {
      box.addEventListener("toggle", async () => {
        const wait = element("p", { class: "quiet", role: "status" }, "Reading the article again…");
        const slow = setTimeout(() => box.append(wait), 300);
        try {
          box.append(...await more());
        } catch (error) {
          box.append(element("p", {}, error.message));
        }
        clearTimeout(slow);
        wait.remove();
      }, { once: true });
    }
    return box;
  }
  /* The places that the words could mean, the likeliest first. */
  async function considered(event, report) {
    const told = (await Dispatch.ask(`api/why/${encodeURIComponent(event.id)}`))[report.id];
    if (!told) return [element("p", {}, "How the place was chosen cannot be told for this report.")];
    const line = (one) => element("li", { class: one.won ? "won" : null }, element("b", {}, one.name), ` (${one.precision})`,
      element("span", { class: "score" }, one.score.toFixed(2)),
      element("span", { class: "quiet" }, [one.distance_km ? `${one.distance_km.toLocaleString("en")} km from the first` : "", ...one.reasons].filter(Boolean).join("; ")));
    return [
      told.sense ? element("p", {}, `Read alone, “${told.name}” is no place of an event: ${told.sense_reason}.`) : null,
      told.considered.length ? element("p", {}, `Places called “${told.name}” that were considered, with how likely each is:`) : element("p", {}, `“${told.name}”: ${told.why}.`),
      element("ol", { class: "considered" }, ...told.considered.map(line)),
      told.chosen_otherwise ? element("p", {}, "The event's place differs from the likeliest: its words elsewhere in the article decided.") : null,
    ].filter(Boolean);
  }
  /* Segments [text, "quote trigger actor ..."] -> marked text. */
  function passage(segments) {
    return element("blockquote", { class: "passage" }, ...segments.map(([text, kinds]) =>
      kinds ? element("mark", { class: kinds, title: kinds.includes("trigger") ? "the words for what happened" : null }, text) : document.createTextNode(text)));
  }
  function link(report) {
    const label = report.title || report.publisher || "Article without a title";
    return /^https?:\/\//i.test(report.url || "")
      ? element("a", { href: report.link || report.url, target: "_blank", rel: "noopener noreferrer nofollow" }, label)
      : element("span", {}, label);
  }
  function actor(a) {
    return element("li", {}, element("b", {}, a.name), a.country && a.country !== a.name ? ` · ${a.country}` : "",
      a.nationality && a.nationality !== a.country ? ` (nationality: ${a.nationality})` : "", " ", a.words !== a.name ? words(a.words) : null);
  }
  function party(event, role, term) {
    const found = event.actors.filter((a) => a.role === role);
    return found.length ? row(term, element("ul", { class: "plain" }, ...found.map(actor))) : [];
  }
  function parties(event, first) {
    const rows = [["actor", "Who"], ["recipient", "To whom"], ["other", "Also named"]].flatMap(([role, term]) => party(event, role, term));
    const reasons = why("Why these parties?", first.why.who);
    if (rows.length && reasons) rows.at(-1).append(reasons);
    return rows;
  }
  function toll(t) {
    const range = t.high == null ? `at least ${t.low}` : t.low === t.high ? `${t.low}` : `${t.low}–${t.high}`;
    return element("li", {}, `${range} ${t.kind} `, words(t.words), t.claimant ? element("span", {}, " according to ", words(t.claimant)) : null);
  }
  function report(event, r, open) {
    const meta = [r.publisher, r.published ? `published ${r.published}` : "publication date unknown", r.licence].filter(Boolean).join(" · ");
    const archived = !Dispatch.saved && r.archived
      ? element("a", { class: "live", href: Dispatch.root + r.archived, target: "_blank", rel: "noopener" }, "View the source as archived") : null;
    return element("article", { class: "report" },
      passage(r.passage),
      element("p", { class: "source" }, link(r), element("br"), meta, ...(archived ? [element("br"), archived] : []), r.live ? element("br") : null,
        r.live ? element("a", { class: "live", href: r.live, target: "_blank", rel: "noopener noreferrer nofollow" }, "Open the page at these words") : null),
      r.claimant ? element("p", {}, "Claimed by ", words(r.claimant)) : null,
      r.tolls.length ? element("ul", { class: "plain" }, ...r.tolls.map(toll)) : null,
      Dispatch.split(event, r),
      why("How this was read", [...(open ? [] : new Set(Object.values(r.why).flat())), `Read by ${r.extractor}.`]),
      open && r.others ? element("p", { class: "quiet" }, `The article reports ${r.others} more ${r.others === 1 ? "event" : "events"}.`) : null);
  }
  function sources(event) {
    if (event.reports.length < 2) return [];
    const versions = (d) => element("li", {}, `${d.field}: `, d.versions.map((v) => `${v.words} (${v.who})`).join("; "));
    return [...row("Told by", event.accord.told, why("Why one event?", event.accord.why), why("What is independent?", [event.accord.independent])),
      ...(event.accord.differ.length ? row("They differ", element("ul", { class: "plain" }, ...event.accord.differ.map(versions))) : [])];
  }
  Dispatch.copy = copy;
  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (_error) {
      const area = element("textarea", {});
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  Dispatch.detail = function (event) {
    const first = event.reports[0];
    const claim = { asserted: "stated by the article in its own voice", claimed: "claimed by a source", disputed: "disputed", denied: "denied by another party" }[event.claim];
    const permalink = () => {
      const url = new URL(window.parent.location.href);
      url.search = new URLSearchParams({ event: event.id }).toString();
      return url.toString();
    };
    const citation = [`“${first.quote}”`, first.title, first.publisher, first.published, first.url].filter(Boolean).join(", ") + ".";
    return element("div", { class: "detail" },
      element("div", { class: "bar" },
        element("button", { type: "button", class: "link", onclick: () => Dispatch.panel.back() }, "← Back to the list"),
        element("span", {},
          element("button", { type: "button", class: "link", onclick: (e) => copy(permalink(), e.currentTarget) }, "Permalink"), " ",
          element("button", { type: "button", class: "link", onclick: (e) => copy(citation, e.currentTarget) }, "Copy citation"))),
      Dispatch.decided(event),
      element("p", { class: "what" }, Dispatch.mark(event.group, event.claim, 20), element("span", {}, event.headline)),
      report(event, first, true),
      element("dl", {},
        ...row("What", event.type_words, " ", words(event.trigger), why("Why this type?", first.why.what)),
        ...parties(event, first),
        ...row("When", event.when.text, event.when.precision ? ` (${event.when.precision})` : "", " ", words(event.when.words), why("Why this date?", event.when.reasons)),
        ...row("Where", event.where ? `${event.where.name}${event.where.country ? `, ${event.where.country}` : ""} (${event.where.precision_words})` : event.unlocated ? "not located" : "no place in the text", " ",
          event.where || event.unlocated ? words(event.where ? event.where.words : event.unlocated) : null, event.where && event.where.note ? element("p", { class: "quiet" }, event.where.note) : null, why(event.where ? "Why here?" : "Why no place?", event.where ? event.where.reasons : first.why.where, event.where && !Dispatch.saved ? () => considered(event, first) : null)),
        ...row("Claim", claim, event.status ? element("p", { class: "quiet" }, event.status) : null, why("Why so?", first.why.claim)),
        ...sources(event)),
      event.reports.length > 1 ? element("h3", {}, `${event.reports.length - 1} more ${event.reports.length === 2 ? "report" : "reports"}`) : null,
      ...event.reports.slice(1).map((r) => report(event, r, false)),
      event.near.length ? element("h3", {}, "Near in time and place") : null,
      event.near.length ? element("ul", { class: "near" }, ...event.near.map((n) => element("li", {},
        element("button", { type: "button", class: "link", onclick: (e) => Dispatch.open(n.id, { from: e.currentTarget, push: true }) },
          `${n.type}${n.mode ? ` · ${n.mode}` : ""}, ${n.place}, ${n.when}`)))) : null,
      Dispatch.join(event));
  };
})();
