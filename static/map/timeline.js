/* The timeline under the map: stacked counts by class, spans of uncertain dates, brush and play. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const element = (...args) => Dispatch.element(...args);
  const DAY = 86400000;
  const FRAME = 1000 / 14;
  const STEPS = { day: 1, week: 7, month: 30 };
  let root, canvas, play, label, data = null, brush = null, drag = null;
  let playing = 0, at = null, unit = "week", whole = false;

  const day = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
  const iso = (n) => new Date(Math.round(n) * DAY).toISOString().slice(0, 10);
  const words = (n) => new Date(Math.round(n) * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

  function build() {
    root = document.getElementById("timeline");
    canvas = element("canvas", { role: "img", "aria-label": "Events over time" });
    play = element("button", { type: "button", class: "plain", disabled: true, onclick: toggle }, "Play");
    label = element("output", { "aria-live": "off" });
    const units = element("select", { "aria-label": "Step", onchange: (e) => { unit = e.target.value; } },
      ...Object.keys(STEPS).map((u) => element("option", { value: u, selected: u === unit }, u)));
    const mode = element("select", { "aria-label": "Window", onchange: (e) => { whole = e.target.value === "all"; if (at != null) frame(); } },
      element("option", { value: "window" }, "moving window"), element("option", { value: "all" }, "cumulative"));
    root.replaceChildren(
      element("div", { class: "tools" }, play,
        element("button", { type: "button", class: "plain", disabled: true, "aria-label": "Step back", onclick: () => step(-1) }, "‹"),
        element("button", { type: "button", class: "plain", disabled: true, "aria-label": "Step forward", onclick: () => step(1) }, "›"), units, mode,
        element("button", { type: "button", class: "plain", id: "whole", hidden: true, onclick: stop }, "Whole range"), label),
      canvas);
    canvas.addEventListener("pointerdown", press);
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", () => { drag = null; brush = null; draw(); });
    new ResizeObserver(draw).observe(canvas);
    Dispatch.onTheme(draw);
  }

  async function refresh() {
    if (!root) build();
    at = null;
    playing = 0;
    play.textContent = "Play";
    document.getElementById("whole").hidden = true;
    try {
      data = await Dispatch.ask(`api/timeline?${Dispatch.query({}, null)}`);
    } catch (error) {
      Dispatch.fail(error.message);
      return;
    }
    // Pressed before there is a stretch to play, they would do nothing.
    for (const button of root.querySelectorAll(".tools button")) button.disabled = !data.first;
    brush = data.chosen ? data.chosen.map(day) : null;
    const total = data.bars.reduce((n, b) => n + b[1].reduce((a, c) => a + c, 0), 0);
    canvas.setAttribute("aria-label", data.first
      ? `${total} dated events from ${words(day(data.first))} to ${words(day(data.last))}, by ${data.unit}. The dates in the filters do the same as dragging here.`
      : "No dated events.");
    draw();
  }

  function scale() {
    const width = canvas.clientWidth, first = day(data.first) - 0.5;
    const last = Math.max(day(data.last), day(data.bars.at(-1)[0]) + (data.width || 1)) + 0.5;
    const k = (width - 16) / Math.max(1, last - first);
    return { x: (n) => 8 + (n - first) * k, n: (x) => Math.max(first, Math.min(last, first + (x - 8) / k)), k };
  }
  function draw() {
    if (!canvas) return;
    const ratio = window.devicePixelRatio || 1, w = canvas.clientWidth, h = canvas.clientHeight;
    canvas.width = w * ratio;
    canvas.height = h * ratio;
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    ctx.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    ctx.fillStyle = colour("quiet");
    if (!data || !data.bars.length) {
      ctx.fillText("No dated events under these filters.", 10, h / 2);
      return;
    }
    const s = scale(), base = h - 16, room = base - 6 - (data.spans.length && h > 60 ? 12 : 0);
    const most = Math.max(...data.bars.map((b) => b[1].reduce((a, c) => a + c, 0)));
    const range = at != null ? window_() : brush;
    if (range) {
      ctx.fillStyle = colour("brush");
      ctx.fillRect(s.x(range[0] - 0.5), 0, Math.max(2, s.x(range[1] + 0.5) - s.x(range[0] - 0.5)), base);
    }
    for (const [start, counts] of data.bars) {
      const width = Math.max(2, Math.min(26, s.k * data.width - 1));
      const x = data.width * s.k > 26 ? s.x(day(start)) - 13 : s.x(day(start) - 0.5);
      let y = base;
      counts.forEach((n, i) => {
        if (!n) return;
        const height = Math.max(1, (n / most) * room);
        y -= height;
        ctx.fillStyle = colour(Dispatch.CLASSES[i]);
        ctx.fillRect(x, y, width, height);
      });
    }
    if (h > 60) data.spans.forEach(([, start, end, group], i) => {
      const y = 3 + (i % 4) * 3;
      ctx.strokeStyle = colour(Dispatch.CLASSES[group]);
      ctx.lineWidth = 2;
      ctx.setLineDash([4, 2]);
      ctx.beginPath();
      ctx.moveTo(s.x(day(start)), y);
      ctx.lineTo(Math.max(s.x(day(end)), s.x(day(start)) + 3), y);
      ctx.stroke();
      ctx.setLineDash([]);
    });
    ctx.strokeStyle = colour("line");
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(0, base + 0.5);
    ctx.lineTo(w, base + 0.5);
    ctx.stroke();
    ctx.fillStyle = colour("quiet");
    ticks(ctx, s, w, h);
  }
  function ticks(ctx, s, w, h) {
    const first = day(data.first), last = day(data.last), days = Math.max(1, last - first);
    const want = Math.max(2, Math.floor(w / 110)), every = days / want;
    let used = -100;
    const months = [1, 2, 3, 6, 12, 24, 60, 120].find((m) => m * 30.4 >= every) || 120;
    const start = new Date(first * DAY);
    if (every < 20) {
      const stride = Math.max(1, Math.ceil(every));
      for (let n = first; n <= last; n += stride) put(n, words(n).replace(/ \d{4}$/, n === first ? "$&" : ""));
      return;
    }
    for (let y = start.getUTCFullYear(), m = 0; ; m += months) {
      const n = Date.UTC(y, m, 1) / DAY;
      if (n > last) break;
      if (n >= first - 1) put(n, months >= 12 ? new Date(n * DAY).getUTCFullYear().toString() : words(n).replace(/^\d+ /, ""));
    }
    function put(n, text) {
      const x = s.x(n), half = ctx.measureText(text).width / 2;
      const left = Math.max(2, Math.min(w - 2 * half - 2, x - half));
      if (left < used + 10) return;
      ctx.fillText(text, left, h - 4);
      used = left + 2 * half;
    }
  }

  /* ---- brush ---- */
  function spot(event) {
    return scale().n(event.clientX - canvas.getBoundingClientRect().left);
  }
  function press(event) {
    if (!data || !data.bars.length) return;
    canvas.setPointerCapture(event.pointerId);
    drag = [spot(event), event.clientX];
  }
  function move(event) {
    if (!drag) return;
    const here = spot(event);
    brush = [Math.round(Math.min(drag[0], here)), Math.round(Math.max(drag[0], here))];
    label.textContent = `${words(brush[0])} – ${words(brush[1])}`;
    draw();
  }
  function release(event) {
    if (!drag) return;
    const wide = Math.abs(event.clientX - drag[1]) > 4;
    drag = null;
    label.textContent = "";
    if (wide) Dispatch.tell({ from: iso(brush[0]), to: iso(brush[1]) });
    else if (data.chosen) Dispatch.tell({ from: "", to: "" });
    else { brush = null; draw(); }
  }

  /* ---- play ---- */
  function window_() {
    const width = STEPS[unit];
    return [whole ? day(data.first) : at - width + 1, at];
  }
  async function frame() {
    const [from, to] = window_();
    label.textContent = whole ? `until ${words(to)}` : unit === "day" ? words(to) : `${words(from)} – ${words(to)}`;
    document.getElementById("whole").hidden = false;
    draw();
    await Dispatch.play([iso(Math.max(from, day("0001-01-01"))), iso(to)]);
  }
  function step(by) {
    if (!data || !data.first) return;
    playing = 0;
    play.textContent = "Play";
    const width = STEPS[unit];
    at = at == null ? (by > 0 ? day(data.first) + width - 1 : day(data.last)) : at + by * width;
    at = Math.max(day(data.first), Math.min(day(data.last) + width, at));
    frame();
  }
  async function toggle() {
    if (!data || !data.first) return;
    if (playing) { playing = 0; play.textContent = "Play"; Dispatch.panel.refresh(); return; }
    const run = (playing = Math.random());
    play.textContent = "Pause";
    if (at == null || at >= day(data.last)) at = day(data.first) - 1;
    // A century by day would take an hour: the whole stretch plays in about 40 seconds.
    const most = Math.max(1, Math.ceil((day(data.last) - at) / (STEPS[unit] * 40 * 14)));
    while (playing === run && at < day(data.last)) {
      const began = performance.now();
      at = Math.min(day(data.last), at + STEPS[unit] * most);
      await frame();
      const slow = Dispatch.calm() ? 700 : FRAME;
      await new Promise((done) => setTimeout(done, Math.max(0, slow - (performance.now() - began))));
    }
    if (playing === run) { playing = 0; play.textContent = "Play"; }
  }
  function stop() {
    playing = 0;
    at = null;
    play.textContent = "Play";
    label.textContent = "";
    document.getElementById("whole").hidden = true;
    draw();
    Dispatch.play(null);
  }
  Dispatch.timeline = { refresh };
})();
