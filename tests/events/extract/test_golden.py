"""Golden articles of our own writing: what a careful reader draws from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from events.article import Article
from events.extract.extractor import extract
from events.report import EventType, Modality, Report
from geodata.geoparser import geoparse
from geodata.language import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One event: its type, the place and the date of it, countries that must be in it."""

    type: EventType
    trigger: str
    place: str | None = None
    when: str | None = None
    countries: frozenset[str] = frozenset()


MARKET = Article(
    published=date(2025, 5, 7),
    title="Bomb kills eleven at market in Kirkuk",
    text=(
        "A car bomb killed eleven people at a market in Kirkuk on Tuesday, police said.\n\n"
        "The blast wounded at least thirty others. Officers later arrested two men in Erbil.\n\n"
        "Iran condemned the bombing. The government in Baghdad accused the Islamic State of the "
        "attack and called for help from France.\n\n"
        "In March 2024, gunmen attacked a police station in Mosul, killing four officers."
    ),
)
MARKET_EVENTS = (
    Expected(
        type=EventType.ASSAULT,
        trigger="car bomb",
        place="Kirkuk",
        when="2025-05-06",
        countries=frozenset({"IRQ"}),
    ),
    Expected(type=EventType.COERCE, trigger="arrested", place="Erbil"),
    Expected(type=EventType.ACCUSE, trigger="condemned", countries=frozenset({"IRN"})),
    Expected(type=EventType.ACCUSE, trigger="accused"),
    Expected(type=EventType.REQUEST, trigger="called for", countries=frozenset({"FRA"})),
    Expected(type=EventType.ASSAULT, trigger="attacked", place="Mosul", when="2024-03"),
)
TALKS = Article(
    published=date(2024, 10, 3),
    title="Envoys meet in Geneva",
    text=(
        "Sudanese and Chadian envoys met in Geneva on Wednesday.\n"
        "Chad denied arming rebels in Darfur. Sudan said it would not accept foreign troops.\n"
        "The president of Chad may visit Khartoum next week. No soldier was killed on Wednesday, "
        "the army said."
    ),
)
TALKS_EVENTS = (
    Expected(
        type=EventType.CONSULT,
        trigger="met",
        place="Geneva",
        when="2024-10-02",
        countries=frozenset({"SDN", "TCD"}),
    ),
    Expected(type=EventType.REJECT, trigger="denied", countries=frozenset({"TCD"})),
    Expected(type=EventType.REJECT, trigger="accept", countries=frozenset({"SDN"})),
)


def read(article: Article) -> tuple[Report, ...]:
    doc = parse(article.text)
    found = extract(article, doc, geoparse(doc, title=article.title))
    return tuple(report for report in found if report.occurred)


@pytest.mark.parametrize("article, events", [(MARKET, MARKET_EVENTS), (TALKS, TALKS_EVENTS)])
def test_events(article: Article, events: tuple[Expected, ...]) -> None:
    reports = {(report.type, report.trigger.text): report for report in read(article)}
    assert set(reports) == {(event.type, event.trigger) for event in events}
    for event in events:
        report = reports[event.type, event.trigger]
        assert (report.where.quote.text if report.where else None) == event.place
        assert report.countries >= event.countries
        if event.when:
            assert report.when is not None
            assert report.when.edtf == event.when


def test_every_mention_is_quoted() -> None:
    bomb = next(report for report in read(MARKET) if report.trigger.text == "car bomb")
    assert [quote.text.split()[0] for quote in bomb.quotes[:2]] == ["A", "The"]
    assert {(toll.kind, toll.low, toll.high) for toll in bomb.tolls} == {
        ("killed", 11, 11),
        ("injured", 30, None),
    }


def test_count_has_its_claimant_though_the_article_asserts_the_event() -> None:
    bomb = next(report for report in read(MARKET) if report.trigger.text == "car bomb")
    assert (bomb.modality, bomb.claimant) == (Modality.ASSERTED, None)
    voices = {toll.claimant.text for toll in bomb.tolls if toll.claimant is not None}
    assert voices == {"police"}
