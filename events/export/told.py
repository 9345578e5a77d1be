"""What is exported: an event with the articles that tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from events.article import Article
from events.event import Event
from events.report import DateBasis, Report, When

Told = tuple[Event, Mapping[str, Article]]
"""An event, and its articles by id."""


def stated(event: Event) -> When | None:
    """Return when it happened; None where no words say so: a report's own day is never its."""
    return event.when if event.when and event.when.basis is not DateBasis.REPORTED else None


def reported(event: Event, articles: Mapping[str, Article]) -> date | None:
    """Return the last publication date of the articles."""
    days = [article.published for article in articles.values() if article.published]
    return max(days, default=None)


def toll(event: Event, kind: str = "killed") -> tuple[int, int, int] | None:
    """Return low, best and high of a toll over the reports; None where none counts.

    Each report speaks with its largest number. Best is what most of them say, the lower one on a
    tie; an open number ("at least 25") counts as its low end.
    """
    most = [most for report in event.reports if (most := _most(report, kind))]
    if not most:
        return None
    lows = sorted(low for low, _ in most)
    best = max(lows, key=lambda low: (lows.count(low), -low))
    return lows[0], best, max(high for _, high in most)


def _most(report: Report, kind: str) -> tuple[int, int] | None:
    tolls = [toll for toll in report.tolls if toll.kind == kind]
    if not tolls:
        return None
    largest = max(tolls, key=lambda toll: toll.low)
    return largest.low, largest.high or largest.low
