"""Reasons: kept with a report, told apart by what they are for, and the same after storing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from events import pipeline
from events.article import Article
from events.reason import account
from events.report import EventType, Report
from events.source.intake import Intake
from events.store.store import Store

TEXT = (
    "French troops shelled a Malian village on Monday, a spokesman said. "
    "The attack lasted an hour. "
    "Two herders were wounded in the attack."
)
ARTICLE = Article(text=TEXT, published=date(2025, 5, 6))


def attack(reports: tuple[Report, ...]) -> Report:
    return next(report for report in reports if report.type is EventType.ASSAULT)


def test_each_reason_says_what_it_is_for() -> None:
    told = account(attack(pipeline.read(ARTICLE)))
    assert told.type[0].startswith("'shelled': shell -> ASSAULT")
    assert any(line.startswith("French troops, actor [FRA: ") for line in told.parties)
    assert "'attack' points back" in told.joined
    assert not told.place


def test_reasons_survive_the_store(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'news.sqlite'}")
    list(pipeline.ingest(store, [Intake(article=ARTICLE, source="own", notices=())]))
    before = account(attack(pipeline.read(ARTICLE)))
    found = [r for event in pipeline.told(store) for r in event[0].reports]
    assert account(attack(tuple(found))) == before
