"""Merging in the store: step by step as all at once, and as readers decide."""

import random
from datetime import date
from itertools import permutations

import pytest

from events import assembly
from events.article import Article
from events.merge import grouped, merge, summary
from events.report import Modality
from events.store.codec import event_row
from events.store.store import Store
from geodata.place import Precision
from tests.events.samples import place, report

DETAIL = "and burned down a mill and two old barns by the river"
BUCHA = place("Bucha", 50.5434, 30.2120, geonames_id=711392, admin1="UA.13")
FAR = place("Bila Tserkva", 49.8094, 30.1121, geonames_id=712475, admin1="UA.13")
OBLAST = place(
    "Kyiv Oblast", 50.25, 30.5, geonames_id=703447, admin1="UA.13", precision=Precision.ADMIN1
)


def told(words, where, **fields):
    text = f"On Monday the forces {words} shelled {where.name}, near Kyiv, {DETAIL}."
    return report(text, where=where, **fields), Article(text=text, published=date(2025, 4, 8))


STORIES = (
    told("at last", BUCHA),
    told("again", BUCHA, country=None),
    told("also", OBLAST),
    told("once more", FAR),
    told("late", FAR, country="BLR"),
)


def put(store, one):
    new, article = one
    with store.writing() as writing:
        writing.put_article(article, source="a", notices=(), extractor="test 1")
        orphans = writing.replace_reports(article.id, [new])
        assembly.add(writing, [new], orphans)


def groups(store):
    return {frozenset(report.id for report in store.reports(row.id)) for row in store.event_rows()}


def test_one_by_one_in_any_order_gives_what_all_at_once_gives(tmp_path):
    expected = {frozenset(r.id for r in event.reports) for event in merge(r for r, _ in STORIES)}
    assert 1 < len(expected) < len(STORIES)
    for number, order in enumerate(list(permutations(STORIES))[::7]):
        store = Store.open(f"sqlite:///{tmp_path / f'{number}.sqlite3'}")
        for one in order:
            put(store, one)
        assert groups(store) == expected
        store.close()


WIRE = f"On Monday the forces shelled Bucha, near Kyiv, {DETAIL}."
PADDING = "".join(
    f"\nThe {word} was seen by nobody but the {word} itself, which told no one of it."
    for word in ("owl", "miller", "cat", "river", "watch", "moon", "heron")
)


def printed(paper, words=WIRE, **fields):
    text = f"{words}\nBy {paper}.{PADDING}"
    made = Article(text=text, published=date(2025, 4, 8), publisher=paper)
    return report(text, where=BUCHA, **fields), made


WIRED = (
    *(printed(paper) for paper in ("Ada", "Bel", "Cid", "Dot", "Eve")),
    printed("Fay", country=None),
    printed("Gil", modality=Modality.CLAIMED),
    printed("Hal", mode="heavy-weapons"),
    printed("Ida", words=WIRE.replace("On Monday the forces", "The forces on Monday")),
    STORIES[0],
    STORIES[2],
    STORIES[4],
)


def test_copies_join_their_event_as_if_all_were_grouped_at_once(tmp_path):
    articles = {article.id: article for _, article in WIRED}
    publishers = {key: one.publisher for key, one in articles.items()}

    def texts(ids):
        return {key: articles[key].text for key in ids}

    found, _ = grouped(new for new, _ in WIRED)
    expected = [event_row(summary(group, texts), publishers) for group in found]
    assert len(expected) < len(WIRED) / 2
    chance = random.Random(6)
    for number in range(12):
        store = Store.open(f"sqlite:///{tmp_path / f'{number}.sqlite3'}")
        for one in chance.sample(WIRED, len(WIRED)):
            put(store, one)
        assert [dict(row._mapping) for row in store.event_rows()] == expected
        store.verify_log()
        assert list(store.audit()) == []
        store.close()


def test_a_further_copy_takes_nothing_apart_and_the_log_says_why_it_joined(store, monkeypatch):
    first, *others = sorted(WIRED[:5], key=lambda one: one[0].id)
    put(store, first)
    put(store, others[0])
    monkeypatch.setattr(assembly, "regroup", None)
    for one in others[1:]:
        put(store, one)
    (row,) = store.event_rows()
    assert (row.id, row.reports, row.sources) == (first[0].id, 5, 1)
    assert row.publishers == ["Ada", "Bel", "Cid", "Dot", "Eve"]
    *_, last = (e.change for e in store.changes() if e.change.action == "merged")
    assert last.after == {"reports": 5, "joined": [others[-1][0].id], "left": []}
    assert "the same sentence" in last.why


def test_a_split_copy_and_those_that_come_later_stay_as_decided(store):
    ordered = sorted(WIRED[:5], key=lambda one: one[0].id)
    for one in ordered[:3]:
        put(store, one)
    assembly.split(store, ordered[1][0].id, by="Ana", why="Another mill.")
    for one in ordered[3:]:
        put(store, one)
    assert sorted(map(len, groups(store))) == [1, 4]
    assert frozenset([ordered[1][0].id]) in groups(store)


def test_the_log_says_why_events_were_merged(store):
    put(store, STORIES[0])
    put(store, STORIES[1])
    (merged,) = [e.change for e in store.changes() if e.change.action == "merged"]
    assert "same place (Bucha)" in merged.why
    assert "same day (2025-04-07)" in merged.why


def test_a_split_holds_when_the_article_is_read_again_and_a_join_undoes_it(store):
    first, second = STORIES[0][0], STORIES[1][0]
    put(store, STORIES[0])
    put(store, STORIES[1])
    assert len(groups(store)) == 1
    assembly.split(store, second.id, by="Ana", why="Another mill.")
    assert len(groups(store)) == 2
    put(store, STORIES[1])
    assert len(groups(store)) == 2, "read again, and still apart"
    (entry,) = [e for e in store.changes() if e.change.action == "decided"]
    assert (entry.by, entry.change.why) == ("Ana", "Another mill.")
    assembly.join(store, first.id, second.id, by="Ana", why="The same mill after all.")
    assert len(groups(store)) == 1


def test_a_join_holds_against_the_rules(store):
    for one in STORIES[:1] + STORIES[3:4]:
        put(store, one)
    assert len(groups(store)) == 2
    assembly.join(store, STORIES[3][0].id, STORIES[0][0].id, by="Ana", why="One raid.")
    put(store, STORIES[0])
    assert len(groups(store)) == 1
    (row,) = store.event_rows()
    assert (row.reports, row.sources) == (2, 2)


def test_what_cannot_be_decided_is_refused_and_nothing_is_kept(store):
    put(store, STORIES[0])
    known = STORIES[0][0].id
    with pytest.raises(LookupError, match="no report ffff"):
        assembly.join(store, known, "ffff", by="Ana", why="")
    with pytest.raises(LookupError, match="no report ffff"):
        assembly.split(store, "ffff", by="Ana", why="")
    with pytest.raises(ValueError, match="stands alone"):
        assembly.split(store, known, by="Ana", why="")
    with pytest.raises(ValueError, match="smaller id first"):
        assembly.join(store, known, known, by="Ana", why="")
    assert store.decisions([known]) == ()


def test_copies_are_one_source_in_the_store(store):
    text = f"On Monday the forces shelled Bucha, near Kyiv, {DETAIL}. " + " ".join(
        f"The {word} was seen by nobody but the {word} itself."
        for word in ("owl", "miller", "cat", "river", "watch", "moon")
    )
    for edition in ("", "\nBy our agency.", "\nAdded by our desk at noon."):
        put(store, (report(text + edition, where=BUCHA), Article(text=text + edition)))
    put(store, STORIES[0])
    (row,) = store.event_rows()
    assert (row.reports, row.sources) == (4, 2)
    found = assembly.whole(store, row.id)
    assert found is not None
    assert found.sources == 2
