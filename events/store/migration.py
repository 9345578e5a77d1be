"""How a database gets its tables, and how an older one comes forward to them.

Tables, columns and indexes that a newer version adds are made from the schema itself
(:func:`_complete`), so most changes need nothing here but a higher
:data:`events.store.schema.VERSION`; a column added later is nullable or has a server default.
What must be rewritten besides stands in :data:`MIGRATIONS`. Nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, inspect, select, text, update
from sqlalchemy.schema import CreateColumn, CreateIndex

from events.store import log, schema, words
from events.store.schema import metadata, setting
from events.version import PROGRAM

FILLING = "filling"
"""The setting of a database into which a store is being copied."""
UNKEYED = "unkeyed"
"""The setting of a store whose reports have no keys yet: events.assembly gives them theirs."""


def _unkeyed(connection: Connection) -> None:
    connection.execute(insert(setting).values(key=UNKEYED, value=1))


MIGRATIONS: dict[int, Callable[[Connection], None]] = {2: _unkeyed}
"""What to rewrite from version N to N + 1, after the missing tables and columns were added."""


class SchemaError(RuntimeError):
    """The database was written by a newer version of the program, or not to its end."""


def prepare(connection: Connection, *, filling: bool = False) -> None:
    """Create the tables in an empty database, or bring an older one forward.

    Raises :class:`SchemaError` for a newer program's database, and, unless ``filling`` it, for one
    that holds only a part of what is being copied into it.
    """
    if not inspect(connection).has_table("setting"):
        metadata.create_all(connection)
        words.create(connection)
        log.guard(connection)
        rows = [{"key": "schema", "value": schema.VERSION}, {"key": "changes", "value": 0}]
        connection.execute(insert(setting), rows)
        return
    found = version(connection)
    if found > schema.VERSION:
        raise SchemaError(
            f"The database has schema {found}, this program knows {schema.VERSION}: "
            "update the program."
        )
    if found < schema.VERSION:
        _forward(connection, found)
    if not filling and has(connection, FILLING):
        raise SchemaError(
            "A store is being copied into this database; run `python -m events migrate` again to "
            "go on with it."
        )


def ready(connection: Connection) -> bool:
    """Whether a database is of this version already, so that there is nothing to prepare."""
    return (
        inspect(connection).has_table("setting")
        and version(connection) == schema.VERSION
        and not has(connection, FILLING)
    )


def has(connection: Connection, key: str) -> bool:
    """Whether a setting is there."""
    return connection.scalar(select(setting.c.value).where(setting.c.key == key)) is not None


def version(connection: Connection) -> int:
    """Return the version of the schema that the database has."""
    return connection.scalar(select(setting.c.value).where(setting.c.key == "schema")) or 0


def _forward(connection: Connection, found: int) -> None:
    _complete(connection)
    log.guard(connection)
    for number in range(found, schema.VERSION):
        if number in MIGRATIONS:
            MIGRATIONS[number](connection)
    connection.execute(
        update(setting).where(setting.c.key == "schema").values(value=schema.VERSION)
    )
    change = log.Change(
        action="migrated",
        subject="store",
        subject_id="schema",
        before=found,
        after=schema.VERSION,
        why="the program was updated",
    )
    log.append(connection, [change], by=PROGRAM)


def _complete(connection: Connection) -> None:
    """Add the tables, columns and indexes that are missing."""
    held = inspect(connection)
    old = {table.name for table in metadata.sorted_tables if held.has_table(table.name)}
    columns = {name: {column["name"] for column in held.get_columns(name)} for name in old}
    indexes = {name: {index["name"] for index in held.get_indexes(name)} for name in old}
    metadata.create_all(connection)
    quote = connection.dialect.identifier_preparer.format_table
    for table in metadata.sorted_tables:
        if table.name not in old:
            continue
        for column in table.columns:
            if column.name not in columns[table.name]:
                made = CreateColumn(column).compile(dialect=connection.dialect)
                connection.execute(text(f"ALTER TABLE {quote(table)} ADD COLUMN {made}"))
        for index in table.indexes:
            if index.name not in indexes[table.name]:
                connection.execute(CreateIndex(index))
