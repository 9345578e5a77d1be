"""The databases that the tests of storing run on: SQLite in a file, and a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from events.store.store import Store
from tests import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server for this run; never skipped: without one the tests fail."""
    programs = postgres.find()
    if programs is None:
        pytest.fail(postgres.MISSING)
    with postgres.running(programs) as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'x.sqlite3'}"
    server: postgres.Server = request.getfixturevalue("server")
    return server.database()


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty store, on either kind of database."""
    opened = Store.open(database)
    yield opened
    opened.close()
