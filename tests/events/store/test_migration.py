"""A store of an older version, kept here as it was written, opens in this one with all it held."""

import gzip
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from events import assembly, pipeline
from events.article import Article
from events.source.intake import Intake
from events.store import schema
from events.store.store import Store

DATA = Path(__file__).parent / "data"
OLD = sorted(DATA.glob("version_*.sqlite3.gz"))
GOMA = "Troops entered Goma on 7 April 2025, police said. Café owners in Beni closed their doors."


def rows(path, table):
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2')]


def made(path):
    """The statements that the database's tables were made by."""
    with sqlite3.connect(path) as connection:
        return sorted(connection.execute("SELECT name, sql FROM sqlite_master").fetchall())


def tables(path):
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [name for (name,) in names if not name.startswith("event_words") and name != "setting"]


@pytest.fixture(params=OLD, ids=lambda path: path.name)
def old(request, tmp_path):
    path = tmp_path / "old.sqlite3"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_every_earlier_version_is_tried():
    assert [path.name for path in OLD] == [
        f"version_{number}.sqlite3.gz" for number in range(1, schema.VERSION)
    ]


def test_nothing_of_an_older_store_is_lost(old):
    before = {table: rows(old, table) for table in tables(old)}
    assert len(before["article"]) == 3
    Store.open(f"sqlite:///{old}").close()
    for table, held in before.items():
        # The upgrade itself is the one new entry of the log.
        now = rows(old, table)[: len(held)] if table == "log" else rows(old, table)
        for was, is_ in zip(held, now, strict=True):
            assert was.items() <= is_.items()


def test_an_older_store_works_on(old):
    store = Store.open(f"sqlite:///{old}")
    assert len(store.search("troops goma")) == 1
    *_, entry = store.changes()
    assert (entry.change.action, entry.change.after) == ("migrated", schema.VERSION)
    for row in store.event_rows():
        assert store.reports(row.id)
    kept = next(kept for kept in store.articles() if "Goma" in kept.article.text)
    assert kept.article.text == GOMA
    item = Intake(
        article=Article(text=GOMA, title="Goma", published=date(2025, 4, 8)), source="c.txt"
    )
    (result,) = pipeline.ingest(store, [item])
    assert result.outcome is pipeline.Outcome.UPDATED
    assert store.verify_log().entries > entry.number
    store.close()


def test_new_articles_join_the_events_of_an_older_store(old):
    store = Store.open(f"sqlite:///{old}")
    told = "A missile strike killed four people in Kharkiv on Monday, the mayor said."
    item = Intake(article=Article(text=told, published=date(2025, 4, 8)), source="e.txt")
    (result,) = pipeline.ingest(store, [item])
    assert result.outcome is pipeline.Outcome.ADDED
    assert not store.unkeyed()
    (kharkiv,) = [row for row in store.event_rows() if row.place == "Kharkiv"]
    assert (kharkiv.reports, kharkiv.sources) == (3, 3)
    store.close()


def test_an_older_store_is_adopted_once(old):
    store = Store.open(f"sqlite:///{old}")
    assembly.adopt(store)
    before = store.version(), list(store.changes())
    assembly.adopt(store)
    assert (store.version(), list(store.changes())) == before
    assert all(store.reports(row.id) for row in store.event_rows())
    store.close()


def test_an_upgraded_store_has_the_tables_of_a_new_one(old, tmp_path):
    def shape(path):
        with sqlite3.connect(path) as connection:
            names = connection.execute(
                "SELECT name, type FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY 1"
            ).fetchall()
            columns = {
                name: sorted(row[1:3] for row in connection.execute(f'PRAGMA table_info("{name}")'))
                for name, kind in names
                if kind == "table"
            }
        return names, columns

    Store.open(f"sqlite:///{old}").close()
    Store.open(f"sqlite:///{tmp_path / 'new.sqlite3'}").close()
    assert shape(old) == shape(tmp_path / "new.sqlite3")


def test_an_upgrade_that_fails_changes_nothing(old, monkeypatch):

    before = made(old)

    def broken(connection, changes, *, by):
        raise RuntimeError("power cut")

    monkeypatch.setattr("events.store.migration.log.append", broken)
    with pytest.raises(RuntimeError, match="power cut"):
        Store.open(f"sqlite:///{old}")
    monkeypatch.undo()
    assert made(old) == before
    Store.open(f"sqlite:///{old}").close()
