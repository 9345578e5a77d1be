"""Connections to the database that a URL names: SQLite in a file, or PostgreSQL on a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

# busy_timeout comes first: turning WAL on needs the lock that another process may hold just now.
# A minute: a writer waits behind every write that is queued before it, each some milliseconds.
_PRAGMAS = ("busy_timeout=60000", "journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL")
_POSTGRES_DRIVERS = ("postgresql", "postgres")
_PREPARING = 0x64_69_73_70
"""The advisory lock under which one process at a time makes the tables."""


class DatabaseError(RuntimeError):
    """The database that the URL names cannot be opened; the message names the way out."""


def connect(url: str) -> Engine:
    """Return an engine for a SQLAlchemy URL; an SQLite file's folder is made if missing.

    ``postgresql://`` means psycopg 3. Raises :class:`DatabaseError` for a URL that is none and
    for a driver that is not installed.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername in _POSTGRES_DRIVERS:
            parsed = parsed.set(drivername="postgresql+psycopg")
        return _sqlite(parsed) if is_sqlite(parsed) else create_engine(parsed, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseError(f"DISPATCH_DB is not a database URL: {error}") from None
    except ModuleNotFoundError as error:
        raise DatabaseError(
            f"{error.name} is missing; pip install -r requirements-postgresql.txt"
        ) from None


def is_sqlite(url: URL) -> bool:
    """Whether the URL names an SQLite database."""
    return url.get_backend_name() == "sqlite"


def _sqlite(url: URL) -> Engine:
    if url.database not in (None, "", ":memory:"):
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    sqlalchemy_event.listen(engine, "connect", _pragmas)
    return engine


def _pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def preparing(engine: Engine) -> Iterator[Connection]:
    """Open the transaction in which tables are made: one process at a time, the others wait."""
    with _opened(engine), engine.begin() as connection:
        if is_sqlite(engine.url):
            connection.execute(text("BEGIN IMMEDIATE"))
        else:
            lock = text("SELECT pg_advisory_xact_lock(:key)")
            connection.execute(lock, {"key": _PREPARING})
        yield connection


@contextmanager
def reachable(engine: Engine) -> Iterator[Connection]:
    """Open a first connection; raises :class:`DatabaseError` where there is no database."""
    with _opened(engine), engine.connect() as connection:
        yield connection


@contextmanager
def _opened(engine: Engine) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise DatabaseError(f"{shown} can't be opened: {error.orig}".rstrip()) from None


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Open a read-only transaction that sees one state of the database from first to last."""
    with engine.connect() as connection:
        if is_sqlite(engine.url):
            connection.execute(text("BEGIN"))
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection
