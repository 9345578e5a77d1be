"""The store: opened by a database URL, read by the dashboard and the export, written in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Row, Table, create_engine, func, make_url, select, text
from sqlalchemy import event as sqlalchemy_event

from events.article import Article
from events.report import Report
from events.store import codec
from events.store.schema import article as articles
from events.store.schema import event as events
from events.store.schema import event_actor as actors
from events.store.schema import prepare, setting
from events.store.schema import rejection as rejections
from events.store.schema import report as reports
from events.store.writing import Writing


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


_PRAGMAS = ("busy_timeout=10000", "journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL")


class Store:
    """Articles, reports and events in one database.

    Safe to share between threads: each call takes a connection of its own.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with engine.begin() as connection:
            prepare(connection)

    @classmethod
    def open(cls, url: str) -> Store:
        """Open the database at a SQLAlchemy URL; an SQLite file and its folder are made if missing.

        Raises :class:`events.store.schema.SchemaError` for a newer program's database.
        """
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed)
        if parsed.get_backend_name() == "sqlite":
            sqlalchemy_event.listen(engine, "connect", _pragmas)
        return cls(engine)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Open one transaction: committed at the end of the block, rolled back on an error."""
        with self._engine.begin() as connection:
            writing = Writing(connection)
            # First, so that SQLite's one write lock is taken before anything is read.
            writing.count_change()
            yield writing

    def version(self) -> int:
        """Return a number that changes with each write."""
        with self._engine.connect() as connection:
            query = select(setting.c.value).where(setting.c.key == "changes")
            return connection.scalar(query) or 0

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
            query = select(events).order_by(events.c.id)
            yield from connection.execution_options(yield_per=10_000).execute(query)

    def actor_rows(self) -> Iterator[Row[Any]]:
        """Yield every party of every event (see :data:`events.store.schema.event_actor`)."""
        with self._engine.connect() as connection:
            query = select(actors).order_by(actors.c.event_id, actors.c.position)
            yield from connection.execution_options(yield_per=10_000).execute(query)

    def search(self, words: str) -> tuple[str, ...]:
        """Return the ids of the events whose quotes hold all the words (any case, whole words).

        The words are looked for as they stand: no operator of a query language is heeded.
        """
        terms = words.split()
        if not terms:
            return ()
        with self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                quoted = " ".join('"' + term.replace('"', '""') + '"' for term in terms)
                query = text("SELECT id FROM event_words WHERE event_words MATCH :terms")
                return tuple(connection.scalars(query, {"terms": quoted}))
            found = select(events.c.id)
            for term in terms:
                found = found.where(events.c.excerpt.icontains(term, autoescape=True))
            return tuple(connection.scalars(found))

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


def _pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "synchronous=NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
