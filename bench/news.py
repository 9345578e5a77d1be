"""``python -m bench.news``: how fast articles become events, and what they take on the disk.

Prints each figure beside its floor or ceiling, and exits 1 where one is missed. Articles are
synthetic (:mod:`bench.newsroom`); one process is timed in seconds of its core, so that what else
the machine does counts little, the others by the clock, for which the machine should be idle.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from os import sched_getaffinity
from pathlib import Path

from bench import newsroom
from events import pipeline
from events.article import Article
from events.merge import merge
from events.source import folder
from events.store.store import Store
from events.worker import Alone, Cluster, Cores, Crew
from quality.crowd import crowd

WARM = 24
"""Articles before the clock starts: models are loaded, and the words of the news are known."""
LONGEST, REPORTS = 100_000, 100_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurement and its bound; without one it is only told."""

    name: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool:
        """Whether the bound is kept."""
        low = self.least is not None and self.value < self.least
        high = self.most is not None and self.value > self.most
        return not (low or high)

    @property
    def line(self) -> str:
        """The figure as a line of the table."""
        bound = f">= {self.least:g}" if self.least is not None else ""
        bound = f"<= {self.most:g}" if self.most is not None else bound
        state = "" if not bound else "ok" if self.met else "MISSED"
        return f"{self.name:<44}{self.value:>10,.1f} {self.unit:<14}{bound:<10}{state}"


def main() -> int:
    """Measure, print, and return 1 where a figure is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.news", description=__doc__)
    parser.add_argument("--articles", type=int, default=300, help="timed articles a run")
    parser.add_argument("--skip-merge", action="store_true", help="leave the merge out")
    options = parser.parse_args()
    missed = 0
    for figure in figures(options.articles, merged=not options.skip_merge):
        print(figure.line, flush=True)
        missed += not figure.met
    return 1 if missed else 0


def figures(articles: int, *, merged: bool) -> Iterator[Figure]:
    """Yield each figure as it is measured."""
    yield from reading(articles)
    yield Figure("memory, an article of 100,000 characters", longest(), "MB", most=600)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "news.jsonl"
        path.write_text("\n".join(json.dumps(newsroom.article(i)) for i in range(articles + WARM)))
        yield from crews(path, articles)
    if merged:
        yield Figure("merging 100,000 reports", merging(), "s", most=60)


def reading(articles: int) -> Iterator[Figure]:
    """Yield how fast one process reads, without the store."""
    texts = [newsroom.article(i)["text"] for i in range(articles + WARM)]
    for text in texts[:WARM]:
        pipeline.read(Article(text=text))
    begin = time.process_time()
    reports = sum(len(pipeline.read(Article(text=text))) for text in texts[WARM:])
    seconds = time.process_time() - begin
    yield Figure("characters an article", sum(map(len, texts)) / len(texts), "characters")
    yield Figure("reports an article", reports / articles, "reports")
    yield Figure("one process, reading", articles / seconds, "articles/s", least=15)


def crews(path: Path, articles: int) -> Iterator[Figure]:
    """Yield how fast a file becomes a store, alone, with two processes and with Dask."""
    alone, size, core = stored(path, Alone(), articles)
    yield Figure("one process, reading and storing", articles / core, "articles/s")
    yield Figure("disk an article", size / (articles + WARM) / 1000, "kB")
    many = len(sched_getaffinity(0)) > 1
    two, _, writer = stored(path, Cores(2), articles)
    yield Figure("two processes against one", two / alone, "times", least=1.6 if many else None)
    yield Figure("two processes, by the clock", two, "articles/s")
    yield Figure("the writer alone, at most", articles / writer, "articles/s")
    with cluster() as address:
        dask, _, _ = stored(path, Cluster(address), articles)
    yield Figure("two Dask workers against one", dask / alone, "times", least=1.5 if many else None)
    yield Figure("two Dask workers, by the clock", dask, "articles/s")


def stored(path: Path, crew: Crew, articles: int) -> tuple[float, int, float]:
    """Return articles a second by the clock, bytes on the disk, seconds of this process's core."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        file = Path(name) / "store.sqlite3"
        store = Store.open(f"sqlite:///{file}")
        stack.callback(store.close)
        begin, core, aside = 0.0, 0.0, 0
        results = pipeline.ingest(store, folder.read(path), crew)
        for number, result in enumerate(results, start=1):
            aside += result.outcome != "added"
            if number == WARM:
                begin, core = time.perf_counter(), time.process_time()
        seconds, core = time.perf_counter() - begin, time.process_time() - core
        store.close()
        if aside > number / 20:
            raise RuntimeError(f"{aside} of {number} articles were set aside: {result.line}")
        size = sum(part.stat().st_size for part in Path(name).iterdir())
    return articles / seconds, size, core


@contextmanager
def cluster() -> Iterator[str]:
    """Start a Dask cluster of two workers on this machine; yield its address."""
    import dask
    from distributed import LocalCluster

    # Its profiler asks for Python's lock a hundred times a second.
    dask.config.set({"distributed.worker.profile.enabled": False})
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made.scheduler_address


def merging() -> float:
    """Return the seconds of one core that merging 100,000 reports takes."""
    reports = crowd(seed=3, reports=REPORTS)
    begin = time.process_time()
    merge(reports)
    return time.process_time() - begin


def longest() -> float:
    """Return the megabytes that a process of its own takes at most with the longest article."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(peak, (LONGEST,))


def peak(characters: int) -> float:
    """Read an article so long; return the most megabytes that this process ever held."""
    text = ""
    number = 0
    while len(text) < characters:
        text += newsroom.article(number)["text"] + "\n\n"
        number += 1
    pipeline.read(Article(text=text[:characters]))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
