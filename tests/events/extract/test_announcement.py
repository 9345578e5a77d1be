"""Announcements: saying what will or must be done is an act of its own."""

from __future__ import annotations

from datetime import date

import pytest

from events.article import Article
from events.extract.extractor import extract
from events.report import EventType
from geodata.language import parse


def types(text: str) -> set[EventType]:
    article = Article(text=text, published=date(2025, 5, 6))
    return {report.type for report in extract(article, parse(text), ()) if report.occurred}


@pytest.mark.parametrize(
    "text, kind",
    [
        ("The rebels said they would release the hostages.", EventType.RETREAT),
        ("France said it would lift the ban.", EventType.AGREE),
        ("The ministry said that 300 soldiers would be sent to the border.", EventType.MOBILIZE),
        ("The ministry said that 300 soldiers might be sent to the border.", None),
        ("France became the first state to expel the envoys.", EventType.SANCTION),
        ("France wants to expel the envoys.", None),
        ("Not a single soldier was killed.", None),
        ("France welcomes the release.", EventType.SUPPORT),
        ("France will not lift the ban.", EventType.REJECT),
        ("France needs a zone to repatriate refugees.", None),
        ("The truce was aimed at evacuating civilians.", EventType.RETREAT),
        ("The union protects those who reject the treaty.", None),
        ("France backs the rebels.", None),
        ("The general said his army would bomb the port.", EventType.THREATEN),
        ("The envoy said that her soldiers would not withdraw.", EventType.REJECT),
        ("France said it would bomb the port.", EventType.THREATEN),
        ("Iran said it would not accept the plan.", EventType.REJECT),
        ("The envoy said the army must leave the city.", EventType.REQUEST),
        ("France announced it would withdraw its troops from Mali.", EventType.RETREAT),
        ("The army may attack the port.", None),
        ("The minister denied supplying weapons to the rebels.", EventType.REJECT),
    ],
)
def test_act(text: str, kind: EventType | None) -> None:
    assert types(text) == ({kind} if kind else set())


def test_a_semicolon_ends_what_is_denied() -> None:
    text = "France expelled two envoys; Mali denied spying."
    assert types(text) == {EventType.SANCTION, EventType.REJECT}


def test_announced_withdrawal_has_no_place() -> None:
    text = "France announced it would withdraw its troops from Mali."
    (report,) = extract(Article(text=text), parse(text), ())
    assert report.where is None
    assert "FRA" in report.countries
