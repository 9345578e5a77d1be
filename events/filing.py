"""One input into the store: what is new, what is known, what is set aside, each in one write."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from events import assembly
from events.article import Article
from events.extract.extractor import EXTRACTOR
from events.original import Original
from events.report import Report
from events.source.intake import Intake, Rejection
from events.store.bulk import Entry
from events.store.store import Store

_log = logging.getLogger(__name__)
Reading = Callable[[Article], tuple[Report, ...]]
ROWS = 500
"""Rows of an event table that are stored at once."""


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


def tabulate(store: Store, rows: Sequence[Intake]) -> Iterator[Result]:
    """Store rows of event tables in one transaction; those that are not new one by one."""
    if not rows:
        return
    added: set[str] = set()
    same: set[str] = set()
    try:
        with store.writing() as writing:
            added, same = assembly.tabulate(writing, [_entry(row) for row in rows])
    except Exception:
        # One by one it will show which row it is.
        _log.exception("storing %d rows from %s on failed", len(rows), rows[0].source)
    for row in rows:
        id_ = row.article.id
        if id_ in added:
            added.remove(id_)
            yield _result(row.article, row.reports or (), row.source, row.notices, Outcome.ADDED)
        elif id_ in same:
            yield _unchanged(row)
        else:
            yield file(store, row, partial(_stated, row))


def _stated(row: Intake, _article: Article) -> tuple[Report, ...]:
    return row.reports or ()


def _entry(row: Intake) -> Entry:
    reports = row.reports or ()
    return Entry(
        article=row.article,
        source=row.source,
        notices=row.notices,
        original=row.original,
        reports=reports,
        extractor=_extractor(reports),
    )


def file(store: Store, item: Intake, reading: Reading) -> Result:
    """Store an article; one that trips a fault of ours costs no other, nor what is stored."""
    try:
        return _take(store, item, reading)
    except Exception as error:
        _log.exception("reading %s failed", item.source)
        reason = f"A fault in this program stopped its reading ({type(error).__name__})."
        return reject(store, Rejection(source=item.source, reason=reason))


def _take(store: Store, item: Intake, reading: Reading) -> Result:
    kept = store.article(item.article.id)
    if kept is None:
        stone = store.tombstone(item.article.id)
        if stone:
            reason = f"{stone.by} deleted it on {stone.at:%Y-%m-%d}: {stone.why}"
            return reject(store, Rejection(source=item.source, reason=reason))
        reports = reading(item.article)
        return write(
            store, item.article, reports, item.source, item.notices, Outcome.ADDED, item.original
        )
    article = united(kept.article, item.article)
    if article == kept.article and kept.extractor == _extractor(item.reports or ()):
        _keep(store, item)
        return _unchanged(item)
    notices = item.notices if item.article.published else kept.notices
    reports = reading(article)
    return write(store, article, reports, item.source, notices, Outcome.UPDATED, item.original)


def _unchanged(item: Intake) -> Result:
    return Result(
        source=item.source,
        outcome=Outcome.UNCHANGED,
        article_id=item.article.id,
        notices=("It was read before.",),
    )


def _keep(store: Store, item: Intake) -> None:
    """Keep the bytes of known text that came from an address it had not come from."""
    if item.original and store.lacks(item.article.id, item.source, item.original):
        with store.writing() as writing:
            writing.put_original(item.article.id, item.source, item.original)


def united(old: Article, new: Article) -> Article:
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


def write(
    store: Store,
    article: Article,
    reports: Sequence[Report],
    source: str,
    notices: Sequence[str],
    outcome: Outcome,
    original: Original | None = None,
) -> Result:
    """Store an article with its reports, in one transaction."""
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
    return _result(article, reports, source, notices, outcome)


def _result(
    article: Article,
    reports: Sequence[Report],
    source: str,
    notices: Sequence[str],
    outcome: Outcome,
) -> Result:
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


def reject(store: Store, rejection: Rejection) -> Result:
    """Keep what was set aside, and why."""
    with store.writing() as writing:
        writing.put_rejection(rejection.source, rejection.reason)
    return Result(source=rejection.source, outcome=Outcome.REJECTED, reason=rejection.reason)
