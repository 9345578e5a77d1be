"""The same filter change on the same 10,000 events, in this map and in the usual ways."""

from __future__ import annotations

import statistics
from pathlib import Path

from bench.stage import FRAME, Look, browser, look, server

EVENTS = 10_000
TURNS = 9
KINDS = ("ASSAULT", "AID", "PROTEST")


def run(folder: Path) -> None:
    """Measure and print each way's time and traffic, and its ratio to this map's."""
    found = {"this map": _ours(folder)}
    names = {
        "cluster": "st_folium, MarkerCluster",
        "fast": "st_folium, FastMarkerCluster",
        "deck": "pydeck",
    }
    for rival, name in names.items():
        found[name] = _rival(rival, folder)
    base, base_size = found["this map"]
    print(
        f"\nfilter changed -> drawn at {EVENTS:,} events, median of {TURNS}: ms, ratio, kB, ratio"
    )
    for name, (time, size) in found.items():
        print(f"{name:<30}{time:>10.0f}{time / base:>8.1f}{size:>10.1f}{size / base_size:>8.1f}")


def _ours(folder: Path) -> tuple[float, float]:
    from bench.map import DRAWN

    environment = {"BENCH_EVENTS": str(EVENTS), "DISPATCH_DATA": str(folder)}
    with (
        browser() as started,
        server("bench/app.py", **environment) as made,
        look(started, made.address) as seen,
    ):
        seen.frame.evaluate(DRAWN, [None, 0])
        seen.page.wait_for_timeout(1000)
        times, sizes = [], []
        for turn in range(TURNS):
            drawn = seen.frame.evaluate("Dispatch.drawn")
            word = ("claimed", "disputed", "denied")[turn % 3]
            button = seen.page.locator(".stSidebar button", has_text=word).first
            seen.socket_bytes.clear()
            began = button.evaluate(
                "b => { b.click(); return performance.timeOrigin + performance.now() }"
            )
            times.append(seen.frame.evaluate(DRAWN, [None, drawn]) - began)
            seen.page.wait_for_timeout(300)
            sizes.append(sum(seen.socket_bytes) / 1000)
        return statistics.median(times), statistics.median(sizes)


def _rival(rival: str, folder: Path) -> tuple[float, float]:
    environment = {"BENCH_EVENTS": str(EVENTS), "BENCH_RIVAL": rival, "DISPATCH_DATA": str(folder)}
    with (
        browser() as started,
        server("bench/rival.py", **environment) as made,
        look(started, made.address) as seen,
    ):
        seen.page.get_by_role("button", name=KINDS[0]).wait_for(timeout=120_000)
        _quiet(seen)
        times, sizes = [], []
        for turn in range(TURNS if rival != "cluster" else 3):
            seen.socket_bytes.clear()
            button = seen.page.get_by_role("button", name=KINDS[turn % 3])
            began = button.evaluate(
                "b => { b.click(); return performance.timeOrigin + performance.now() }"
            )
            times.append(_quiet(seen) - began)
            sizes.append(sum(seen.socket_bytes) / 1000)
        return statistics.median(times), statistics.median(sizes)


QUIET_MS = 400
_QUIET = """ms => new Promise(done => {
  let last = performance.now(), frames = 0;
  const began = last;
  const step = now => {
    const running = document.querySelector('[data-test-script-state="running"]');
    // A long frame is a busy page: what was drawn before it was not the end.
    if (now - step.before > 60 || running) last = now;
    step.before = now;
    if (now - last > ms) done(performance.timeOrigin + last);
    else requestAnimationFrame(step);
  };
  step.before = performance.now();
  requestAnimationFrame(step);
})"""


def _quiet(seen: Look) -> float:
    """Wait until script and page have been still for a while; return when the stillness began."""
    seen.page.wait_for_timeout(30)
    if seen.page.query_selector(FRAME):
        handle = seen.page.query_selector(FRAME)
        inner = handle.content_frame() if handle else None
        if inner:
            inner.wait_for_selector(".leaflet-map-pane", state="attached", timeout=120_000)
    return float(seen.page.evaluate(_QUIET, QUIET_MS))
