import subprocess
import sys
from datetime import date

import pytest
from sqlalchemy import text

from events import pipeline
from events.article import Article
from events.command import main
from events.original import Original
from events.source.intake import Intake, Rejection
from events.store import transfer
from events.store.migration import SchemaError
from events.store.store import Store
from events.store.transfer import TransferError

TEXTS = (
    "A missile strike killed four people in Kharkiv on Monday, Ukrainian officials said.\n"
    "Protesters marched through Tbilisi on 5 April 2025.",
    "A missile strike killed four people in Kharkiv on Monday, the police said.",
    "Troops entered Goma on 7 April 2025, police said. Café owners in Béni 🌍 closed their doors.",
    "Soldiers shot two men in Bukavu on 6 April 2025.",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The URL of a store that has rows in each table."""
    url = f"sqlite:///{tmp_path_factory.mktemp('source') / 'x.sqlite3'}"
    store = Store.open(url)
    items = [
        Intake(
            article=Article(text=words, publisher="Wire", published=date(2025, 4, 8)),
            source=f"{number}.txt",
            original=Original(raw=words.encode(), media_type="text/plain", reader="plain 1"),
        )
        for number, words in enumerate(TEXTS)
    ]
    results = list(pipeline.ingest(store, [*items, Rejection(source="x", reason="r")]))
    with store.writing() as writing:
        kept = store.article(results[2].article_id)
        writing.put_article(kept.article, source="a", notices=(), extractor="test 2")
        writing.replace_reports(kept.article.id, ())
    pipeline.delete(store, results[3].article_id, by="A. Person", why="asked to")
    store.close()
    return url


def told(store):
    return (
        list(store.articles()),
        [tuple(row) for row in store.event_rows()],
        [store.reports(row.id) for row in store.event_rows()],
        [store.captures(kept.article.id) for kept in store.articles()],
        list(store.changes()),
        store.rejections(),
        store.version(),
    )


def same(source, target):
    one, other = Store.open(source), Store.open(target)
    assert told(one) == told(other)
    for words in ("missile strike", "killed", "tbilisi", "bukavu"):
        assert sorted(one.search(words)) == sorted(other.search(words))
    one.close()
    other.close()


def test_a_store_is_the_same_in_another_database(filled, database):
    copied = transfer.copy(filled, database)
    assert {one.table for one in copied} >= {"article", "original", "report", "event", "log"}
    assert all(one.rows for one in copied if one.table in ("article", "superseded", "tombstone"))
    same(filled, database)


def test_there_and_back_again(filled, server, tmp_path):
    there, back = server.database(), f"sqlite:///{tmp_path / 'back.sqlite3'}"
    assert transfer.copy(filled, there) == transfer.copy(there, back)
    same(filled, back)


def test_a_copy_works_on(filled, database):
    transfer.copy(filled, database)
    store = Store.open(database)
    new = Article(text="Rebels took Uvira on 9 April 2025.", published=date(2025, 4, 9))
    results = pipeline.ingest(
        store, [Intake(article=new, source="n.txt"), Rejection(source="y", reason="r")]
    )
    assert [str(result.outcome) for result in results] == ["added", "set aside"]
    store.verify_log()
    store.close()


class Stopped(Exception):
    pass


def test_a_copy_that_is_stopped_anywhere_goes_on(filled, server, monkeypatch):
    monkeypatch.setattr(transfer, "_BATCH", 1)
    monkeypatch.setattr(transfer, "_BATCH_OF_BYTES", 1)
    target, left = server.database(), 0

    def progress(_table, _rows):
        nonlocal left
        left -= 1
        if left < 0:
            raise Stopped

    for allowed in range(1, 200):
        left = allowed
        try:
            transfer.copy(filled, target, progress)
            break
        except Stopped:
            with pytest.raises(SchemaError, match="migrate"):
                Store.open(target)
    assert allowed > 10
    same(filled, target)


def test_a_copy_that_is_killed_goes_on(filled, database):
    script = (
        "import sys; from events.store import transfer as t; t._BATCH = t._BATCH_OF_BYTES = 1\n"
        "def told(table, rows):\n"
        "    print(table, rows, flush=True)\n"
        "    if table == 'report' and rows: sys.stdin.read()\n"
        "t.copy(sys.argv[1], sys.argv[2], told)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, filled, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stdout:
            if line.startswith("report "):
                break
        process.kill()
    transfer.copy(filled, database)
    same(filled, database)


def test_what_was_altered_on_the_way_is_not_passed_off_as_copied(filled, server, monkeypatch):
    target = server.database()
    real = transfer._fill_words

    def altered(read, goal, progress):
        with goal.begin() as connection:
            connection.execute(text("UPDATE article SET title = 'x' WHERE title IS NULL"))
        real(read, goal, progress)

    monkeypatch.setattr(transfer, "_fill_words", altered)
    with pytest.raises(TransferError, match="article differs"):
        transfer.copy(filled, target)
    with pytest.raises(SchemaError):
        Store.open(target)


def test_nothing_is_copied_over_a_store(filled, database):
    store = Store.open(database)
    list(pipeline.ingest(store, [Rejection(source="mine", reason="r")]))
    with pytest.raises(TransferError, match="no empty database"):
        transfer.copy(filled, database)
    assert [aside.source for aside in store.rejections()] == ["mine"]
    store.close()


def test_the_command_prints_counts_and_hashes(filled, server, capsys):
    target = server.database()
    assert main(["migrate", filled, target]) == 0
    out, err = capsys.readouterr()
    rows = {line.split()[2]: line.split()[1] for line in out.splitlines()}
    assert (rows["article"], rows["tombstone"]) == ("3", "1")
    assert "same rows" in err
    assert main(["migrate", filled, target]) == 2
    assert "no empty database" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "not a database URL"),
        ("oracle9://x", "not a database URL"),
        ("postgresql://dispatch:secret@127.0.0.1:1/x", "can't be opened"),
    ],
)
def test_a_database_that_can_not_be_had_is_said(filled, url, said, capsys):
    assert main(["migrate", filled, url]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "secret" not in err
