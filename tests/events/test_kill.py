"""Killed at any moment, a run loses nothing that it finished, and the next one goes on."""

import multiprocessing
import os
import random
import signal
import sqlite3

import pytest

from events import filing, pipeline
from events.source import folder
from events.store.store import Store

ARTICLES = 24
KILLS = 25
COLUMNS = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "date_prec", "date_start",
    "date_end", "latitude", "longitude", "best",
)  # fmt: skip
PLACES = ("Kharkiv", "Goma", "Aleppo", "Sumy", "Kabul", "Mosul")


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    root = tmp_path_factory.mktemp("articles")
    for number in range(ARTICLES):
        place = PLACES[number % len(PLACES)]
        text = f"A strike killed {number + 2} people in {place} on {number + 1} April 2025. "
        (root / f"{number:02}.txt").write_text(text + "Officials in the town said so. " * 3)
    (root / "empty.txt").write_text("")
    with (root / "table.csv").open("w") as table:
        table.write(",".join(COLUMNS) + "\n")
        for number in range(40):
            table.write(
                f"{number},1,Army,Rebels,1,1,2021-03-04,2021-03-04,13.4,14.{number},{number}\n"
            )
    return root


def read(url, articles):
    store = Store.open(url)
    for _ in pipeline.ingest(store, folder.read(articles)):
        pass
    store.close()


def held(url):
    """All that a store holds, as far as it does not depend on when it was written."""
    store = Store.open(url)
    found = {
        kept.article.id: (kept.article, kept.source, kept.notices) for kept in store.articles()
    }
    events = {row.id: store.reports(row.id) for row in store.event_rows()}
    aside = [(one.source, one.reason) for one in store.rejections()]
    store.close()
    return found, events, aside


def test_killed_at_random_moments_many_times_nothing_finished_is_lost(
    tmp_path, articles, monkeypatch
):
    monkeypatch.setattr(filing, "ROWS", 3)
    whole, url = (f"sqlite:///{tmp_path / name}.sqlite3" for name in ("whole", "killed"))
    read(whole, articles)
    expected, expected_events, expected_aside = held(whole)
    chance, before, killed = random.Random(20250408), 0, 0
    context = multiprocessing.get_context("fork")
    while killed < KILLS:
        child = context.Process(target=read, args=(url, articles))
        child.start()
        child.join(chance.uniform(0.0, 0.7))
        if child.exitcode is None:
            os.kill(child.pid, signal.SIGKILL)
        child.join()
        if child.exitcode != -signal.SIGKILL:
            # It came to its end: begin anew, so that each kill has something to interrupt.
            assert held(url) == (expected, expected_events, expected_aside)
            for file in tmp_path.glob("killed*"):
                file.unlink()
            before = 0
            continue
        killed += 1
        found, events, _ = held(url)
        assert len(found) >= before
        assert found.items() <= expected.items()
        told = {report for reports in events.values() for report in reports}
        whole_told = {report for reports in expected_events.values() for report in reports}
        assert told == {report for report in whole_told if report.article_id in found}
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        before = len(found)
    read(url, articles)
    assert held(url) == (expected, expected_events, expected_aside)
