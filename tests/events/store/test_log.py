from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from events import assembly, filing, pipeline
from events.article import Article
from events.source.intake import Intake
from events.store.log import LogError
from events.store.store import Store

STRIKE = (
    "A missile strike killed four people in Kharkiv on Monday, Ukrainian officials said.\n"
    "Protesters marched through Tbilisi on 5 April 2025."
)
RETOLD = "A missile strike killed four people in Kharkiv on Monday, the police said."
DAY = date(2025, 4, 8)


def put(store, text, **fields):
    item = Intake(article=Article(text=text, **({"published": DAY} | fields)), source="a.txt")
    (result,) = pipeline.ingest(store, [item])
    return result.article_id


def actions(store):
    return [entry.change.action for entry in store.changes()]


def tamper(store, statement):
    """Change the database as someone would who drops its triggers first."""
    with store._engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            for deed in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS log_no_{deed}"))
        else:
            connection.execute(text("DROP TRIGGER IF EXISTS log_append_only ON log"))
        connection.execute(text(statement))


def test_what_an_article_adds_is_logged_in_order(store):
    article_id = put(store, STRIKE)
    added, read = store.changes()
    assert (added.number, added.change.action, added.change.subject_id) == (1, "added", article_id)
    assert added.by.startswith("dispatch-map ")
    assert added.change.before is None
    assert added.change.after["published"] == "2025-04-08"
    assert read.change.before is None
    assert read.change.after["extractor"] == pipeline.EXTRACTOR
    assert len(read.change.after["reports"]) == 2


def test_the_same_article_again_adds_nothing(store):
    put(store, STRIKE)
    before = list(store.changes())
    put(store, STRIKE)
    assert list(store.changes()) == before


def test_new_metadata_say_what_was_there_before(store):
    put(store, STRIKE, title="Old")
    put(store, STRIKE, title="New")
    described = [e.change for e in store.changes() if e.change.action == "described"]
    assert [(c.before, c.after) for c in described] == [({"title": "Old"}, {"title": "New"})]


def test_a_merge_says_which_reports_came_together(store):
    put(store, STRIKE)
    alone = {row.id: [r.id for r in store.reports(row.id)] for row in store.event_rows()}
    put(store, RETOLD)
    (merged,) = [e.change for e in store.changes() if e.change.action == "merged"]
    assert merged.after["reports"] == 2
    (joined,) = merged.after["joined"]
    ((old_id, count),) = merged.before.items()
    assert count == len(alone[old_id]) == 1
    now = {r.id for r in store.reports(merged.subject_id)}
    assert now == {joined, *alone[old_id]}
    assert merged.why


def test_a_split_says_which_report_left(store):
    put(store, STRIKE)
    put(store, RETOLD)
    (event,) = [row.id for row in store.event_rows() if row.reports == 2]
    leaving = store.reports(event)[1].id
    assembly.split(store, leaving, by="A. Person", why="another strike")
    last = list(store.changes())[-4:]
    assert {entry.by for entry in last if entry.change.action == "split"} == {"A. Person"}
    parts = {e.change.subject_id: e.change for e in last if e.change.action == "split"}
    assert parts[event].after == {"reports": 1, "joined": [], "left": [leaving]}
    assert parts[leaving].before == {event: 2}


def test_a_large_event_is_not_written_down_whole_with_each_report(store):
    sizes = []
    for number in range(12):
        put(store, RETOLD.replace("police", f"police of post {number}"))
        merged = [e for e in store.changes() if e.change.action == "merged"]
        sizes.append(len(str(merged[-1].sealed)) if merged else 0)
    assert max(sizes) < sizes[2] + 400


def test_what_a_later_reading_replaced_can_still_be_read(store, monkeypatch):
    put(store, STRIKE)
    before = [r for row in store.event_rows() for r in store.reports(row.id)]
    for module in (pipeline, filing):
        monkeypatch.setattr(module, "EXTRACTOR", "better 2")
    monkeypatch.setattr(pipeline, "read", lambda article: before[:1])
    list(pipeline.refresh(store))
    last = [e for e in store.changes() if e.change.action == "read"][-1]
    assert last.change.before["extractor"] != last.change.after["extractor"] == "better 2"
    assert set(last.change.before["reports"]) - set(last.change.after["reports"]) == {before[1].id}
    assert store.superseded(last.number) == (before[1],)
    assert "dissolved" in actions(store)


def test_a_person_is_named(store):
    with store.writing("A. Person") as writing:
        writing.note("decided", "event", "x", before=None, after={"same": True}, why="same strike")
    (entry,) = store.changes(["x"])
    assert (entry.by, entry.change.why) == ("A. Person", "same strike")


@pytest.mark.parametrize("deed", ["UPDATE log SET why = 'x'", "DELETE FROM log"])
def test_the_database_refuses_to_change_the_log(store, deed):
    put(store, STRIKE)
    with (
        pytest.raises(DBAPIError, match="append-only"),
        store._engine.begin() as connection,
    ):
        connection.execute(text(deed))
    assert store.verify_log().entries == 2


@pytest.mark.parametrize("field", ["at", "by", "action", "subject", "subject_id", "before", "why"])
def test_tampering_with_any_field_shows(store, field):
    put(store, STRIKE)
    put(store, RETOLD)
    store.verify_log()
    tamper(store, f'UPDATE log SET "{field}" = \'"x"\' WHERE number = 2')
    with pytest.raises(LogError, match="entry 2 is not what was written"):
        store.verify_log()


def test_a_missing_entry_shows_and_a_cut_end_has_another_seal(store):
    put(store, STRIKE)
    put(store, RETOLD)
    seal = store.verify_log()
    tamper(store, f"DELETE FROM log WHERE number = {seal.entries}")
    assert store.verify_log() != seal
    with pytest.raises(LogError, match=f"had {seal.entries} entries, now it has"):
        store.verify_log(seal)
    tamper(store, "DELETE FROM log WHERE number = 2")
    with pytest.raises(LogError, match="entry 2 is missing"):
        store.verify_log()


def test_a_log_written_anew_does_not_lead_through_the_seal(store, tmp_path):
    put(store, STRIKE)
    seal = store.verify_log()
    anew = Store.open(f"sqlite:///{tmp_path / 'anew.sqlite3'}")
    put(anew, STRIKE.replace("four", "nine"))
    put(anew, RETOLD)
    anew.verify_log()
    with pytest.raises(LogError, match="no longer leads through entry 2"):
        anew.verify_log(seal)
    anew.close()


def test_what_is_rolled_back_is_not_logged(store):
    with pytest.raises(RuntimeError), store.writing() as writing:
        writing.note("decided", "event", "x", why="y")
        raise RuntimeError
    assert actions(store) == []


@given(st.lists(st.tuples(st.text(), st.text(), st.none() | st.text()), max_size=5))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_words_are_sealed_and_come_back(tmp_path_factory, told):
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('log') / 'x.sqlite3'}")
    clean = [tuple(v.encode("utf-8", "replace").decode() if v else v for v in one) for one in told]
    with store.writing() as writing:
        for subject, why, value in clean:
            writing.note("decided", "event", subject, after=value, why=why)
    found = [(e.change.subject_id, e.change.why, e.change.after) for e in store.changes()]
    assert found == clean
    assert store.verify_log().entries == len(clean)
    store.close()
