"""Involved: countries that a sentence names beside an event's parties."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from events.article import Article
from events.extract.cast import Cast
from events.extract.draft import Draft
from events.extract.drafting import drafts
from events.extract.extractor import extract
from events.extract.involved import candidates, features, involved
from events.report import EventType
from geodata.geoparser import geoparse
from geodata.language import parse

TEXT = "Norway expelled two Danish diplomats on Friday over a poisoning, a charge that Chad denies."


def read(text: str) -> tuple[Article, list[Draft], Cast]:
    doc = parse(text)
    article, cast = Article(text=text), Cast(doc, ())
    return article, drafts(article, doc, (), cast)[0], cast


def test_only_countries_that_are_not_known_are_asked_about() -> None:
    _, found, cast = read(TEXT)
    every = {c.country for draft in found for c in candidates(draft, frozenset(), cast)}
    assert every == {"NOR", "DNK", "TCD"}
    rest = {c.country for draft in found for c in candidates(draft, frozenset({"NOR"}), cast)}
    assert rest == {"DNK", "TCD"}


def test_how_a_country_is_named_is_told() -> None:
    _, found, cast = read(TEXT)
    (draft,) = (draft for draft in found if draft.trigger.token.text == "expelled")
    known = frozenset({"NOR"})
    told = [features(c, draft, known, cast, later=False) for c in candidates(draft, known, cast)]
    assert {"kind=people", "known=1", "head=NOUN", "below"} <= set(told[0])
    assert {"kind=party", "head=itself", "subject"} <= set(told[1])


def test_whoever_takes_part_is_quoted_and_says_why() -> None:
    text = "Oslo said on Monday that Swedish and Danish police had arrested two Norwegian men."
    for report in extract(Article(text=text), parse(text), ()):
        for actor in report.actors:
            assert text[actor.quote.start : actor.quote.end] == actor.quote.text
        beside = [line for line in report.reasons if "named beside the act" in line]
        assert len(beside) <= len(report.actors)


COUNTRIES = st.sampled_from(["Norway", "Chad", "Peru", "Kenya", "Nepal"])


@given(st.lists(COUNTRIES, min_size=1, max_size=4))
def test_no_country_is_told_twice(names: list[str]) -> None:
    text = f"Rebels attacked a convoy, and {' and '.join(names)} condemned it."
    article, found, cast = read(text)
    for draft in found:
        told = involved(article, [draft], frozenset({"NOR"}), cast)
        assert "NOR" not in told
        assert all(actor.country == country for country, (actor, _) in told.items())


def countries(text: str, kind: EventType) -> frozenset[str]:
    doc = parse(text)
    found = extract(Article(text=text), doc, geoparse(doc))
    return frozenset().union(*(r.countries for r in found if r.occurred and r.type is kind))


def test_capitals_beside_each_other_are_parties() -> None:
    text = "A bomb killed nine people in Bogotá. Lima, Oslo and Ottawa condemned the attack."
    assert countries(text, EventType.ACCUSE) >= {"PER", "NOR", "CAN"}


def test_aid_goes_to_the_country_of_the_story() -> None:
    text = (
        "Floods struck Pakistan on Friday. Pakistan's army went out. Pakistan's rivers rose. "
        "Norway pledged ten million dollars in aid."
    )
    assert countries(text, EventType.AID) == {"NOR", "PAK"}


def test_ground_is_no_party_where_who_fights_is_known() -> None:
    text = "Five Turkish soldiers were killed by shells near Aleppo on Monday."
    assert countries(text, EventType.ASSAULT) == {"TUR"}


def test_who_only_backs_a_party_is_none() -> None:
    text = "The US-backed and Kurdish-led militias captured a village near Raqqa in Syria."
    assert "USA" not in countries(text, EventType.ASSAULT)
