"""Roles: who takes part, also where grammar names him far from the act."""

from __future__ import annotations

import pytest

from events.article import Article
from events.extract.extractor import extract
from events.report import EventType
from geodata.language import parse


@pytest.mark.parametrize(
    "text, type_, countries",
    [
        (
            "Norway condemned the attack on Monday, as did Chile, the Vatican and Ghana.",
            EventType.ACCUSE,
            {"NOR", "CHL", "VAT", "GHA"},
        ),
        (
            "Nations which have carried out air strikes include Norway, Denmark and Poland.",
            EventType.ASSAULT,
            {"NOR", "DNK", "POL"},
        ),
        (
            "Protesters broke into the Danish embassy and smashed its windows.",
            EventType.PROTEST,
            {"DNK"},
        ),
        (
            "Two Kenyan diplomats were expelled from Norway on Friday.",
            EventType.SANCTION,
            {"KEN", "NOR"},
        ),
    ],
)
def test_parties_far_from_the_verb(text: str, type_: EventType, countries: set[str]) -> None:
    found = extract(Article(text=text), parse(text), ())
    (report,) = (r for r in found if r.type is type_)
    assert countries <= report.countries
