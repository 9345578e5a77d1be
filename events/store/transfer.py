"""A whole store copied into another database: SQLite to PostgreSQL, or any way round.

It goes on where it was stopped, and at the end holds both to the same counts and hashes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    tuple_,
)
from sqlalchemy.exc import DBAPIError

from events.store import schema, words
from events.store.engine import connect, is_sqlite, preparing, snapshot
from events.store.migration import FILLING, prepare

TABLES = tuple(table for table in schema.metadata.sorted_tables if table is not schema.setting)
"""In an order in which each row finds the rows that it refers to."""
_BATCH = 500
_BATCH_OF_BYTES = 50
"""Kept pages have about 20 KB each when compressed, some a hundred times that."""

Progress = Callable[[str, int], None]
"""Told the table and how many of its rows are there now."""


class TransferError(RuntimeError):
    """The store was not copied, or not whole; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What both databases hold now of one table."""

    table: str
    rows: int
    hash: str
    """SHA-256 over the rows in the order of their keys."""


def copy(source: str, target: str, progress: Progress = lambda _table, _rows: None) -> list[Copied]:
    """Copy the store at one URL into an empty database, or go on with a copy that was stopped.

    Each batch of rows is a transaction of its own. Until both sides have the same rows the target
    can't be opened as a store. Raises :class:`TransferError`.
    """
    origin, goal = connect(source), connect(target)
    try:
        with preparing(origin) as connection:
            prepare(connection)
        _begin(goal)
        with snapshot(origin) as read:
            for table in TABLES:
                _fill(read, goal, table, progress)
            _fill_words(read, goal, progress)
            copied = [_compared(read, goal, table) for table in TABLES]
            _end(read, goal)
        return copied
    finally:
        origin.dispose()
        goal.dispose()


def _begin(goal: Engine) -> None:
    with preparing(goal) as connection:
        prepare(connection, filling=True)
        flag = select(schema.setting.c.value).where(schema.setting.c.key == FILLING)
        if connection.scalar(flag):
            return
        held = [
            table.name for table in TABLES if connection.execute(select(table).limit(1)).first()
        ]
        if held:
            raise TransferError(f"The target is no empty database: it holds rows of {held[0]}.")
        connection.execute(insert(schema.setting).values(key=FILLING, value=1))


def _fill(read: Connection, goal: Engine, table: Table, progress: Progress) -> None:
    keys = list(table.primary_key.columns)
    with goal.connect() as connection:
        newest = select(*keys).order_by(*(key.desc() for key in keys)).limit(1)
        last = [*(connection.execute(newest).first() or ())]
        done = connection.scalar(select(func.count()).select_from(table)) or 0
    size = _BATCH_OF_BYTES if table is schema.original else _BATCH
    while True:
        progress(table.name, done)
        query = select(table).order_by(*keys).limit(size)
        if last:
            query = query.where(tuple_(*keys) > tuple_(*last))
        rows = [dict(row._mapping) for row in read.execute(query)]
        if not rows:
            return
        try:
            with goal.begin() as connection:
                connection.execute(insert(table), rows)
        except DBAPIError as error:
            first = [rows[0][key.name] for key in keys]
            raise TransferError(f"{table.name} from {first} on: {error.orig}") from None
        last = [rows[-1][key.name] for key in keys]
        done += len(rows)


def _fill_words(read: Connection, goal: Engine, progress: Progress) -> None:
    """Build the full-text rows anew from the reports: each database keeps them in its own form."""
    with goal.connect() as connection:
        done = set(connection.scalars(text("SELECT id FROM event_words")))
    wanted = [
        id_ for id_ in read.scalars(select(schema.event.c.id).order_by("id")) if id_ not in done
    ]
    count = len(done)
    for batch in (wanted[i : i + _BATCH] for i in range(0, len(wanted), _BATCH)):
        query = (
            select(schema.report.c.event_id, schema.report.c.body)
            .where(schema.report.c.event_id.in_(batch))
            .order_by(schema.report.c.event_id, schema.report.c.id)
        )
        quotes: dict[str, dict[str, None]] = {id_: {} for id_ in batch}
        for row in read.execute(query):
            told = json.loads(row.body)["quotes"]
            quotes[row.event_id].update(dict.fromkeys(quote["text"] for quote in told))
        with goal.begin() as connection:
            words.put(connection, {id_: "\n".join(said) for id_, said in quotes.items()})
        count += len(batch)
        progress("event_words", count)


def _compared(read: Connection, goal: Engine, table: Table) -> Copied:
    with goal.connect() as connection:
        there = _summary(connection, table)
    here = _summary(read, table)
    if here != there:
        raise TransferError(
            f"{table.name} differs: {here.rows} rows {here.hash[:12]} in the source, {there.rows} "
            f"rows {there.hash[:12]} in the target. Articles were added to the source meanwhile, "
            "or the target was altered: empty the target and migrate again."
        )
    return here


def _summary(connection: Connection, table: Table) -> Copied:
    digest, count = hashlib.sha256(), 0
    for row in _rows(connection, table):
        digest.update(json.dumps([_plain(value) for value in row]).encode() + b"\n")
        count += 1
    return Copied(table=table.name, rows=count, hash=digest.hexdigest())


def _rows(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    query = select(table).order_by(*table.primary_key.columns)
    return iter(connection.execute(query, execution_options={"yield_per": _BATCH_OF_BYTES}))


def _plain(value: Any) -> Any:
    """Return a value as JSON writes it, the same whichever database it came from."""
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if value is None or isinstance(value, str | int | float | list | dict):
        return value
    return value.isoformat()


def _end(read: Connection, goal: Engine) -> None:
    """Let the target be a store: with the source's settings, and its sequence after the copied."""
    rows = [dict(row._mapping) for row in read.execute(select(schema.setting))]
    with goal.begin() as connection:
        connection.execute(delete(schema.setting))
        connection.execute(insert(schema.setting), rows)
        if not is_sqlite(goal.url):
            last = "(SELECT COALESCE(MAX(id), 0) + 1 FROM rejection)"
            sequence = "pg_get_serial_sequence('rejection', 'id')"
            connection.execute(text(f"SELECT setval({sequence}, {last}, false)"))
