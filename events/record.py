"""Reports and events as JSON records, CSV rows and GeoJSON features: the public output formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from events.article import Article, Quote
from events.event import Event
from events.report import Actor, Report, Toll, When, Where

# A cell that a spreadsheet would run as a formula starts with one of these (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

COLUMNS = (
    "event_id",
    "type",
    "mode",
    "date_start",
    "date_end",
    "date_edtf",
    "date_precision",
    "date_basis",
    "date_words",
    "place",
    "place_words",
    "lat",
    "lon",
    "place_precision",
    "uncertainty_m",
    "country",
    "admin1",
    "geonames_id",
    "actors",
    "recipients",
    "others",
    "countries",
    "modality",
    "claimant",
    "aux",
    "reports",
    "sources",
    "excerpt",
    "title",
    "publisher",
    "published",
    "url",
)


def of_report(report: Report) -> dict[str, Any]:
    """Return one event of an article as ``python -m events extract`` prints it."""
    return {
        "type": str(report.type),
        "mode": report.mode,
        "trigger": span(report.trigger),
        "quotes": [span(quote) for quote in report.quotes],
        "place": _place(report.where),
        "date": _date(report.when),
        "actors": [_actor(actor) for actor in report.actors],
        "claimant": span(report.claimant) if report.claimant else None,
        "modality": str(report.modality),
        "aux": sorted(report.aux),
        "tolls": [_toll(toll) for toll in report.tolls],
        "alt_types": [str(kind) for kind in report.alternatives],
        "reasons": list(report.reasons),
    }


def span(quote: Quote) -> dict[str, Any]:
    """Return a quote with its position."""
    return {"start": quote.start, "end": quote.end, "text": quote.text}


def of_event(event: Event, articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return an event with all its reports; ``articles`` are its articles by id."""
    place, when = event.place, event.when
    return {
        "event_id": event.id,
        "type": str(event.type),
        "mode": event.mode,
        "date": _interval(when) if when else None,
        "place": {
            "name": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "precision": str(place.precision),
            "uncertainty_m": place.uncertainty_m,
            "country": place.country,
            "admin1": place.admin1_name,
            "geonames_id": place.geonames_id,
        }
        if place
        else None,
        "modality": str(event.modality),
        "aux": sorted(event.aux),
        "sources": event.sources,
        "reports": [
            {
                "report_id": report.id,
                **of_report(report),
                "article": _source(articles[report.article_id]),
            }
            for report in event.reports
        ],
    }


def row(event: Event, articles: Mapping[str, Article]) -> dict[str, str]:
    """Return an event as one CSV row under :data:`COLUMNS`; no cell starts a formula."""
    found = values(event, articles)
    return {column: cell(found[column]) for column in COLUMNS}


def values(event: Event, articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return the values of :data:`COLUMNS`; None where there is none."""
    first = event.reports[0]
    source, place, when = articles[first.article_id], event.place, event.when
    return {
        "event_id": event.id,
        "type": event.type,
        "mode": event.mode,
        "date_start": when and when.start,
        "date_end": when and when.end,
        "date_edtf": when and when.edtf,
        "date_precision": when and when.precision,
        "date_basis": when and when.basis,
        "date_words": when and when.quote and when.quote.text,
        "place": place and place.name,
        "place_words": first.where and first.where.quote.text,
        "lat": place and place.lat,
        "lon": place and place.lon,
        "place_precision": place and place.precision,
        "uncertainty_m": place and place.uncertainty_m,
        "country": place and place.country,
        "admin1": place and place.admin1_name,
        "geonames_id": place and place.geonames_id,
        "actors": _names(event, "actor"),
        "recipients": _names(event, "recipient"),
        "others": _names(event, "other"),
        "countries": "; ".join(sorted(event.countries)),
        "modality": event.modality,
        "claimant": first.claimant and first.claimant.text,
        "aux": " ".join(sorted(event.aux)),
        "reports": len(event.reports),
        "sources": event.sources,
        "excerpt": first.quotes[0].text,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
    }


def cell(value: object) -> str:
    """Return a CSV cell that no spreadsheet runs; negative numbers stay numbers."""
    text = "" if value is None else str(value)
    if isinstance(value, str) and text.startswith(_FORMULA):
        return "'" + text
    return text


def _place(where: Where | None) -> dict[str, Any] | None:
    if where is None or where.place is None:
        return None
    place = where.place
    return {
        "name": where.quote.text,
        "start": where.quote.start,
        "end": where.quote.end,
        "resolved": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "precision": str(place.precision),
        "uncertainty_m": place.uncertainty_m,
        "country": place.country,
        "geonames_id": place.geonames_id,
        "reason": where.reason,
    }


def _date(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {**_interval(when), "quote": span(when.quote) if when.quote else None}


def _interval(when: When) -> dict[str, Any]:
    return {
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
        "text": when.quote.text if when.quote else None,
        "edtf": when.edtf,
        "precision": str(when.precision),
        "basis": str(when.basis),
    }


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.quote.text,
        "start": actor.quote.start,
        "end": actor.quote.end,
        "known_as": actor.name,
        "country": actor.country,
        "nationality": actor.nationality,
        "sector": actor.sector,
        "role": str(actor.role),
    }


def _toll(toll: Toll) -> dict[str, Any]:
    return {"kind": toll.kind, "low": toll.low, "high": toll.high, **span(toll.quote)}


def _source(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
    }


def _names(event: Event, role: str) -> str:
    return "; ".join(actor.name for actor in event.actors if actor.role == role)
