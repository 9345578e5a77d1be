"""One event in full, as data for the page: every field with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from events.article import Article, Quote
from events.catalogue import Catalogue, country_name
from events.citation import live_link
from events.event import Event
from events.query.clause import CLAIM_WORDS
from events.query.index import NO_DAY, NONE, PINNABLE, Index
from events.query.symbol import CLASS_OF
from events.reason import account
from events.report import Actor, DateBasis, Report, Role
from events.telling import wording
from events.telling.accord import accord
from events.telling.listing import entry

NEAR_DAYS = 7
NEAR_DEGREES = 0.6
MOST_NEAR = 5


def safe_link(url: str | None) -> str | None:
    """Return a link only if it is http or https and names a host."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def passage(article: Article, report: Report) -> list[list[str]]:
    """Cut the paragraph of a report's best quote into stretches with the kinds that mark them."""
    return stretches(article, report, article.paragraph(report.quotes[0]))


def stretches(article: Article, report: Report, whole: Quote) -> list[list[str]]:
    """Cut a part of an article into stretches with the kinds of a report's quotes in them."""
    kinds = [
        (q.start, q.end, kind)
        for kind, q in _marks(report)
        if q.start < whole.end and q.end > whole.start
    ]
    cuts = {whole.start, whole.end}
    for start, end, _ in kinds:
        cuts |= {max(start, whole.start), min(end, whole.end)}
    edges = sorted(cuts)
    return [
        [article.text[a:b], " ".join(dict.fromkeys(k for s, e, k in kinds if s <= a and b <= e))]
        for a, b in pairwise(edges)
    ]


def _marks(report: Report) -> Iterator[tuple[str, Quote]]:
    for quote in report.quotes:
        yield "quote", quote
    yield "trigger", report.trigger
    for actor in report.actors:
        yield "actor", actor.quote
    if report.where:
        yield "where", report.where.quote
    if report.when and report.when.quote:
        yield "when", report.when.quote
    if report.claimant:
        yield "claimant", report.claimant


def detail(catalogue: Catalogue, event: Event) -> dict[str, Any]:
    """Return an event with all of its reports."""
    reports = [_report(catalogue, report) for report in _best_first(event)]
    index = catalogue.desk().index
    return {
        "id": event.id,
        "type": str(event.type),
        "mode": event.mode or "",
        "group": str(CLASS_OF[event.type]),
        "type_words": wording.TYPE_WORDS[event.type],
        "trigger": _best_first(event)[0].trigger.text,
        "claim": CLAIM_WORDS[event.modality],
        "status": " ".join(wording.STATUS_WORDS[aux] for aux in sorted(event.aux)),
        "headline": headline(event),
        "actors": [_actor(actor) for actor in _distinct(event.actors)],
        "when": _when(event),
        "where": _where(event),
        "unlocated": _unlocated(event),
        "reports": reports,
        "accord": accord(catalogue, event),
        "near": _near(index, event.id),
    }


def headline(event: Event) -> str:
    """Return who acts towards whom in one line."""
    sides = [
        ", ".join(dict.fromkeys(a.name for a in event.actors if a.role is role))
        for role in (Role.ACTOR, Role.RECIPIENT)
    ]
    if any(sides):
        return " → ".join(side for side in (sides[0] or "?", sides[1]) if side)
    return wording.TYPE_WORDS[event.type].capitalize()


def _best_first(event: Event) -> list[Report]:
    """Return the reports with the one that knows most first."""
    return sorted(
        event.reports,
        key=lambda r: (r.place is None, r.when is None or r.when.quote is None, r.id),
    )


def _distinct(actors: Iterable[Actor]) -> list[Actor]:
    return list({(a.name, a.role, a.country): a for a in reversed(tuple(actors))}.values())[::-1]


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "role": str(actor.role),
        "country": country_name(actor.country) if actor.country else "",
        "nationality": country_name(actor.nationality) if actor.nationality else "",
        "words": actor.quote.text,
    }


def _when(event: Event) -> dict[str, Any]:
    when = event.when
    if when is None:
        reason = "No words of the text date it, and the article has no publication date."
        return {"text": wording.when(None), "precision": "", "words": "", "reasons": [reason]}
    reasons = {
        DateBasis.STATED: "The text's own words; relative ones count from the publication date.",
        DateBasis.CONTEXT: "Words of a neighbouring clause that hold for this one too.",
        DateBasis.REPORTED: "No words date it. Shown is the day of the report, not of the event.",
    }
    reported = when.basis is DateBasis.REPORTED
    return {
        "text": wording.when(when),
        "precision": "" if reported else wording.DATE_WORDS[when.precision],
        "words": when.quote.text if when.quote else "",
        "reasons": [reasons[when.basis]],
    }


def _where(event: Event) -> dict[str, Any] | None:
    place = event.place
    if place is None:
        return None
    told = [r.where for r in _best_first(event) if r.where and r.where.place == place]
    home = country_name(place.country) if place.country else ""
    region = place.admin1_name if place.admin1_name != place.name else None
    return {
        "name": ", ".join(part for part in (place.name, region) if part),
        "country": home if home != place.name else "",
        "lat": place.lat,
        "lon": place.lon,
        "precision_words": wording.PLACE_WORDS[place.precision],
        "point": place.pinnable and not place.areal,
        "mapped": event.mapped,
        "uncertainty_m": place.uncertainty_m,
        "words": told[0].quote.text if told else "",
        "note": f"Somewhere within about {_distance(place.uncertainty_m)} of the point."
        if place.pinnable and not place.areal
        else "",
        "reasons": list(dict.fromkeys(where.reason for where in told)),
    }


def _unlocated(event: Event) -> str:
    """Return the words that say where, if nobody could locate them; empty where there are none."""
    told = [r.where.quote.text for r in event.reports if r.where and r.place is None]
    return told[0] if told and event.place is None else ""


def _distance(metres: int) -> str:
    return f"{metres / 1000:,.0f} km" if metres >= 1000 else f"{metres} m"


def _report(catalogue: Catalogue, report: Report) -> dict[str, Any]:
    article = catalogue.article(report.article_id)
    if article is None:
        raise LookupError(f"report {report.id} has lost its article {report.article_id}")
    link = safe_link(article.url)
    return {
        "id": report.id,
        "title": article.title or "",
        "publisher": article.publisher or "",
        "licence": article.licence or "",
        "url": link,
        "link": _live(article, report),
        "published": wording.day(article.published) if article.published else "",
        "quote": report.quotes[0].text,
        "passage": passage(article, report),
        "claimant": report.claimant.text if report.claimant else "",
        "live": live_link(link, article.text, report.quotes[0]) if link else None,
        "why": _why(report),
        "extractor": report.extractor,
        "archived": f"api/archived/{article.id}?report={report.id}#quote",
        "tolls": [
            {
                "kind": toll.kind,
                "low": toll.low,
                "high": toll.high,
                "words": toll.quote.text,
                "claimant": toll.claimant.text if toll.claimant else "",
            }
            for toll in report.tolls
        ],
    }


def _live(article: Article, report: Report) -> str | None:
    """Return the link that opens the live page at the report's best quote."""
    url = safe_link(article.url)
    return live_link(url, article.text, report.quotes[0]) if url else None


def _why(report: Report) -> dict[str, list[str]]:
    """Return the reasons of a report by the field that they are reasons for."""
    kept = account(report)
    return {
        "what": [*kept.type, *(f"The same event: {reason}" for reason in kept.joined)],
        "who": list(kept.parties),
        "where": [reason for reason in kept.place if report.place is None],
        "claim": list(kept.standing),
    }


def _near(index: Index, event_id: str) -> list[dict[str, Any]]:
    """Return other events within a week and about 60 km, the closest in time first."""
    row = index.row(event_id)
    if row is None or index.place[row] == NONE or index.start[row] == NO_DAY:
        return []
    place = index.place[row]
    if not PINNABLE[index.precision[place]]:
        return []
    close = (np.abs(index.lat - index.lat[place]) < NEAR_DEGREES) & (
        np.abs(index.lon - index.lon[place]) < NEAR_DEGREES
    )
    close &= PINNABLE[index.precision]
    # Rows are sorted by day, newest first: only a stretch of them can be within a week.
    start = -index.start
    first = int(np.searchsorted(start, -(index.start[row] + NEAR_DAYS), "left"))
    last = int(np.searchsorted(start, -(index.start[row] - NEAR_DAYS), "right"))
    rows = np.arange(first, last)
    rows = rows[np.append(close, False)[index.place[rows]] & index.real[rows] & (rows != row)]
    order = np.argsort(np.abs(index.start[rows] - index.start[row]), kind="stable")
    return [entry(index, int(near)) for near in rows[order][:MOST_NEAR]]
