"""Parties: the country that a phrase belongs to, pronouns, nationality."""

from __future__ import annotations

import pytest

from events.extract.cast import Cast
from geodata.language import parse


@pytest.mark.parametrize(
    "text, head, country",
    [
        ("Ukrainian forces left.", "forces", "UKR"),
        ("Chinese nationals were seen.", "nationals", "CHN"),
        ("Russia's ambassador left.", "ambassador", "RUS"),
        ("The parliament of Iraq met.", "parliament", "IRQ"),
        ("A tourist from Canada was hurt.", "tourist", "CAN"),
        ("President Emmanuel Macron spoke.", "Macron", "FRA"),
        ("The Houthis fired.", "Houthis", "YEM"),
        ("Hamas fired.", "Hamas", "PSE"),
        ("NATO met.", "NATO", None),
        ("Anna Holm, a Danish envoy, left.", "Holm", "DNK"),
        ("Gunmen fired.", "Gunmen", None),
    ],
)
def test_country(text: str, head: str, country: str | None) -> None:
    doc = parse(text)
    figure = Cast(doc, ()).figure(next(t for t in doc if t.text == head))
    assert figure is not None
    assert figure.country == country


def test_known_by_surname_later() -> None:
    doc = parse("Danish envoy Anna Holm arrived. The next day Holm met the rebels.")
    figure = Cast(doc, ()).figure([t for t in doc if t.text == "Holm"][1])
    assert figure is not None
    assert (figure.name, figure.country) == ("Anna Holm", "DNK")


def test_pronoun_is_the_person_before() -> None:
    doc = parse("President Emmanuel Macron landed. He met the troops.")
    figure = Cast(doc, ()).figure(next(t for t in doc if t.text == "He"))
    assert figure is not None
    assert figure.country == "FRA"
    assert doc.text[figure.start : figure.end] == "He"


def test_they_are_the_subject_before() -> None:
    doc = parse("Hundreds of Serbian students shouted at French police. They left.")
    figure = Cast(doc, ()).figure(next(t for t in doc if t.text == "They"))
    assert figure is not None
    assert figure.country == "SRB"


def test_nationality_is_kept() -> None:
    doc = parse("Chinese nationals were captured.")
    figure = Cast(doc, ()).figure(doc[1])
    assert figure is not None
    assert figure.nationality == "CHN"


def test_unnamed_party_is_domestic() -> None:
    doc = parse("Police arrested six students.")
    figure = Cast(doc, ()).figure(doc[0])
    assert figure is not None
    assert figure.domestic and figure.country is None


def test_home_is_the_country_named_most() -> None:
    doc = parse("Serbian police met Serbian students. France watched.")
    assert Cast(doc, ()).home == "SRB"
