"""Frames: names that only their surroundings give away, and what such surroundings do not prove."""

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geoparser import geoparse
from geodata.language import parse
from geodata.toponym import Toponym

FRAMED = [
    ("The alliance struck targets in Syria again.\nNear Ayn Isa, two drones were destroyed.",
     "Ayn Isa", "SYR"),
    ("Bolivia's police lost two men. At Yapacaní, in the east, a crowd set fire to a post.",
     "Yapacaní", "BOL"),
]  # fmt: skip


def _named(text: str, name: str) -> Toponym | None:
    return next((t for t in geoparse(parse(text)) if t.name == name), None)


@pytest.mark.parametrize(("text", "name", "country"), FRAMED)
def test_a_name_that_its_surroundings_give_away(text: str, name: str, country: str) -> None:
    found = _named(text, name)
    assert found is not None and found.place is not None
    assert found.place.country == country and found.literal


def test_a_month_is_no_place() -> None:
    text = "The accord, signed in Britain in August, still holds."
    assert _named(text, "Britain") is not None
    assert _named(text, "August") is None


def test_a_hyphen_is_no_difference() -> None:
    found = Gazetteer().place("Pétion-Ville")
    assert found is not None and found.country == "HTI"
