from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.merge import merge, same
from events.report import Aux, EventType, Modality
from geodata.place import Precision
from tests.events.samples import place, report

KYIV = place()
BROVARY = place("Brovary", 50.5180, 30.8067, geonames_id=711635)
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
        (other(where=BROVARY), True),
        (other(where=ODESA), False),
        (other(where=OBLAST), False),
        (other(where=None), False),
        (other(day=date(2025, 4, 8)), True),
        (other(day=date(2025, 4, 10)), False),
        (other(day=None), False),
        (other(day_words=None), False),
        (other(country="BLR"), False),
        (other(country=None), True),
        (other(kind=EventType.COERCE), False),
        (other(aux=frozenset({Aux.NEGATION})), False),
        (BASE, False),
    ],
)
def test_reports_are_one_event_only_where_place_day_and_parties_agree(second, expected):
    assert same(BASE, second) is expected
    assert same(second, BASE) is expected


def test_the_same_words_in_two_papers_are_one_event_without_place_or_day():
    first = report("The forces shelled us.\nPaper one.", day=None, country=None)
    second = report("The forces shelled us.\nPaper two.", day=None, country=None)
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


@given(reports)
def test_the_order_of_reports_changes_nothing_and_none_is_lost(found):
    expected = merge(found)
    assert sorted(r.id for e in expected for r in e.reports) == sorted(r.id for r in found)
    for order in list(permutations(found))[:24]:
        assert merge(order) == expected
