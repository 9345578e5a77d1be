import pytest

from geodata.atlas import atlas
from geodata.partial import partial
from geodata.unit import unit_matches


def best(name: str) -> str | None:
    matches = atlas().best(partial(atlas(), name))
    return atlas().label(matches[0].row) if matches else None


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("northern Syria", "Syria"),
        ("Greater Manchester Cathedral", "Manchester"),
        ("Homs University", "Homs"),
        ("Wichita Drive", None),
        ("Kyiv Street", None),
        ("Lake Qwxyzzy", None),
        ("", None),
    ],
)
def test_a_longer_name_lies_in_the_known_one(name: str, place: str | None) -> None:
    assert best(name) == place


@pytest.mark.parametrize(
    ("text", "name", "geonames_id"),
    [
        ("in the Kursk region", "Kursk", 538555),
        ("in the province of Idlib", "Idlib", 169387),
        ("in Kursk", "Kursk", None),
    ],
)
def test_a_unit_word_beside_a_name_makes_it_the_unit(
    text: str, name: str, geonames_id: int | None
) -> None:
    start = text.index(name)
    matches = unit_matches(text, start, start + len(name), atlas())
    found = {atlas().place(match.row).geonames_id for match in matches}
    assert geonames_id in found if geonames_id else not found
