"""The same filter change on the same 10,000 events, in this map and in the usual ways."""

from __future__ import annotations

import statistics
import time as clock
from pathlib import Path

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bench.stage import FRAME, Look, browser, look, server

EVENTS = 10_000
TURNS = 9
FEWEST = 3
"""Changes measured of the slowest way, whatever they take; each waits ``CAP`` at most."""
SHARE = 40
"""Seconds of changes for each way: the whole comparison ends within six minutes."""
CAP = 60
"""Seconds after which a way counts as not drawn."""
SETTLE_MS = 1000
"""After a page is drawn first: its options and counts follow."""
TRAIL_MS = 300
"""After a change is drawn: messages that trail it are its own."""
KINDS = ("ASSAULT", "AID", "PROTEST")


def run(folder: Path) -> None:
    """Measure and print each way's time and traffic, and its ratio to this map's."""
    found = {"this map": _ours(folder)}
    print(f"\nthis map at {EVENTS:,} events: {found['this map'][0]:.0f} ms", flush=True)
    names = {
        "cluster": "st_folium, MarkerCluster",
        "fast": "st_folium, FastMarkerCluster",
        "deck": "pydeck",
    }
    for rival, name in names.items():
        try:
            found[name] = _rival(rival, folder)
        except TimeoutError:
            # Not drawn within the cap: that is the figure, a lower bound.
            found[name] = (CAP * 1000, float("nan"))
        print(f"{name}: {found[name][0]:.0f} ms, {found[name][1]:.0f} kB", flush=True)
    base, base_size = found["this map"]
    print(f"\nfilter changed -> drawn at {EVENTS:,} events, median: ms, ratio, kB, ratio")
    for name, (time, size) in found.items():
        mark = "at least" if time >= CAP * 1000 else ""
        ratios = f"{time:>10.0f}{time / base:>8.1f}{size:>10.1f}{size / base_size:>8.1f}"
        print(f"{name:<30}{ratios} {mark}")


def _ours(folder: Path) -> tuple[float, float]:
    from bench.map import DRAWN

    environment = {"BENCH_EVENTS": str(EVENTS), "DISPATCH_DATA": str(folder)}
    with (
        browser() as started,
        server("bench/app.py", **environment) as made,
        look(started, made.address) as seen,
    ):
        seen.frame.evaluate(DRAWN, [None, 0])
        seen.page.wait_for_timeout(SETTLE_MS)
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
            seen.page.wait_for_timeout(TRAIL_MS)
            sizes.append(sum(seen.socket_bytes) / 1000)
        return statistics.median(times), statistics.median(sizes)


def _rival(rival: str, folder: Path) -> tuple[float, float]:
    """Return the median time and traffic of so many filter changes as fit into ``SHARE``."""
    environment = {"BENCH_EVENTS": str(EVENTS), "BENCH_RIVAL": rival, "DISPATCH_DATA": str(folder)}
    with (
        browser() as started,
        server("bench/rival.py", **environment) as made,
        look(started, made.address) as seen,
    ):
        choices = seen.page.get_by_test_id("stButtonGroup")
        choices.get_by_text(KINDS[0], exact=True).wait_for(timeout=CAP * 1000)
        _wait(seen, _FIRST[rival], 2 * CAP)
        _settled(seen)
        times: list[float] = []
        sizes: list[float] = []
        until = clock.monotonic() + SHARE
        while len(times) < TURNS and (len(times) < FEWEST or clock.monotonic() < until):
            if rival in _MARK:
                seen.page.evaluate(_MARK[rival])
            seen.socket_bytes.clear()
            button = choices.get_by_text(KINDS[len(times) % 3], exact=True)
            began = button.evaluate(
                "b => { b.click(); return performance.timeOrigin + performance.now() }"
            )
            times.append(_drawn(seen, rival) - began)
            sizes.append(sum(seen.socket_bytes) / 1000)
            _settled(seen)
        return statistics.median(times), statistics.median(sizes)


_FRAME_WINDOW = f"document.querySelector('{FRAME}')?.contentWindow"
_MARK = {
    "cluster": f"() => {{ const w = {_FRAME_WINDOW}; w.old = 1 }}",
    "fast": f"() => {{ const w = {_FRAME_WINDOW}; w.old = w.feature_group.length }}",
}
# What tells that the new events are on the map: a reloaded frame with markers, another group.
_DONE = {
    "cluster": f"() => {{ const w = {_FRAME_WINDOW}; return w && w.old === undefined && "
    "w.document.querySelector('.leaflet-marker-icon') }",
    "fast": f"() => {{ const w = {_FRAME_WINDOW}; return w.feature_group.length !== w.old }}",
}
# The first drawing, before anything is measured.
_FIRST = {
    "cluster": f"() => {{ const w = {_FRAME_WINDOW}; return w && w.document && "
    "w.document.querySelector('.leaflet-marker-icon') }",
    "fast": f"() => {{ const w = {_FRAME_WINDOW}; return w && w.feature_group && "
    "w.feature_group.length }",
    "deck": "() => document.querySelector('[data-testid=stDeckGlJsonChart] canvas')",
}
_PAINTED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
  done(performance.timeOrigin + performance.now()))))"""
# The deck's canvas tells nothing: its drawing is over when no frame has been long for a while.
_STILL = """ms => new Promise(done => {
  let last = performance.now(), before = last;
  const end = last + 20000;
  const step = now => {
    const busy = document.querySelector('[data-test-script-state="running"]');
    if (now - before > 60 || busy) last = now;
    before = now;
    if (now - last > ms || now > end) done(performance.timeOrigin + last);
    else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def _wait(seen: Look, condition: str, seconds: float = CAP) -> None:
    try:
        seen.page.wait_for_function(condition, timeout=seconds * 1000)
    except PlaywrightTimeout:
        raise TimeoutError(condition) from None


def _settled(seen: Look) -> None:
    """Wait until the page is at rest, so that one change is not measured with the one before."""
    _wait(seen, "() => document.querySelector('[data-test-script-state=\"notRunning\"]')")
    seen.page.evaluate(_STILL, 400)


def _drawn(seen: Look, rival: str) -> float:
    """Wait until the rival has drawn; return when, by the browser's clock."""
    if rival in _DONE:
        _wait(seen, _DONE[rival])
        return float(seen.page.evaluate(_PAINTED))
    seen.page.wait_for_timeout(30)
    return float(seen.page.evaluate(_STILL, 400))
