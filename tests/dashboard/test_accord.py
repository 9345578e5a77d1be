from __future__ import annotations

from datetime import date

import pytest

from events.article import Article
from events.merge import summary
from events.telling.accord import accord, told
from tests.events.samples import place, report

FIRST = "Kyiv was shelled by forces on Monday, killing 12 people."
SECOND = "On Monday the forces shelled Kyiv; 15 people died."


class Shelf:
    """Two articles, of which one has no publisher."""

    def article(self, article_id: str) -> Article:
        one = Article(text=FIRST, publisher="The Paper", published=date(2025, 4, 8))
        return one if one.id == article_id else Article(text=SECOND, title="A <b>second</b> title")


def test_an_event_says_who_tells_it_why_it_is_one_and_what_differs() -> None:
    event = summary(
        [
            report(FIRST, where=place(), tolls=(("12 people", "killed", 12),)),
            report(SECOND, where=place(), tolls=(("15 people", "killed", 15),)),
        ]
    )
    found = accord(Shelf(), event)  # type: ignore[arg-type]
    assert found["told"] == "2 independent sources, 2 reports"
    (why,) = found["why"]
    assert "The Paper" in why
    assert "same place (Kyiv), same day (2025-04-07)" in why
    (differ,) = found["differ"]
    assert differ["field"] == "killed"
    assert {(v["words"], v["who"]) for v in differ["versions"]} == {
        ("12", "The Paper"),
        ("15", "A <b>second</b> title"),
    }


@pytest.mark.parametrize(
    ("sources", "reports", "words"),
    [(1, 1, "1 report"), (1, 3, "1 source, 3 reports"), (2, 5, "2 independent sources, 5 reports")],
)
def test_the_count_is_of_independent_sources(sources: int, reports: int, words: str) -> None:
    assert told(sources, reports) == words
