"""The order of things: article -> parse -> places -> reports -> events -> store. Only here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TypeVar

from events import assembly, export, filing, settings
from events.article import Article
from events.extract.extractor import EXTRACTOR, extract
from events.filing import Outcome, Result
from events.query.filter import Filter
from events.query.reader import build
from events.query.selection import Desk
from events.report import TABLED, Report
from events.source import folder
from events.source.intake import Intake, Rejection
from events.store.store import Store
from events.worker import Alone, Crew, WorkerError
from geodata.country import name
from geodata.geoparser import geoparse
from geodata.language import parse

__all__ = [
    "Outcome",
    "Result",
    "delete",
    "ingest",
    "read",
    "refresh",
    "seed",
    "selected",
    "told",
]

T = TypeVar("T")


def read(article: Article) -> tuple[Report, ...]:
    """Return what an article reports, one report an event."""
    doc = parse(article.text)
    return extract(article, doc, geoparse(doc, title=article.title, url=article.url))


def ingest(
    store: Store, inputs: Iterable[Intake | Rejection], crew: Crew | None = None
) -> Iterator[Result]:
    """Store each input in a transaction of its own, and say what became of it.

    Rows of event tables are stored by the hundreds, where nothing has to be read nor merged.

    The same article again changes nothing; known text with new metadata updates it. The ``crew``
    reads, this process without one; only this process writes. Raises
    :class:`events.worker.WorkerError` where no one is left to read.
    """
    assembly.adopt(store)
    rows: list[Intake] = []
    for item, article, answer in _answers(crew, ((item, _due(store, item)) for item in inputs)):
        row = isinstance(item, Intake) and item.reports is not None
        if isinstance(item, Intake) and row:
            rows.append(item)
        if len(rows) >= filing.ROWS or not row:
            yield from filing.tabulate(store, rows)
            rows = []
        if isinstance(item, Rejection):
            yield filing.reject(store, item)
        elif not row:
            yield filing.file(store, item, partial(_reading, article, answer))
    yield from filing.tabulate(store, rows)


def seed(store: Store) -> tuple[Result, ...]:
    """Read the seed articles into a store that holds no article yet."""
    if store.counts().articles:
        return ()
    return tuple(ingest(store, folder.read(settings.seeds_folder())))


def refresh(store: Store, crew: Crew | None = None) -> Iterator[Result]:
    """Read again every stored article that an older extractor read; the rest stays as it is."""
    assembly.adopt(store)
    every = (kept for kept in store.articles() if not kept.extractor.startswith(TABLED))
    old = (kept for kept in every if kept.extractor != EXTRACTOR)
    for kept, article, answer in _answers(crew, ((kept, kept.article) for kept in old)):
        reports = _reading(article, answer, kept.article)
        yield filing.write(store, kept.article, reports, kept.source, kept.notices, Outcome.UPDATED)


def delete(store: Store, article_id: str, *, by: str, why: str) -> None:
    """Delete an article, its bytes and its reports; a tombstone and the log say who and why.

    Events that other articles report too stand on. Raises LookupError for an unknown id.
    """
    with store.writing(by) as writing:
        orphans = writing.delete_article(article_id, why=why)
        assembly.regroup(writing, orphans)


def selected(store: Store, asked: Filter) -> tuple[list[str], str]:
    """Return the ids of the events that a filter keeps, newest first, and its sentence."""
    with store.snapshot() as seen:
        index = build(seen.event_rows(), seen.actor_rows())
    desk = Desk(index, search=store.search, country=name)
    kept = desk.select(asked)
    return [index.id[row].decode() for row in kept.rows], desk.sentence(asked)


def _answers(
    crew: Crew | None, jobs: Iterable[tuple[T, Article | None]]
) -> Iterator[tuple[T, Article | None, tuple[Report, ...] | Exception | None]]:
    """Yield each job with the article that was to be read for it, if any, and what it reports."""
    keyed = (((job, article), article) for job, article in jobs)
    for (job, article), answer in (crew or Alone()).work(read, keyed):
        told = answer if crew and isinstance(answer, tuple) else ()
        if any(report.extractor != EXTRACTOR for report in told):
            raise WorkerError(f"A worker has another version of this program than {EXTRACTOR}.")
        yield job, article, answer


def _due(store: Store, item: Intake | Rejection) -> Article | None:
    """Return what has to be read before an input can be stored, None for nothing."""
    if isinstance(item, Rejection) or item.reports is not None:
        return None
    kept = store.article(item.article.id)
    if kept is None:
        return None if store.tombstone(item.article.id) else item.article
    article = filing.united(kept.article, item.article)
    return None if article == kept.article and kept.extractor == EXTRACTOR else article


def _reading(
    read_article: Article | None,
    answer: tuple[Report, ...] | Exception | None,
    article: Article,
) -> tuple[Report, ...]:
    """Return what an article reports: the answer of who read it, or else by reading it."""
    if isinstance(answer, Exception):
        raise answer
    # Between reading and writing another input may have brought more metadata for the same text.
    return answer if answer is not None and article == read_article else read(article)


def told(store: Store, event_ids: Iterable[str] | None = None) -> Iterator[export.Told]:
    """Yield events (all of them, by id, unless told which) with their articles.

    Those of sources whose terms forbid handing them on are left out.
    """
    return export.shareable(_told(store, event_ids))


def _told(store: Store, event_ids: Iterable[str] | None) -> Iterator[export.Told]:
    ids = event_ids if event_ids is not None else [row.id for row in store.event_rows()]
    for event_id in ids:
        found = assembly.whole(store, event_id)
        if found is None:
            continue
        articles = {}
        for report in found.reports:
            kept = store.article(report.article_id)
            if kept:
                articles[report.article_id] = kept.article
        yield found, articles
