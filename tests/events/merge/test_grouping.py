from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.article import Quote
from events.decision import Decision, Ruling
from events.merge import grouping as grouping_module
from events.merge import kept, merge, reasons, same, sought
from events.merge.link import link
from events.merge.trait import trait
from events.report import Aux, EventType, Modality
from geodata.place import Precision
from tests.events.samples import place, report

KYIV = place()
BROVARY = place("Brovary", 50.5180, 30.8067, geonames_id=711635)
SUBURB = place("Sofiivska Borshchahivka", 50.4300, 30.4200, geonames_id=692975, population=6870)
ODESA = place("Odesa", 46.4857, 30.7438, geonames_id=698740)
OBLAST = place("Kyiv Oblast", 50.25, 30.5, geonames_id=703447, precision=Precision.ADMIN1)

BASE = report(where=KYIV)
OTHER = "Monday brought new fire. Kyiv was shelled, and the forces of Russia did it."


def other(**fields):
    return report(OTHER, **({"where": KYIV} | fields))


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (other(), True),
        (other(where=SUBURB), True),
        (other(where=BROVARY), False),
        (other(where=ODESA), False),
        (other(where=OBLAST), False),
        (other(where=None), False),
        (other(day=date(2025, 4, 8)), False),
        (other(day=date(2025, 4, 10)), False),
        (other(day=None), False),
        (other(day_words=None), False),
        (other(country="BLR"), False),
        (other(country=None), False),
        (other(kind=EventType.COERCE), False),
        (other(aux=frozenset({Aux.NEGATION})), False),
        (BASE, False),
    ],
)
def test_reports_are_one_event_only_where_place_day_and_parties_agree(second, expected):
    assert same(BASE, second) is expected
    assert same(second, BASE) is expected


@pytest.mark.parametrize(
    ("words", "place_of_first", "expected"),
    [
        (
            "Officers in Kyiv said that the forces had shelled a market on Monday, killing 25.",
            KYIV,
            True,
        ),
        (
            "Officers in Odesa said that the forces had shelled a market on Monday, killing 25.",
            KYIV,
            False,
        ),
        (
            "Officers in Kyiv said that the forces had shelled a market on Monday, killing 25.",
            OBLAST,
            False,
        ),
    ],
)
def test_a_place_that_is_only_named_speaks_for_an_event_there(words, place_of_first, expected):
    tolls = (("25", "killed", 25),)
    second = report(words, tolls=tolls, country=None)
    first = report(
        "The forces shelled Kyiv on Monday and 25 were dead.",
        where=place_of_first,
        country=None,
        tolls=tolls,
    )
    assert same(first, second) is expected


def test_a_party_here_may_be_a_word_there():
    one = report(
        "Teachers and nurses marched through Kyiv on Monday over unpaid wages.",
        kind=EventType.PROTEST,
        trigger="marched",
        where=KYIV,
        country=None,
    )
    other = report(
        "Unpaid wages drew teachers and nurses to Kyiv, where they marched Monday.",
        kind=EventType.PROTEST,
        trigger="marched",
        where=KYIV,
        country=None,
    )
    assert same(one, other)


def test_an_edited_sentence_of_a_wire_is_nearly_the_same():
    first = "The forces shelled the bakery by the old tram depot in Kyiv, burning flour, ovens, "
    second = (
        "Overnight the forces shelled a bakery by an old tram depot in Kyiv, burning flour, ovens, "
    )
    rest = "two vans and the owner's piano."
    one = report(first + rest, where=KYIV, day=None)
    other = report(second + rest, where=KYIV, day=None)
    made = link(trait(one), trait(other))
    assert made is not None
    assert "nearly the same sentence" in " ".join(made.why)
    assert not same(one, report(second + "a school, a bus.", where=KYIV, day=None))


def test_the_bulletin_of_the_day_after_is_of_other_raids():
    words = (
        "On Jan. {}, the forces shelled the bakery by the old tram depot in Kyiv, burning flour, "
        "ovens, two vans and the owner's piano; {} shells fell."
    )
    one = report(words.format(3, 12), where=KYIV, day=None)
    other = report(words.format(4, 17), where=KYIV, day=None)
    assert same(one, report(words.format(3, 12).replace("vans", "lorries"), where=KYIV, day=None))
    assert not same(one, other)


def test_quotation_marks_and_dashes_make_no_other_wording():
    words = "The forces shelled us – “all night” – and the whole of the day after it."
    first = report(f"{words}\nPaper one.", day=None, country=None)
    plain = words.replace("–", "-").replace("“", '"').replace("”", '"')
    second = report(f"{plain}\nPaper two.", day=None, country=None)
    assert first.wording == second.wording
    assert same(first, second)


def test_the_same_words_in_two_papers_are_one_event_without_place_or_day():
    words = "The forces shelled us for the whole of one night and the day after it."
    first = report(f"{words}\nPaper one.", day=None, country=None)
    second = report(f"{words}\nPaper two.", day=None, country=None)
    assert same(first, second)
    assert len(merge([first, second])) == 1


def test_an_event_says_who_differs():
    denied = other(modality=Modality.DENIED)
    (event,) = merge([BASE, denied])
    assert event.modality is Modality.DISPUTED
    assert {r.id for r in event.reports} == {BASE.id, denied.id}


def test_the_finest_place_is_the_event_s():
    (event,) = merge([other(where=place(precision=Precision.SITE, uncertainty_m=500)), BASE])
    assert event.place is not None
    assert event.place.precision is Precision.SITE


def test_what_happened_outweighs_what_was_planned_in_no_event():
    (event,) = merge([other(aux=frozenset({Aux.HISTORICAL})), BASE])
    assert event.aux == {Aux.HISTORICAL}
    assert event.occurred


reports = st.lists(
    st.builds(
        lambda number, where, day: report(
            f"Kyiv was shelled by forces on Monday.\nEdition {number}.", where=where, day=day
        ),
        st.integers(0, 8),
        st.sampled_from([None, KYIV, BROVARY, ODESA]),
        st.sampled_from([None, date(2025, 4, 7), date(2025, 4, 8), date(2025, 5, 1)]),
    ),
    max_size=5,
    unique_by=lambda r: r.id,
)


@settings(deadline=None)
@given(reports)
def test_the_order_of_reports_changes_nothing_and_none_is_lost(found):
    expected = merge(found)
    assert sorted(r.id for e in expected for r in e.reports) == sorted(r.id for r in found)
    for order in list(permutations(found))[:24]:
        assert merge(order) == expected


def grouping(*reports, decisions=()):
    return {frozenset(r.id for r in event.reports) for event in merge(reports, decisions)}


def test_what_is_known_to_the_region_never_joins_two_towns():
    wide = replace(OBLAST, admin1="UA.13")
    vague = other_words(wide)
    near = other_words(place("Irpin", 50.5218, 30.2505, geonames_id=707565, admin1="UA.13"))
    far = other_words(place("Bila Tserkva", 49.8094, 30.1121, geonames_id=712475, admin1="UA.13"))
    assert same(vague, near)
    assert same(vague, far)
    assert not same(near, far)
    assert sorted(map(len, grouping(vague, near, far))) == [1, 2]


def other_words(where):
    return report(
        f"In Kyiv's {where.name} a mill and two old barns burned down, shelled Monday by forces.",
        where=where,
        where_words=where.name,
    )


def test_one_article_s_two_events_stay_two_whatever_another_says():
    text = "Kyiv was shelled by forces on Monday. Kyiv was shelled again by the same forces Monday."
    first = report(text, where=KYIV)
    second = replace_trigger(first, text)
    assert sorted(map(len, grouping(first, second, other()))) == [1, 2]


def replace_trigger(first, text):
    start = text.rindex("shelled")
    return replace(
        first, text=text, trigger=Quote(start=start, end=start + len("shelled"), text="shelled")
    )


def decided(a, b, ruling):
    first, second = sorted((a.id, b.id))
    return Decision(
        first=first,
        second=second,
        ruling=ruling,
        by="Reader",
        at=datetime(2025, 4, 9, tzinfo=UTC),
        why="I was there.",
    )


def test_a_reader_s_split_and_join_hold_against_the_rules():
    far = other(where=ODESA)
    split = decided(BASE, other(), Ruling.SPLIT)
    join = decided(BASE, far, Ruling.JOIN)
    assert grouping(BASE, other()) == {frozenset({BASE.id, other().id})}
    assert len(grouping(BASE, other(), decisions=[split])) == 2
    assert len(grouping(BASE, far)) == 2
    assert grouping(BASE, far, decisions=[join]) == {frozenset({BASE.id, far.id})}
    assert len(grouping(BASE, far, other(), decisions=[join, split])) == 2


def test_a_merge_says_why():
    (told,) = reasons([BASE, other()])
    assert {told.first, told.second} == {BASE.id, other().id}
    assert "same place (Kyiv)" in told.words
    assert "same day (2025-04-07)" in told.words
    assert "actor" in told.words
    assert reasons([BASE]) == ()


def test_a_reader_s_reason_is_kept():
    far = other(where=ODESA)
    (told,) = reasons([BASE, far], [decided(BASE, far, Ruling.JOIN)])
    assert told.words == "Reader joined them on 2025-04-09: I was there."


WIDE = replace(OBLAST, admin1="UA.12")
some_reports = st.lists(
    st.builds(
        lambda number, where, day, country, words: report(
            f"Kyiv was shelled {words} by forces on Monday.\nEdition {number}.",
            where=where,
            day=day,
            country=country,
            day_words="Monday" if number % 3 else None,
        ),
        st.integers(0, 30),
        st.sampled_from([None, KYIV, SUBURB, BROVARY, ODESA, WIDE]),
        st.sampled_from([None, date(2025, 4, 7), date(2025, 4, 8), date(2025, 4, 9)]),
        st.sampled_from([None, "RUS", "BLR"]),
        st.sampled_from(
            [
                "",
                "with rockets that hit a school and its empty yard",
                "with guns that hit a school and its empty yard",
                "for a whole long night from the far bank of the river",
            ]
        ),
    ),
    max_size=6,
    unique_by=lambda r: r.id,
)
rulings = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(Ruling)), max_size=3
)


@settings(deadline=None)
@given(some_reports, rulings)
def test_order_never_matters_with_decisions_and_vague_reports(found, made):
    decisions = {
        tuple(sorted((found[a].id, found[b].id))): decided(found[a], found[b], ruling)
        for a, b, ruling in made
        if a != b and max(a, b) < len(found)
    }
    expected = grouping(*found, decisions=decisions.values())
    for order in list(permutations(found))[:40]:
        assert grouping(*order, decisions=reversed(decisions.values())) == expected


@settings(deadline=None)
@given(some_reports)
def test_reports_that_are_linked_share_a_key(found):
    for a, b in permutations(found, 2):
        if same(a, b):
            assert kept(a) & sought(b) or kept(b) & sought(a)


def test_places_that_are_close_share_a_cell_wherever_cells_meet():
    for lat, lon in ((50.0, 30.0), (0.0, 0.0), (49.999, 179.999), (-33.5, -70.5), (69.9, 19.2)):
        one = place("A", lat, lon, geonames_id=1, uncertainty_m=30_000)
        two = place("B", lat + 0.1, (lon + 180.1) % 360 - 180 + 0.1, geonames_id=2)
        a, b = report(where=one), other(where=two)
        assert kept(a) & sought(b)


def test_many_copies_of_a_story_take_time_in_proportion_to_their_number(monkeypatch):
    compared = []
    monkeypatch.setattr(grouping_module, "link", lambda a, b: compared.append(1) or link(a, b))
    words = "Kyiv was shelled by forces on Monday and a mill by the old bridge burned down."
    copies = [report(f"{words}\nEdition {number}.", where=KYIV) for number in range(200)]
    away = report("Kyiv was quiet, Odesa shelled Monday by forces.", where=ODESA)
    mine, apart = sorted(merge([*copies, other(), away]), key=lambda e: -len(e.reports))
    assert (len(mine.reports), len(apart.reports)) == (201, 1)
    assert len(compared) < 3 * len(copies)


def test_a_copy_that_a_reader_split_off_stays_apart_from_all_the_others():
    words = "Kyiv was shelled by forces on Monday and a mill by the old bridge burned down."
    copies = [report(f"{words}\nEdition {number}.", where=KYIV) for number in range(5)]
    decisions = [decided(copies[2], one, Ruling.SPLIT) for one in copies if one is not copies[2]]
    assert sorted(map(len, grouping(*copies, decisions=decisions))) == [1, 4]
