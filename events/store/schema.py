"""The tables, and how an older database comes forward to them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    inspect,
    select,
    text,
    update,
)

VERSION = 1
"""Raised with each change of the tables; ``MIGRATIONS`` says how to get here."""

metadata = MetaData()

setting = Table(
    "setting",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)

article = Table(
    "article",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("url", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Date),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("notices", JSON, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("added", DateTime, nullable=False),
)

rejection = Table(
    "rejection",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("seen", DateTime, nullable=False),
    UniqueConstraint("source", "reason"),
)

# A report is kept whole in ``body``; the columns beside it are those that merging looks up.
report = Table(
    "report",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("event_id", String(16), index=True),
    Column("type", String(16), nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("wording", String(16), nullable=False, index=True),
    Column("body", Text, nullable=False),
    Index("report_type_start", "type", "start"),
)

# What the map and the table need of an event, so that a million of them are read without reports.
event = Table(
    "event",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("type", String(16), nullable=False),
    Column("mode", String(32)),
    Column("start", Date),
    Column("end", Date),
    Column("date_precision", String(8)),
    Column("date_basis", String(10)),
    Column("lat", Float),
    Column("lon", Float),
    Column("place", Text),
    Column("place_precision", String(16)),
    Column("geonames_id", Integer),
    Column("country", String(3)),
    Column("outline", String(40)),
    Column("modality", String(16), nullable=False),
    Column("aux", Text, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("publishers", JSON, nullable=False),
    Column("excerpt", Text, nullable=False),
)

event_actor = Table(
    "event_actor",
    metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", String(3)),
    Column("nationality", String(3)),
    Column("role", String(10), nullable=False),
)

MIGRATIONS: dict[int, Callable[[Connection], None]] = {}
"""From version N to N + 1. Each only adds or rewrites; none drops what a person put in."""


class SchemaError(RuntimeError):
    """The database was written by a newer version of the program."""


def prepare(connection: Connection) -> None:
    """Create the tables in an empty database, or bring an older one forward."""
    if not inspect(connection).has_table("setting"):
        metadata.create_all(connection)
        if connection.dialect.name == "sqlite":
            connection.execute(
                text("CREATE VIRTUAL TABLE event_words USING fts5(words, id UNINDEXED)")
            )
        connection.execute(insert(setting), [{"key": "schema", "value": VERSION}, _changes()])
        return
    found = connection.scalar(select(setting.c.value).where(setting.c.key == "schema")) or 0
    if found > VERSION:
        raise SchemaError(
            f"The database has schema {found}, this program knows {VERSION}: update the program."
        )
    for version in range(found, VERSION):
        MIGRATIONS[version](connection)
    connection.execute(update(setting).where(setting.c.key == "schema").values(value=VERSION))


def _changes() -> dict[str, str | int]:
    return {"key": "changes", "value": 0}
