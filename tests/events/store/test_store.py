import sqlite3
from datetime import date
from threading import Thread

import pytest
from sqlalchemy import insert, text

from events.article import Article
from events.merge import merge, summary
from events.store import migration, schema
from events.store.migration import SchemaError
from events.store.store import Store
from tests.events.samples import SHELLED, place, report

SECOND = "On Monday Kyiv was shelled again, and the forces of Russia did it."


def put(store, article, *reports):
    with store.writing() as writing:
        writing.put_article(article, source="a.txt", notices=("n",), extractor="test 1")
        loose = writing.replace_reports(article.id, reports)
        events = merge((*reports, *loose))
        writing.put_events(events, writing.publishers([article.id]))
    return events


def test_what_goes_in_comes_out(store):
    article = Article(
        text=SHELLED,
        title="T",
        url="https://example.org",
        publisher="Wire",
        published=date(2025, 4, 8),
    )
    told = report(where=place())
    (event,) = put(store, article, told)
    kept = store.article(article.id)
    assert kept is not None
    assert kept.article == article
    assert (kept.source, kept.notices, kept.extractor) == ("a.txt", ("n",), "test 1")
    assert store.reports(event.id) == (told,)
    assert summary(store.reports(event.id)) == event
    assert store.event_of(told.id) == event.id
    (row,) = store.event_rows()
    assert (row.id, row.place, row.lat, row.publishers) == (event.id, "Kyiv", 50.4547, ["Wire"])
    assert [(a.name, a.role) for a in store.actor_rows()] == [("RUS forces", "actor")]
    counts = store.counts()
    assert (counts.articles, counts.reports, counts.events, counts.rejections) == (1, 1, 1, 0)


def test_unknown_ids_are_not_found(store):
    assert store.article("0" * 16) is None
    assert store.reports("0" * 16) == ()
    assert store.event_of("0" * 16) is None


def test_replacing_reports_leaves_no_trace_of_the_old(store):
    article = Article(text=SHELLED)
    put(store, article, report(where=place()))
    put(store, article, report(day=None))
    counts = store.counts()
    assert (counts.reports, counts.events) == (1, 1)
    assert len(list(store.actor_rows())) == 1
    assert len(store.search("shelled")) == 1


def test_an_event_lives_on_in_the_reports_of_other_articles(store):
    first, second = Article(text=SHELLED), Article(text=SECOND)
    one, two = report(where=place()), report(SECOND, where=place())
    put(store, first, one)
    with store.writing() as writing:
        writing.put_article(second, source="b", notices=(), extractor="test 1")
        writing.replace_reports(second.id, [two])
        old = writing.drop_events(writing.events_of([one]))
        (both,) = merge((*old, two))
        writing.put_events([both], {})
    assert store.counts().events == 1
    with store.writing() as writing:
        orphans = writing.replace_reports(second.id, [])
        assert orphans == (one,)
        writing.put_events(merge(orphans), {})
    assert store.reports(one.id) == (one,)


def test_an_error_rolls_the_whole_article_back(store):
    before = store.version()
    with pytest.raises(RuntimeError), store.writing() as writing:
        writing.put_article(Article(text=SHELLED), source="a", notices=(), extractor="x")
        raise RuntimeError
    assert store.counts().articles == 0
    assert store.version() == before


def test_each_write_changes_the_version(store):
    before = store.version()
    put(store, Article(text=SHELLED), report())
    assert store.version() != before


@pytest.mark.parametrize("words", ["shelled", "SHELLED kyiv", "Russian forces"])
def test_search_finds_words_in_any_case(store, words):
    (event,) = put(store, Article(text=SHELLED), report())
    assert store.search(words) == (event.id,)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "odesa",
        "kyiv OR odesa",
        'k" OR "',
        "*",
        "!!!",
        "shell*",
        "words:kyiv",
        "NOT x",
        "'; DROP TABLE event; --",
    ],
)
def test_search_takes_words_as_words(store, words):
    put(store, Article(text=SHELLED), report())
    assert store.search(words) == ()
    assert store.counts().events == 1


def test_what_was_set_aside_is_kept_once(store):
    for _ in range(2):
        with store.writing() as writing:
            writing.put_rejection("a.txt", "There is no text in it.")
    (aside,) = store.rejections()
    assert aside.reason == "There is no text in it."
    with store.writing() as writing:
        writing.drop_rejections("a.txt")
    assert store.rejections() == ()


def test_a_newer_database_is_refused_with_the_way_out(tmp_path):
    url = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    Store.open(url).close()
    with sqlite3.connect(tmp_path / "x.sqlite3") as connection:
        connection.execute("UPDATE setting SET value = 99 WHERE key = 'schema'")
    with pytest.raises(SchemaError, match="update the program"):
        Store.open(url)


def test_an_older_database_comes_forward(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    Store.open(url).close()

    def forward(connection):
        connection.execute(text("ALTER TABLE article ADD COLUMN author TEXT"))

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setitem(migration.MIGRATIONS, schema.VERSION - 1, forward)
    Store.open(url).close()
    Store.open(url).close()
    with sqlite3.connect(tmp_path / "x.sqlite3") as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(article)")]
    assert columns.count("author") == 1


def test_an_actor_of_no_event_is_refused(store):
    with pytest.raises(Exception, match=r"(?i)foreign key"), store._engine.begin() as connection:
        row = {"event_id": "none", "position": 0, "name": "x", "role": "actor"}
        connection.execute(insert(schema.event_actor), row)


def test_writers_on_two_threads_wait_for_each_other(store):
    def write(number):
        for turn in range(10):
            with store.writing() as writing:
                writing.put_rejection(f"{number}-{turn}", "r")

    threads = [Thread(target=write, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.counts().rejections == 30
    assert store.version() == 30
