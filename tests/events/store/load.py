"""What the load test's processes do: ``write URL FIRST LAST`` and ``read URL FOLDER``.

Articles are of a formula, and so are their reports: the load is the store's, not the parser's.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

from events import pipeline
from events.article import Article
from events.catalogue import StoreCatalogue
from events.original import Original
from events.query.filter import Filter
from events.report import EventType, Report
from events.source.intake import Intake
from events.store.store import Store
from tests.events.samples import place, report

THREADS = 4
"""Readers a process."""
DAYS = 10
"""Articles of one day tell of one event; so many days, so many events."""
FILTERS = (
    Filter(),
    Filter(countries=("RUS",), types=(EventType.ASSAULT,)),
    Filter(words="shelled forces"),
    Filter(start=date(2025, 4, 10), end=date(2025, 5, 10)),
    Filter(actors=("RUS forces",), sources=("Paper 3",)),
)


def article(number: int) -> Article:
    """Return article ``number``; those of one day tell of one event, the days are far apart."""
    text = f"Kyiv was shelled by forces on Monday, post {number} said."
    return Article(text=text, publisher=f"Paper {number % 7}", published=_day(number))


def reports(told: Article) -> tuple[Report, ...]:
    """Return what an article of the formula says."""
    return (report(told.text, where=place(), day=told.published),)


def _day(number: int) -> date:
    return date(2025, 4, 1) + timedelta(days=5 * (number % DAYS))


def write(url: str, first: int, last: int) -> None:
    """Ingest articles, each in a transaction of its own as ever, and say how it went."""
    pipeline.read = reports
    store = Store.open(url)
    inputs = (
        Intake(
            article=article(number),
            source=f"{number}.txt",
            original=Original(raw=f"raw {number}".encode(), media_type="text/plain", reader="t 1"),
        )
        for number in range(first, last)
    )
    outcomes = Counter(str(result.outcome) for result in pipeline.ingest(store, inputs))
    print(json.dumps(outcomes))


def read(url: str, folder: Path) -> None:
    """Filter, search and open events in several threads until the folder holds ``stop``."""
    catalogue = StoreCatalogue(Store.open(url), folder)
    rounds, faults = [0] * THREADS, []

    def browse(reader: int) -> None:
        try:
            while not (folder / "stop").exists() or not rounds[reader]:
                _look(catalogue)
                rounds[reader] += 1
        except Exception as error:
            faults.append(repr(error))

    threads = [Thread(target=browse, args=(reader,)) for reader in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"rounds": rounds, "faults": faults}))


def _look(catalogue: StoreCatalogue) -> None:
    desk = catalogue.desk()
    for asked in FILTERS:
        kept = desk.select(asked)
        ids = [desk.index.id[row].decode() for row in kept.rows]
        catalogue.excerpts(ids)
        for event_id in ids[:1]:
            event = catalogue.event(event_id)
            # It may have been merged into another meanwhile, never half of it.
            if event and not all(catalogue.article(r.article_id) for r in event.reports):
                raise LookupError(f"event {event_id} lost an article")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        read(sys.argv[2], Path(sys.argv[3]))
