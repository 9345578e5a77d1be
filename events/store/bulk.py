"""Many new articles in one write, a few statements for all: the rows of an event table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert, select

from events.article import Article
from events.original import Original
from events.report import Report
from events.store import archive, codec
from events.store.ledger import Ledger
from events.store.schema import article as articles
from events.store.schema import capture, tombstone
from events.store.schema import decision as decisions
from events.store.schema import rejection as rejections
from events.store.schema import report as reports

_BATCH = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article with what it was read from and what it reports."""

    article: Article
    source: str
    notices: tuple[str, ...]
    original: Original | None
    reports: tuple[Report, ...]
    extractor: str


class Bulk:
    """Many new articles at once, inside an open transaction."""

    def __init__(self, connection: Connection, ledger: Ledger) -> None:
        self._connection = connection
        self._ledger = ledger

    def fresh(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return those whose article is not in the store, was not deleted, and stands first here.

        Those are left out, too, of whose reports a reader has decided something.
        """
        first: dict[str, Entry] = {}
        for entry in entries:
            first.setdefault(entry.article.id, entry)
        home = {report.id: id_ for id_, entry in first.items() for report in entry.reports}
        known: set[str] = set()
        for ids in _batches(list(first)):
            for column in (articles.c.id, tombstone.c.article_id):
                known.update(self._connection.scalars(select(column).where(column.in_(ids))))
        for ids in _batches(list(home)):
            for column in (decisions.c.first, decisions.c.second):
                ruled = self._connection.scalars(select(column).where(column.in_(ids)))
                known.update(home[report_id] for report_id in ruled)
        return [entry for id_, entry in first.items() if id_ not in known]

    def same(self, entries: Iterable[Entry]) -> set[str]:
        """Return the ids of articles that the store holds just so, read by the same from there."""
        wanted = {entry.article.id: entry for entry in entries}
        found: set[str] = set()
        for ids in _batches(list(wanted)):
            query = select(articles, capture.c.place).join(capture).where(articles.c.id.in_(ids))
            for row in self._connection.execute(query):
                entry = wanted[row.id]
                known = (codec.article(row), row.extractor) == (entry.article, entry.extractor)
                if known and row.place == archive.place(entry.source, entry.original):
                    found.add(row.id)
        return found

    def put(self, entries: Collection[Entry]) -> None:
        """Insert :meth:`fresh` articles with their bytes and reports, which belong to no event."""
        told: list[dict[str, object]] = []
        for entry in entries:
            rows = [codec.report_row(report) for report in entry.reports]
            self._ledger.described(entry.article, entry.extractor, None, entry.source)
            if entry.original:
                self._ledger.captured(entry.article.id, entry.source, entry.original)
            self._ledger.read(entry.article.id, {}, rows)
            told += rows
        self._insert(articles, [_article(entry) for entry in entries])
        archive.put_many(
            self._connection,
            [(e.article.id, e.source, e.original) for e in entries if e.original],
        )
        self._insert(reports, told)
        for sources in _batches([entry.source for entry in entries]):
            self._connection.execute(delete(rejections).where(rejections.c.source.in_(sources)))

    def _insert(self, table: Table, rows: Sequence[dict[str, object]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)


def _article(entry: Entry) -> dict[str, object]:
    described = codec.article_row(entry.article, entry.notices, entry.extractor)
    return described | codec.first_row(entry.article, entry.source)


def _batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[i : i + _BATCH] for i in range(0, len(values), _BATCH))
