"""The tables; :mod:`events.store.migration` makes them, and brings older databases forward."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    true,
)

VERSION = 3
"""Raised with each change of the tables."""

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
    Column("licence", Text),
    Column("shareable", Boolean, nullable=False, server_default=true()),
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

# By which numbers reports that may be of one event find each other (events.merge.key).
report_key = Table(
    "report_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# What readers decided of two reports. The reports may be gone and come back: no foreign key.
decision = Table(
    "decision",
    metadata,
    Column("first", String(16), primary_key=True),
    Column("second", String(16), primary_key=True, index=True),
    Column("ruling", String(8), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("why", Text, nullable=False),
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
    Column("sources", Integer, nullable=False, server_default="1"),
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

# The bytes that articles were read from, each kept once, in the same database as the text: one
# transaction writes both, one backup holds both, and servers that share a database share them.
original = Table(
    "original",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# When and how an article came: from each address the first time its bytes were kept.
capture = Table(
    "capture",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("place", String(16), primary_key=True, index=True),
    Column("asked", String(16), index=True),
    Column("digest", ForeignKey("original.digest"), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("final_url", Text),
    Column("fetched_at", DateTime),
    Column("headers", JSON, nullable=False),
    Column("reader", Text, nullable=False),
    Column("kept_at", DateTime, nullable=False),
)

# Append-only: triggers refuse any other write (events.store.log). Texts, so that hashes stay good.
log = Table(
    "log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("action", String(20), nullable=False),
    Column("subject", String(20), nullable=False),
    Column("subject_id", Text, nullable=False, index=True),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# The reports that a later reading replaced, as they were; the log has their hashes.
superseded = Table(
    "superseded",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("report_id", String(16), primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("body", Text, nullable=False),
)

# What was deleted on purpose, so that it is not read in again unseen.
tombstone = Table(
    "tombstone",
    metadata,
    Column("article_id", String(16), primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
)
