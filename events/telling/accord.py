"""What the reports of an event agree and disagree on, for the page."""

from __future__ import annotations

from typing import Any

from events.catalogue import Catalogue
from events.event import Event
from events.merge import dissents, reasons
from events.telling import wording

_FIELDS = {"place": "where", "day": "when", "actor": "who did it", "standing": "claim"}


def accord(catalogue: Catalogue, event: Event) -> dict[str, Any]:
    """Return how many independent sources tell of an event, why it is one, and what differs."""
    who = _tellers(catalogue, event)
    merged = reasons(event.reports)
    why = [f"{who[one.first]} and {who[one.second]}: {one.words}." for one in merged]
    if len(merged) < len(event.reports) - 1:
        why.append("A reader has joined reports of it; the log says who and why.")
    return {
        "told": told(event.sources, len(event.reports)),
        "why": why,
        "independent": wording.INDEPENDENT,
        "differ": [
            {
                "field": _FIELDS.get(dissent.field, dissent.field),
                "versions": [
                    {
                        "words": version.words,
                        "who": ", ".join(dict.fromkeys(who[key] for key in version.reports)),
                    }
                    for version in dissent.versions
                ],
            }
            for dissent in dissents(event)
        ],
    }


def told(sources: int, reports: int) -> str:
    """Return "2 independent sources, 5 reports"."""
    if reports == 1:
        return "1 report"
    noun = "independent sources" if sources > 1 else "source"
    return f"{sources} {noun}, {reports} reports"


def _tellers(catalogue: Catalogue, event: Event) -> dict[str, str]:
    """Return by report id who tells it: the publisher, else the title, else the day."""
    found = {}
    for number, report in enumerate(event.reports, start=1):
        article = catalogue.article(report.article_id)
        named = (article.publisher or article.title) if article else None
        found[report.id] = named or f"report {number}"
    return found
