"""Names of places inside the names of buildings and streets; all sentences are ours."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.facility import facilities
from geodata.geoparser import geoparse
from geodata.language import parse
from geodata.mention import words
from geodata.toponym import Toponym


def read(text: str) -> list[Toponym]:
    return list(geoparse(parse(text)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mourners left Saint Peter and Saint Paul Church.", ["Saint Peter and Saint Paul Church"]),
        ("A fire destroyed the church of St. Paul.", ["church of St. Paul"]),
        ("Students left the Universidad de Los Andes.", ["Universidad de Los Andes"]),
        ("Rockets hit Gaza City's Al-Shifa Hospital.", ["Al-Shifa Hospital"]),
        ("He prayed at St. Peter's Basilica. Then he left.", ["St. Peter's Basilica"]),
        ("In Odesa and Kyiv Polytechnic Institute windows broke.", ["Kyiv Polytechnic Institute"]),
        (
            "Shells hit the University of the West of England.",
            ["University of the West of England"],
        ),
        ("The hospital in Izium and the church were hit.", []),
    ],
)
def test_names_of_buildings_are_whole(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in facilities(text, words(text))] == names


@pytest.mark.parametrize(
    "text",
    [
        "Mourners gathered at Saint Peter and Saint Paul Church on Sunday.",
        "A fire destroyed the church of St. Paul in the old town.",
        "Students were led out of the Universidad de Los Andes after a bomb threat.",
        "A shell hit Odesa Cathedral overnight.",
        "He was treated at Lincoln Hospital for burns.",
        "Two people were killed outside Victoria University on Friday.",
        "Protesters marched past the London School of Economics.",
        "Officers searched a flat in Berlin Street after the attack.",
        "The group met at the Hotel Bristol and left before dawn.",
        "She taught at the University of Kansas.",
        "A grenade was thrown into the Damascus Cafe at noon.",
    ],
)
def test_a_name_inside_a_buildings_name_is_no_place(text: str) -> None:
    assert not [t for t in read(text) if t.literal and t.place is not None]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("A bomb went off at Paris Hotel in Baghdad.", "Baghdad"),
        ("A shell hit St. Nicholas Cathedral in Mykolaiv.", "Mykolaiv"),
        ("Gunmen attacked Santa Maria Church in Istanbul.", "Istanbul"),
        ("Officers searched Berlin Street in Kharkiv.", "Kharkiv"),
    ],
)
def test_a_building_is_where_the_text_says(text: str, town: str) -> None:
    places = {t.place.name for t in read(text) if t.literal and t.place is not None}
    assert places == {town}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shells fell on Kharkiv and a church burned.", "Kharkiv"),
        ("The church in Izium was destroyed.", "Izium"),
        ("Shelling in Mykolaiv killed two at a school.", "Mykolaiv"),
    ],
)
def test_a_building_nearby_takes_no_place_away(text: str, name: str) -> None:
    assert [t.place.name for t in read(text) if t.literal and t.place is not None] == [name]


@given(st.lists(st.sampled_from(["St.", "Paul", "'s", "Church", "of", "and", "the", "Kyiv", "a"])))
def test_facilities_never_overlap(parts: list[str]) -> None:
    text = " ".join(parts).replace(" 's", "'s")
    found = facilities(text, words(text))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
