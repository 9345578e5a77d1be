"""The log of changes: rows that are only ever added, each sealed with the hash of the one before.

A database refuses to update or delete them (triggers); one that was changed behind its back no
longer has the hashes that :func:`verify` works out anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, text

from events.store.schema import log

START = "0" * 64
"""What stands for the hash before the first row."""
FIELDS = ("number", "at", "by", "action", "subject", "subject_id", "before", "after", "why")
"""What a row's hash covers, in this order, after the hash of the row before."""

_BATCH = 500
"""Ids in one IN list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: what, to which subject, from what to what, and why."""

    action: str
    """``added``, ``described``, ``read``, ``merged``, ``split``, ``deleted``, ``decided`` ..."""
    subject: str
    """``article``, ``event``, ``report`` or ``store``."""
    subject_id: str
    before: Any = None
    """JSON; None where there was nothing."""
    after: Any = None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change as it stands in the log."""

    number: int
    """From 1, without gaps."""
    at: str
    """UTC, ISO 8601 with microseconds."""
    by: str
    """The program's name and version, or a person."""
    change: Change
    previous: str
    hash: str
    """SHA-256, 64 hex digits."""
    sealed: tuple[int | str, ...]
    """The values of :data:`FIELDS` as the hash covers them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The end of the log: whoever notes it down sees later whether the log still leads there."""

    entries: int
    hash: str


class LogError(ValueError):
    """The log was tampered with; the message names the row."""


def guard(connection: Connection) -> None:
    """Make the database refuse any change of the log but new rows."""
    if connection.dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER IF NOT EXISTS log_no_{deed.lower()} BEFORE {deed} ON log "
                    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
                )
            )
        return
    connection.execute(
        text(
            "CREATE OR REPLACE FUNCTION log_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
        )
    )
    connection.execute(text("DROP TRIGGER IF EXISTS log_append_only ON log"))
    connection.execute(
        text(
            "CREATE TRIGGER log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log "
            "FOR EACH STATEMENT EXECUTE FUNCTION log_refuse()"
        )
    )


def append(connection: Connection, changes: Sequence[Change], *, by: str) -> int:
    """Add changes in their order; return the number of the first.

    The caller holds the store's one write lock: two writers would add the same number.
    """
    last = connection.execute(
        select(log.c.number, log.c.hash).order_by(log.c.number.desc())
    ).first()
    number, previous = (last.number, last.hash) if last else (0, START)
    first = number + 1
    at = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    rows = []
    for change in changes:
        number += 1
        row = _row(number, at, by, change)
        row["previous"], row["hash"] = previous, sealed(previous, row)
        previous = row["hash"]
        rows.append(row)
    if rows:
        connection.execute(insert(log), rows)
    return first


def entries(connection: Connection, subjects: Iterable[str] | None = None) -> Iterator[Entry]:
    """Yield the log from its start; ``subjects`` limits it to entries of these subject ids."""
    query = select(log).order_by(log.c.number)
    if subjects is None:
        rows: Iterable[Row[Any]] = connection.execution_options(yield_per=1000).execute(query)
    else:
        wanted = sorted(set(subjects))
        parts = (wanted[i : i + _BATCH] for i in range(0, len(wanted), _BATCH))
        found = (connection.execute(query.where(log.c.subject_id.in_(part))) for part in parts)
        rows = sorted((row for part in found for row in part), key=lambda row: row.number)
    for row in rows:
        yield _entry(row)


def verify(connection: Connection, noted: Seal | None = None) -> Seal:
    """Work out every hash anew; return the log's end, or raise :class:`LogError`.

    A whole log that was written anew has good hashes too: only an end that was ``noted``
    elsewhere, through which the log must lead, tells it from the true one.
    """
    number, previous = 0, START
    for row in connection.execution_options(yield_per=1000).execute(
        select(log).order_by(log.c.number)
    ):
        number += 1
        if row.number != number:
            raise LogError(f"log entry {number} is missing: the next one is {row.number}")
        if row.previous != previous or row.hash != sealed(previous, row._mapping):
            raise LogError(f"log entry {number} is not what was written")
        previous = row.hash
        if noted and noted.entries == number and noted.hash != previous:
            raise LogError(f"the log no longer leads through entry {number} as it was noted")
    if noted and noted.entries > number:
        raise LogError(f"the log had {noted.entries} entries, now it has {number}")
    return Seal(entries=number, hash=previous)


def sealed(previous: str, row: Any) -> str:
    """Return the hash of a row (a mapping with :data:`FIELDS`) after the hash before it."""
    sealed_fields = json.dumps([previous, *(row[field] for field in FIELDS)], ensure_ascii=True)
    return hashlib.sha256(sealed_fields.encode("ascii")).hexdigest()


def origin(source: str) -> str:
    """Return an address as it is, a file without its folders: the log is handed on in bundles."""
    return source if "://" in source else re.split(r"[\\/]", source)[-1]


def _row(number: int, at: str, by: str, change: Change) -> dict[str, Any]:
    return {
        "number": number,
        "at": at,
        "by": by,
        "action": change.action,
        "subject": change.subject,
        "subject_id": change.subject_id,
        "before": _json(change.before),
        "after": _json(change.after),
        "why": change.why,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _entry(row: Row[Any]) -> Entry:
    change = Change(
        action=row.action,
        subject=row.subject,
        subject_id=row.subject_id,
        before=json.loads(row.before),
        after=json.loads(row.after),
        why=row.why,
    )
    return Entry(
        number=row.number,
        at=row.at,
        by=row.by,
        change=change,
        previous=row.previous,
        hash=row.hash,
        sealed=tuple(row._mapping[field] for field in FIELDS),
    )
