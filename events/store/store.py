"""The store: opened by a database URL, read by the dashboard and the export, written in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, Table, exists, func, select

from events.article import Article
from events.decision import Decision
from events.original import Original
from events.report import Report
from events.store import archive, codec, log, pairing, words
from events.store.archive import Capture
from events.store.audit import audit
from events.store.engine import connect, preparing, reachable, snapshot
from events.store.migration import UNKEYED, has, prepare, ready
from events.store.schema import article as articles
from events.store.schema import event as events
from events.store.schema import rejection as rejections
from events.store.schema import report as reports
from events.store.schema import tombstone as tombstones
from events.store.snapshot import Snapshot
from events.store.writing import Writing
from events.version import PROGRAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the store holds."""

    articles: int
    reports: int
    events: int
    rejections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A stored article with what was noted when it was read."""

    article: Article
    source: str
    notices: tuple[str, ...]
    extractor: str
    """Name and version of what extracted its reports."""
    added: datetime
    """UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An input that could not be read."""

    source: str
    reason: str
    seen: datetime
    """UTC, the last time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is left of an article that was deleted."""

    article_id: str
    at: datetime
    """UTC."""
    by: str
    why: str


class Store:
    """Articles, reports and events in one database.

    Safe to share between threads: each call takes a connection of its own.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with reachable(engine) as connection:
            if ready(connection):
                return
        # Only what changes the tables waits for writers.
        with preparing(engine) as connection:
            prepare(connection)

    @classmethod
    def open(cls, url: str) -> Store:
        """Open the database at a SQLAlchemy URL; an SQLite file and its folder are made if missing.

        Raises :class:`events.store.migration.SchemaError` for a newer program's database,
        :class:`events.store.engine.DatabaseError` for one that can't be opened.
        """
        return cls(connect(url))

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def writing(self, by: str = PROGRAM) -> Iterator[Writing]:
        """Open one transaction: committed at the end of the block, rolled back on an error.

        ``by`` is who the log names for its changes: the program's version, or a person.
        """
        with self._engine.begin() as connection:
            writing = Writing(connection, by)
            # First, so that the store's one write lock is taken before anything is read.
            writing.count_change()
            yield writing
            writing.finish()

    def version(self) -> int:
        """Return a number that changes with each write."""
        with self._engine.connect() as connection:
            return Snapshot(connection).version()

    def unkeyed(self) -> bool:
        """Whether reports of an older version of the program wait for the keys of merging."""
        with self._engine.connect() as connection:
            return has(connection, UNKEYED)

    def report_ids(self) -> Sequence[str]:
        """Return the ids of all reports, in their order."""
        with self._engine.connect() as connection:
            return connection.scalars(select(reports.c.id).order_by(reports.c.id)).all()

    def counts(self) -> Counts:
        """Return how much the store holds."""
        with self._engine.connect() as connection:

            def count(table: Table) -> int:
                return connection.scalar(select(func.count()).select_from(table)) or 0

            return Counts(
                articles=count(articles),
                reports=count(reports),
                events=count(events),
                rejections=count(rejections),
            )

    def article(self, article_id: str) -> Kept | None:
        """Return a stored article, None if there is no such id."""
        query = select(articles).where(articles.c.id == article_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return _kept(row) if row else None

    def articles(self) -> Iterator[Kept]:
        """Yield every stored article, in the order of ids."""
        with self._engine.connect() as connection:
            ids = connection.scalars(select(articles.c.id).order_by(articles.c.id)).all()
        for article_id in ids:
            kept = self.article(article_id)
            if kept:
                yield kept

    def reports(self, event_id: str) -> tuple[Report, ...]:
        """Return the reports of an event, in the order of their ids; empty if there is no such."""
        query = codec.REPORTS.where(reports.c.event_id == event_id)
        with self._engine.connect() as connection:
            return codec.reports(connection.execute(query))

    def texts(self, article_ids: Collection[str]) -> dict[str, str]:
        """Return articles' texts by id; unknown ids are left out."""
        with self._engine.connect() as connection:
            return pairing.texts(connection, article_ids)

    def decisions(self, report_ids: Collection[str]) -> tuple[Decision, ...]:
        """Return what readers decided on merging any of these reports."""
        with self._engine.connect() as connection:
            return pairing.ruled(connection, report_ids)

    def excerpts(self, event_ids: Sequence[str]) -> dict[str, str]:
        """Return the best quote of each event by its id; unknown ids are left out."""
        query = select(events.c.id, events.c.excerpt).where(events.c.id.in_(event_ids))
        with self._engine.connect() as connection:
            return {row.id: row.excerpt for row in connection.execute(query)}

    def event_of(self, report_id: str) -> str | None:
        """Return the id of the event that a report belongs to now: old permalinks stay good."""
        query = select(reports.c.event_id).where(reports.c.id == report_id)
        with self._engine.connect() as connection:
            return connection.scalar(query)

    def event_rows(self) -> Iterator[Row[Any]]:
        """Yield the flat row of every event (see :data:`events.store.schema.event`), by id."""
        with self._engine.connect() as connection:
            yield from Snapshot(connection).event_rows()

    def actor_rows(self) -> Iterator[Row[Any]]:
        """Yield every party of every event (see :data:`events.store.schema.event_actor`)."""
        with self._engine.connect() as connection:
            yield from Snapshot(connection).actor_rows()

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Open one state of the store: what is written meanwhile is not seen inside the block."""
        with snapshot(self._engine) as connection:
            yield Snapshot(connection)

    def search(self, asked: str) -> tuple[str, ...]:
        """Return the ids of the events whose quotes hold all the words (any case, whole words)."""
        with self._engine.connect() as connection:
            return words.search(connection, asked)

    def captures(self, article_id: str) -> tuple[Capture, ...]:
        """Return when and how an article came, with its bytes; empty for one kept without.

        Raises :class:`events.store.archive.ArchiveError` where bytes were altered.
        """
        with self._engine.connect() as connection:
            return archive.captures(connection, article_id)

    def lacks(self, article_id: str, source: str, original: Original) -> bool:
        """Whether no bytes are kept yet of an article as it came from this address."""
        with self._engine.connect() as connection:
            return archive.lacks(connection, article_id, source, original)

    def knows(self, address: str, since: datetime) -> bool:
        """Whether an article came from an address, or it was set aside after ``since`` (UTC)."""
        refused = (rejections.c.source == address) & (
            rejections.c.seen > since.replace(tzinfo=None)
        )
        with self._engine.connect() as connection:
            return archive.came_from(connection, address) or bool(
                connection.scalar(select(exists().where(refused)))
            )

    def tombstone(self, article_id: str) -> Tombstone | None:
        """Return who deleted an article and why, None if no one did."""
        query = select(tombstones).where(tombstones.c.article_id == article_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return (
            Tombstone(article_id=row.article_id, at=row.at, by=row.by, why=row.why) if row else None
        )

    def changes(self, subjects: Iterable[str] | None = None) -> Iterator[log.Entry]:
        """Yield the log of changes from its start, of these subject ids if any are given."""
        with self._engine.connect() as connection:
            yield from log.entries(connection, subjects)

    def superseded(self, number: int) -> tuple[Report, ...]:
        """Return the reports that the change of this number in the log replaced, as they were."""
        with self._engine.connect() as connection:
            return codec.reports(connection.execute(codec.SUPERSEDED, {"number": number}))

    def verify_log(self, noted: log.Seal | None = None) -> log.Seal:
        """Return the end of the log, which must lead through an end that was noted before.

        Raises :class:`events.store.log.LogError` where it was tampered with.
        """
        with snapshot(self._engine) as connection:
            return log.verify(connection, noted)

    def audit(self) -> Iterator[str]:
        """Yield in words where the store does not hold what its log says."""
        with snapshot(self._engine) as connection:
            yield from audit(connection)

    def rejections(self) -> tuple[SetAside, ...]:
        """Return what was set aside, the latest first."""
        query = select(rejections).order_by(rejections.c.seen.desc(), rejections.c.id.desc())
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(SetAside(source=r.source, reason=r.reason, seen=r.seen) for r in rows)


def _kept(row: Row[Any]) -> Kept:
    return Kept(
        article=codec.article(row),
        source=row.source,
        notices=tuple(row.notices),
        extractor=row.extractor,
        added=row.added,
    )
