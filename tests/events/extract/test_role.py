"""Roles: who takes part, also where grammar names him far from the act."""

from __future__ import annotations

import pytest

from events.article import Article
from events.extract.extractor import extract
from events.report import EventType, Role
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
        (
            "Heads of state from Ghana, Togo, Benin and Mali approved the plan.",
            EventType.AGREE,
            {"GHA", "TGO", "BEN", "MLI"},
        ),
        (
            "Rebels of the March 23 Movement captured the town of Bunagana.",
            EventType.ASSAULT,
            {"COD"},
        ),
        (
            "Members of the Mara Salvatrucha gang killed six policemen.",
            EventType.ASSAULT,
            {"SLV"},
        ),
        (
            "The Kenyan army accused its Somali counterpart of shelling Mandera.",
            EventType.ACCUSE,
            {"KEN", "SOM"},
        ),
        (
            "Norway quarrelled with Peru. Oslo blamed Lima. Peru left the talks. The government of "
            "Norway expelled Ambassador Carlos Soto.",
            EventType.SANCTION,
            {"NOR", "PER"},
        ),
        (
            "North Korea left the talks with South Korea. The South threatened the North.",
            EventType.THREATEN,
            {"KOR", "PRK"},
        ),
    ],
)
def test_parties_far_from_the_verb(text: str, type_: EventType, countries: set[str]) -> None:
    found = extract(Article(text=text), parse(text), ())
    (report,) = (r for r in found if r.type is type_)
    assert countries <= report.countries


def test_an_envoy_is_not_of_the_country_where_he_is() -> None:
    text = "Chad's capital was calm. Ambassador Carlos Soto was arrested."
    (report,) = extract(Article(text=text), parse(text), ())
    (envoy,) = (actor for actor in report.actors if actor.role is Role.RECIPIENT)
    assert envoy.country is None


def _roles(text: str) -> dict[str, str]:
    report = next(r for r in extract(Article(text=text), parse(text), ()) if r.occurred)
    return {actor.name: actor.role.value for actor in report.actors}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A Danish convoy came under fire on Monday.", {"Danish convoy": "recipient"}),
        ("Rebels poisoned a Danish envoy with a nerve agent.", {"Danish envoy": "recipient"}),
        ("Chile expressed solidarity with Peru on Friday.", {"Peru": "recipient"}),
        ("Peru and Chile said they had signed a treaty.", {"Peru": "actor", "Chile": "actor"}),
    ],
)
def test_role(text: str, told: dict[str, str]) -> None:
    found = _roles(text)
    assert told.items() <= found.items()
    assert "nerve agent" not in found


def test_who_feels_alike_is_not_acted_on() -> None:
    assert _roles("Norway expelled two Danish envoys in solidarity with Britain.").get(
        "United Kingdom"
    ) in (None, "other")
