"""Between the model's dataclasses and the tables' rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, bindparam, select

from events.article import Article
from events.event import Event
from events.report import Report
from events.store.schema import article as articles
from events.store.schema import report as reports_table
from events.store.schema import superseded

_REPORT: TypeAdapter[Report] = TypeAdapter(Report)
_REMEMBERED = 4_096
"""Reports that are kept at hand, 5 kB each: those of one event are read again with each new one."""

REPORTS = select(reports_table.c.body, articles.c.text).join_from(reports_table, articles)
"""Reports with the text that their quotes are checked against again on the way out."""

SUPERSEDED = (
    select(superseded.c.body, articles.c.text)
    .join_from(superseded, articles)
    .where(superseded.c.number == bindparam("number"))
)
"""Reports as they were before a change of the log."""


def article_row(article: Article, notices: Sequence[str], extractor: str) -> dict[str, Any]:
    """Return what the row of an article says of it, known or new."""
    return {
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "language": article.language,
        "licence": article.licence,
        "shareable": article.shareable,
        "notices": list(notices),
        "extractor": extractor,
    }


def first_row(article: Article, source: str) -> dict[str, Any]:
    """Return what the row of a new article says beside :func:`article_row`, once and for all."""
    added = datetime.now(UTC).replace(tzinfo=None)
    return {"id": article.id, "text": article.text, "source": source, "added": added}


def report_row(report: Report) -> dict[str, Any]:
    """Return the row of a report."""
    return {
        "id": report.id,
        "article_id": report.article_id,
        "event_id": None,
        "type": str(report.type),
        "start": report.when.start if report.when else None,
        "end": report.when.end if report.when else None,
        "wording": report.wording,
        "body": _REPORT.dump_json(report).decode(),
    }


def reports(rows: Iterable[Row[Any]]) -> tuple[Report, ...]:
    """Return the reports of :data:`REPORTS` rows, in the order of their ids."""
    return tuple(sorted((_report(row.body, row.text) for row in rows), key=lambda one: one.id))


_read: dict[str, Report] = {}


def _report(body: str, text: str) -> Report:
    """Return the report of a row; its quotes are checked against the text each time."""
    known = _read.get(body)
    if known:
        known.check(text)
        return known
    found = _REPORT.validate_python({**json.loads(body), "text": text})
    if len(_read) >= _REMEMBERED:
        _read.clear()
    _read[body] = found
    return found


def article(row: Row[Any]) -> Article:
    """Return the article of a row."""
    return Article(
        text=row.text,
        title=row.title,
        url=row.url,
        publisher=row.publisher,
        published=row.published,
        language=row.language,
        licence=row.licence,
        shareable=row.shareable,
    )


def event_row(event: Event, publishers: dict[str, str | None]) -> dict[str, Any]:
    """Return the flat row of an event; ``publishers`` names the publisher by article id."""
    when, place = event.when, event.place
    named = {publishers.get(report.article_id) for report in event.reports}
    return {
        "id": event.id,
        "type": str(event.type),
        "mode": event.mode,
        "start": when.start if when else None,
        "end": when.end if when else None,
        "date_precision": str(when.precision) if when else None,
        "date_basis": str(when.basis) if when else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place": place.name if place else None,
        "place_precision": str(place.precision) if place else None,
        "geonames_id": place.geonames_id if place else None,
        "country": place.country if place else None,
        "outline": place.outline if place else None,
        "modality": str(event.modality),
        "aux": " ".join(sorted(event.aux)),
        "reports": len(event.reports),
        "sources": event.sources,
        "publishers": sorted(name for name in named if name),
        "excerpt": event.reports[0].quotes[0].text,
    }


def actor_rows(event: Event) -> list[dict[str, Any]]:
    """Return one row a party of an event."""
    return [
        {
            "event_id": event.id,
            "position": position,
            "name": actor.name,
            "country": actor.country,
            "nationality": actor.nationality,
            "role": str(actor.role),
        }
        for position, actor in enumerate(event.actors)
    ]
