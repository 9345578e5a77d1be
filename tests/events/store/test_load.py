"""Eight readers filter while two writers ingest, in processes of their own."""

import json
import subprocess
import sys
from collections import Counter

from events.merge import summary
from events.store.store import Store
from tests.events.store import load

ARTICLES = 80
SHARED = 16
"""Articles that both writers bring at the same time."""


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.events.store.load", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answer(process):
    out, err = process.communicate(timeout=300)
    assert (process.returncode, err) == (0, "")
    return json.loads(out)


def test_two_writers_and_eight_readers_lose_nothing(database, tmp_path):
    # No table is there yet: all four processes make the database at the same time.
    half = (ARTICLES + SHARED) // 2
    folder = tmp_path / "index"
    folder.mkdir()
    readers = [start("read", database, folder) for _ in range(2)]
    writers = [
        start("write", database, 0, half),
        start("write", database, half - SHARED, ARTICLES),
    ]
    try:
        outcomes = Counter()
        for writer in writers:
            outcomes.update(answer(writer))
        (folder / "stop").touch()
        for reader in readers:
            seen = answer(reader)
            assert seen["faults"] == []
            assert len(seen["rounds"]) == 4
            assert min(seen["rounds"]) > 0
    finally:
        for process in (*writers, *readers):
            process.kill()
    assert outcomes["set aside"] == 0
    assert sum(outcomes.values()) == ARTICLES + SHARED

    store = Store.open(database)
    counts = store.counts()
    assert (counts.articles, counts.reports, counts.events) == (ARTICLES, ARTICLES, load.DAYS)
    assert store.rejections() == ()
    wanted = {load.article(number).id for number in range(ARTICLES)}
    assert {kept.article.id for kept in store.articles()} == wanted
    assert all(len(store.captures(article_id)) == 1 for article_id in wanted)
    told = [summary(store.reports(row.id)) for row in store.event_rows()]
    assert sorted(r.article_id for event in told for r in event.reports) == sorted(wanted)
    assert len(store.search("shelled kyiv")) == load.DAYS
    added = [e.change.subject_id for e in store.changes() if e.change.action == "added"]
    assert sorted(added) == sorted(wanted)
    store.verify_log()
    store.close()
