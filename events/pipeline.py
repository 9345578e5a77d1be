"""The order of things: article -> parse -> places -> reports -> events -> store. Only here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TypeVar

from events import assembly, export, settings
from events.article import Article
from events.extract.extractor import EXTRACTOR, extract
from events.original import Original
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

_log = logging.getLogger(__name__)
T = TypeVar("T")
Reading = Callable[[Article], tuple[Report, ...]]


class Outcome(StrEnum):
    """What became of one input."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "set aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one input, for the reader of the screen or of standard error."""

    source: str
    outcome: Outcome
    article_id: str | None = None
    reports: int = 0
    mapped: int = 0
    notices: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def line(self) -> str:
        """The result as one sentence."""
        if self.outcome is Outcome.REJECTED:
            return f"{self.source}: set aside. {self.reason}"
        events = "1 event" if self.reports == 1 else f"{self.reports} events"
        told = f"{events}, {self.mapped} with a place on the map"
        return " ".join((f"{self.source}: {self.outcome}, {told}.", *self.notices))


def read(article: Article) -> tuple[Report, ...]:
    """Return what an article reports, one report an event."""
    doc = parse(article.text)
    return extract(article, doc, geoparse(doc, title=article.title, url=article.url))


def ingest(
    store: Store, inputs: Iterable[Intake | Rejection], crew: Crew | None = None
) -> Iterator[Result]:
    """Store each input in a transaction of its own, and say what became of it.

    The same article again changes nothing; known text with new metadata updates it. The ``crew``
    reads, this process without one; only this process writes. Raises
    :class:`events.worker.WorkerError` where no one is left to read.
    """
    assembly.adopt(store)
    for item, article, answer in _answers(crew, ((item, _due(store, item)) for item in inputs)):
        if isinstance(item, Rejection):
            yield _reject(store, item)
            continue
        if item.reports is not None:
            answer, article = item.reports, item.article
        try:
            yield _take(store, item, partial(_reading, article, answer))
        except Exception as error:
            # One article that trips a fault of ours must not cost the others, nor what is stored.
            _log.exception("reading %s failed", item.source)
            reason = f"A fault in this program stopped its reading ({type(error).__name__})."
            yield _reject(store, Rejection(source=item.source, reason=reason))


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
        yield _write(store, kept.article, reports, kept.source, kept.notices, Outcome.UPDATED)


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
    article = _united(kept.article, item.article)
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


def _take(store: Store, item: Intake, reading: Reading) -> Result:
    kept = store.article(item.article.id)
    if kept is None:
        stone = store.tombstone(item.article.id)
        if stone:
            reason = f"{stone.by} deleted it on {stone.at:%Y-%m-%d}: {stone.why}"
            return _reject(store, Rejection(source=item.source, reason=reason))
        reports = reading(item.article)
        return _write(
            store, item.article, reports, item.source, item.notices, Outcome.ADDED, item.original
        )
    article = _united(kept.article, item.article)
    if article == kept.article and kept.extractor == _extractor(item.reports or ()):
        _keep(store, item)
        return Result(
            source=item.source,
            outcome=Outcome.UNCHANGED,
            article_id=article.id,
            notices=("It was read before.",),
        )
    notices = item.notices if item.article.published else kept.notices
    reports = reading(article)
    return _write(store, article, reports, item.source, notices, Outcome.UPDATED, item.original)


def _keep(store: Store, item: Intake) -> None:
    """Keep the bytes of known text that came from an address it had not come from."""
    if item.original and store.lacks(item.article.id, item.source, item.original):
        with store.writing() as writing:
            writing.put_original(item.article.id, item.source, item.original)


def _united(old: Article, new: Article) -> Article:
    """Return the stored article with the metadata that the new reading knows better."""
    return replace(
        old,
        title=new.title or old.title,
        url=new.url or old.url,
        publisher=new.publisher or old.publisher,
        published=new.published or old.published,
        licence=new.licence or old.licence,
        shareable=new.shareable and old.shareable,
    )


def _write(
    store: Store,
    article: Article,
    reports: Sequence[Report],
    source: str,
    notices: Sequence[str],
    outcome: Outcome,
    original: Original | None = None,
) -> Result:
    with store.writing() as writing:
        writing.put_article(
            article,
            source=source,
            notices=notices,
            extractor=_extractor(reports),
            original=original,
        )
        writing.drop_rejections(source)
        orphans = writing.replace_reports(article.id, reports)
        assembly.add(writing, reports, orphans)
    return Result(
        source=source,
        outcome=outcome,
        article_id=article.id,
        reports=len(reports),
        mapped=sum(bool(r.place and r.place.pinnable and r.occurred) for r in reports),
        notices=tuple(notices),
    )


def _extractor(reports: Sequence[Report]) -> str:
    """Return who made an article's reports: the table that it is a row of, else this program."""
    return next((report.extractor for report in reports if report.tabled), EXTRACTOR)


def _reject(store: Store, rejection: Rejection) -> Result:
    with store.writing() as writing:
        writing.put_rejection(rejection.source, rejection.reason)
    return Result(source=rejection.source, outcome=Outcome.REJECTED, reason=rejection.reason)


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
