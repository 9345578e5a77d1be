"""The map's figures against their limits: ``python -m bench.map [--events N] [--rivals]``.

Starts the program over synthetic events, drives a real Chromium, prints each figure beside its
limit, and exits with 1 where a limit is missed. All times are from the reader's side.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Browser

from bench import race, views
from bench.figure import Figure, high, middle
from bench.stage import Look, browser, look, server
from bench.synthetic import SyntheticCatalogue
from events.query.filter import Box, Filter
from events.query.grid import view
from events.report import EventType, Modality

TURNS = 15
"""Repeats of each action; the median of at least nine."""

# What a click and a drawing mean, measured inside the page by the browser's own clock.
DRAWN = """([query, n]) => new Promise(done => {
  const check = () => {
    if (Dispatch.drawn > n && (query === null || document.body.dataset.query === query)) {
      requestAnimationFrame(() => requestAnimationFrame(() =>
        done(performance.timeOrigin + performance.now())));
    } else setTimeout(check, 4);
  };
  check();
})"""
NOW = "() => performance.timeOrigin + performance.now()"


# Waits by the clock, in ms. None stands for an event that could be waited for: each lets pass what
# announces no end, so that it is not counted with what is measured.
LATE = 250
"""Messages of the websocket that trail a change belong to it, not to the next one."""
CALM = 500
"""Views asked ahead, and play's start and end, are over before the clock starts."""
BETWEEN = 60
"""About the pause of a hand between two moves; a move made earlier would only replace the last."""
PLAYED = 4000
"""How long play is watched: its frames are counted over this time."""
CARRIED = 800
"""The traffic of one change, charts too, is counted over this time."""
FIRST = 1500
"""Options and counts of the first page still load after its map is drawn."""


def core(folder: Path, number: int) -> list[Figure]:
    """Measure filter and aggregate in this process."""
    desk = SyntheticCatalogue.of(number, folder).desk()
    desk.select(Filter())
    box = Box(-20, 30, 60, 65)
    asked = [Filter(types=(kind,)) for kind in EventType]
    asked += [Filter(countries=(str(code),)) for code in desk.index.countries[:16]]
    asked += [Filter(modalities=(claim,)) for claim in Modality]
    times = []
    for one in asked:
        began = time.perf_counter()
        view(desk.select(one), box, 4)
        times.append((time.perf_counter() - began) * 1000)
    return [Figure("server: filter + aggregate, p50", middle(times), 20, "ms")]


def filters(seen: Look) -> list[Figure]:
    """Measure from the press on a filter to the frame drawn, and what the websocket carries."""
    times, sizes = [], []
    words = ("claimed", "disputed", "denied")
    for word in islice(cycle(words), TURNS * 2):
        drawn = seen.frame.evaluate("Dispatch.drawn")
        button = seen.page.locator(".stSidebar button", has_text=word).first
        seen.page.wait_for_timeout(LATE)
        seen.socket_bytes.clear()
        began = button.evaluate(
            "b => { b.click(); return performance.timeOrigin + performance.now() }"
        )
        times.append(seen.frame.evaluate(DRAWN, [None, drawn]) - began)
        seen.page.wait_for_timeout(LATE)
        sizes.append(sum(seen.socket_bytes) / 1000)
    return [
        Figure("filter changed -> drawn, p50", middle(times), 300, "ms"),
        Figure("filter changed -> drawn, p95", high(times), 500, "ms"),
        Figure("websocket per filter change, p50", middle(sizes), 10, "kB"),
    ]


def pans(seen: Look) -> list[Figure]:
    """Measure from a move of the map to the frame drawn."""
    times = []
    seen.page.wait_for_timeout(CALM)
    seen.socket_bytes.clear()
    moves = ("panBy([260, 90], {animate: false})", "panBy([-260, -90], {animate: false})")
    zooms = ("setZoom(5, {animate: false})", "setZoom(4, {animate: false})")
    for move in islice(cycle((*moves, *zooms)), TURNS * 2):
        drawn = seen.frame.evaluate("Dispatch.drawn")
        began = seen.frame.evaluate(
            f"() => {{ const t = ({NOW})(); Dispatch.map.{move}; return t }}"
        )
        times.append(seen.frame.evaluate(DRAWN, [None, drawn]) - began)
        seen.page.wait_for_timeout(BETWEEN)
    return [
        Figure("pan or zoom -> drawn, p50", middle(times), 150, "ms"),
        Figure("pan or zoom -> drawn, p95", high(times), 300, "ms"),
        Figure("websocket bytes while panning", sum(seen.socket_bytes), 0, "B"),
    ]


def clicks(seen: Look) -> list[Figure]:
    """Measure from a press on an event's button to its excerpt readable."""
    times = []
    for number in range(TURNS):
        seen.frame.wait_for_selector("tr[data-event]")
        began = seen.frame.evaluate(
            "n => { const t = performance.now();"
            " document.querySelectorAll('tr[data-event] button')[n % 20].click(); return t }",
            number,
        )
        seen.frame.wait_for_selector(".passage mark")
        times.append(seen.frame.evaluate("() => performance.now()") - began)
        seen.page.keyboard.press("Escape")
        seen.frame.locator("#panel-heading").press("Escape")
    return [
        Figure("event opened -> excerpt readable, p50", middle(times), None, "ms"),
        Figure("event opened -> excerpt readable, p95", high(times), 600, "ms"),
    ]


def plays(seen: Look) -> list[Figure]:
    """Measure the frames of the timeline's play, each a view of its own filter."""
    seen.frame.get_by_role("button", name="Play", exact=True).click()
    seen.page.wait_for_timeout(CALM)
    count = "() => [performance.now(), Dispatch.drawn]"
    began, first = seen.frame.evaluate(count)
    seen.page.wait_for_timeout(PLAYED)
    ended, last = seen.frame.evaluate(count)
    seen.frame.get_by_role("button", name="Pause", exact=True).click()
    seen.frame.get_by_role("button", name="Whole range").click()
    seen.page.wait_for_timeout(CALM)
    return [
        Figure("play: a frame (12 a second or more)", (ended - began) / (last - first), 83.3, "ms")
    ]


def charts(seen: Look) -> list[Figure]:
    """Measure what the websocket carries where the page shows its bars by country."""
    seen.page.locator(".st-key-page").get_by_text("Actors", exact=True).click()
    sizes = []
    for word in islice(cycle(("claimed", "disputed", "denied")), TURNS):
        seen.page.wait_for_selector('.stApp[data-test-script-state="notRunning"]')
        seen.page.wait_for_timeout(LATE)
        seen.socket_bytes.clear()
        seen.page.locator(".stSidebar button", has_text=word).first.click()
        seen.page.wait_for_timeout(CARRIED)
        sizes.append(sum(seen.socket_bytes) / 1000)
    return [Figure("websocket per filter change with charts, p50", middle(sizes), 32, "kB")]


def heap(seen: Look) -> list[Figure]:
    """Measure what the browser keeps over 30 filter changes and 30 pans."""
    session = seen.page.context.new_cdp_session(seen.page)

    def used() -> float:
        for _ in range(3):
            session.send("HeapProfiler.collectGarbage")
        return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6

    filters(seen)
    before = used()
    filters(seen)
    pans(seen)
    return [Figure("browser heap over 30 filter changes, 30 pans", used() - before, 10, "MB")]


def starts(
    started: Browser, number: int, folder: Path, turns: int = 9
) -> tuple[list[Figure], float]:
    """Measure from nothing to the map drawn: the server's start included, and without it."""
    cold, warm, memory = [], [], 0.0
    for turn in range(3):
        with server("bench/app.py", **environment(number, folder)) as made:
            with look(started, made.address) as seen:
                seen.frame.evaluate(DRAWN, [None, 0])
                cold.append(time.perf_counter() - made.started)
            for _ in range(turns if turn == 0 else 0):
                began = time.perf_counter()
                with look(started, made.address) as seen:
                    seen.frame.evaluate(DRAWN, [None, 0])
                    warm.append(time.perf_counter() - began)
            memory = max(memory, made.memory_mb())
    return [
        Figure("start to map drawn, server running", middle(warm), 3.5, "s"),
        Figure("start to map drawn, server's start included", middle(cold), 7, "s"),
    ], memory


def environment(number: int, folder: Path) -> dict[str, str]:
    """Return what the measured server is told."""
    return {"BENCH_EVENTS": str(number), "DISPATCH_DATA": str(folder)}


def measure(number: int, folder: Path) -> list[Figure]:
    """Return every figure at a number of events."""
    found = core(folder, number)
    with browser() as started:
        timed, _ = starts(started, number, folder)
        found += timed
        with server("bench/app.py", **environment(number, folder)) as made:
            address = f"{made.address}/?view=48.000,25.000,4"
            with look(started, address) as seen:
                frame = seen.frame
                frame.evaluate(DRAWN, [None, 0])
                seen.page.wait_for_timeout(FIRST)
                reloads = len(seen.frames_loaded)
                found += filters(seen)
                lost = "view=48.000,25.000,4" not in unquote(seen.page.url)
                found += clicks(seen)
                found += [*pans(seen), *plays(seen), *heap(seen)]
                found += [
                    Figure("requests leaving localhost", len(seen.outside), 0, ""),
                    Figure("iframe reloads", len(seen.frames_loaded) - reloads, 0, ""),
                    Figure("lost view after filters", float(lost), 0, ""),
                ]
                found += charts(seen)
            found += views.figures(made)
            found.append(Figure("server memory", made.memory_mb(), 900, "MB"))
    return found


def main() -> None:
    """Measure, print, and exit with 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rivals", action="store_true", help="only compare with other maps")
    parser.add_argument("--no-rivals", action="store_true", help="leave the comparison out")
    asked = parser.parse_args()
    folder = Path(os.environ.get("BENCH_DATA") or tempfile.mkdtemp(prefix="dispatch-bench-"))
    missed = False
    if not asked.rivals:
        print(f"{asked.events:,} events, {os.cpu_count()} cores: figure, value, limit")
        for figure in measure(asked.events, folder):
            print(figure, flush=True)
            missed |= figure.missed
    if not asked.no_rivals:
        race.run(folder)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
