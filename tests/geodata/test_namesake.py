"""Small towns of countries that a text has nothing to do with stay open."""

from __future__ import annotations

import pytest

from geodata.geoparser import geoparse
from geodata.language import parse


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (
            "Gunmen killed 160 people in Karlıova, the government of Burkina Faso said.",
            "Karlıova",
            None,
        ),
        ("Gunmen killed nine people in Karlıova, in eastern Turkey.", "Karlıova", "TUR"),
        ("Gunmen killed nine people in Karlıova on Saturday.", "Karlıova", "TUR"),
        ("The French president met the Turkish leader in Karlıova.", "Karlıova", "TUR"),
        ("Two French soldiers were killed near Kidal on Monday.", "Kidal", "MLI"),
        ("A US air strike killed four people near Jilib.", "Jilib", "SOM"),
        ("Gunmen killed 132 people in Solhan in Burkina Faso.", "Solhan", "BFA"),
        ("Germany said that a tourist was stabbed in Nairobi.", "Nairobi", "KEN"),
    ],
)
def test_a_namesake_abroad_is_left_open(text: str, name: str, country: str | None) -> None:
    found = {toponym.name: toponym.place for toponym in geoparse(parse(text))}[name]
    assert (found.country if found else None) == country
