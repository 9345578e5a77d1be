"""The read-only HTTP API (``/api/v1``) and the Atom feed of any filter."""

from __future__ import annotations

import re
from hashlib import sha256

import numpy as np
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from dashboard import download, openapi
from dashboard.catalogue import current
from dashboard.question import asked, number, selected
from dashboard.security import Refusal, guarded
from events import export, merge, record
from events.event import Event
from events.export.feed import feed
from events.query.filter import KEYS
from events.query.index import Index
from events.query.selection import Selection
from events.telling.detail import safe_link

MOST = 100
"""Events in one answer: the cost of a request is bounded by them, not by the store."""
USUAL = 50
_ID = re.compile(r"[0-9a-f]{16}")
_CURSOR = re.compile(r"([0-9]{1,7})-([0-9a-f]{16})")
_HEADERS = {"Cache-Control": "private, no-cache"}


def events(request: Request) -> Response:
    """A page of the events that a filter keeps, newest first."""
    _only(request, KEYS | {"limit", "cursor"})
    limit = int(number(request, "limit", 1, MOST, USUAL))
    tag = _tag(request)
    if _known(request, tag):
        return _unchanged(tag)
    selection = selected(request)
    first = _position(selection, request.query_params.get("cursor"))
    rows = selection.rows[first : first + limit]
    told = list(export.shareable(download.told(current(), rows, selection.index)))
    more = first + limit < len(selection)
    return JSONResponse(
        {
            "selected": current().desk().sentence(selection.filter),
            "licence": export.LICENCE,
            "total": len(selection),
            "withheld": len(rows) - len(told),
            "events": [record.of_event(*one) for one in told],
            "next": _cursor(selection.index, int(rows[-1])) if more and len(rows) else None,
        },
        headers={**_HEADERS, "ETag": tag},
    )


def event(request: Request) -> Response:
    """One event with its reports, why they are together, and what they disagree on."""
    _only(request, frozenset())
    event_id = _id(request, "event_id")
    tag = _tag(request)
    if _known(request, tag):
        return _unchanged(tag)
    found = current().event(event_id)
    told = list(export.shareable(_articles(found))) if found else []
    if found is None or not told:
        raise Refusal(404, "There is no such event, or its source may not be handed on.")
    return JSONResponse(
        {**record.of_event(*told[0]), **_account(found)}, headers=_HEADERS | {"ETag": tag}
    )


def article(request: Request) -> Response:
    """One article: where it is from, and its text where that may be handed on."""
    _only(request, frozenset())
    article_id = _id(request, "article_id")
    tag = _tag(request)
    if _known(request, tag):
        return _unchanged(tag)
    found = current().article(article_id)
    if found is None:
        raise Refusal(404, "There is no such article.")
    return JSONResponse(
        {
            "id": found.id,
            "title": found.title,
            "publisher": found.publisher,
            "published": found.published.isoformat() if found.published else None,
            "url": safe_link(found.url),
            "language": found.language,
            "licence": found.licence,
            "text": found.text if found.shareable else None,
        },
        headers=_HEADERS | {"ETag": tag},
    )


def subscription(request: Request) -> Response:
    """The newest events of a filter as an Atom feed."""
    _only(request, KEYS | {"limit"})
    limit = int(number(request, "limit", 1, MOST, USUAL))
    tag = _tag(request)
    if _known(request, tag):
        return _unchanged(tag)
    selection = selected(request)
    told = list(export.shareable(download.told(current(), selection.rows[:limit], selection.index)))
    days = [a.published for _, articles in told for a in articles.values() if a.published]
    sentence = current().desk().sentence(selection.filter)
    query = selection.filter.query()
    pieces = feed(
        told,
        f"{sentence}. {export.LICENCE}",
        title=f"Dispatch Map: {sentence}",
        self_url=str(request.url),
        page_url=f"{request.base_url}{'?' if query else ''}{query}",
        updated=max(days, default=None),
    )
    return StreamingResponse(
        (piece.encode("utf-8", "replace") for piece in pieces),
        media_type="application/atom+xml; charset=utf-8",
        headers=_HEADERS | {"ETag": tag},
    )


def description(request: Request) -> Response:
    """The OpenAPI description of these routes."""
    _only(request, frozenset())
    return JSONResponse(openapi.description(MOST, USUAL), headers=_HEADERS)


def routes() -> list[BaseRoute]:
    """Return the routes, for those of the page to hold."""
    return [
        Route("/api/v1/events", guarded(events)),
        Route("/api/v1/events/{event_id}", guarded(event)),
        Route("/api/v1/articles/{article_id}", guarded(article)),
        Route("/api/v1/openapi.json", guarded(description)),
        Route("/feed.atom", guarded(subscription)),
    ]


def _only(request: Request, known: frozenset[str]) -> None:
    """Refuse a parameter that means nothing here: one mistyped would give other events."""
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        told = f"these are: {', '.join(sorted(known))}" if known else "there is none here"
        raise Refusal(400, f"There is no parameter {unknown[0][:40]!r}; {told}.")
    for name in ("limit", "cursor"):
        if len(request.query_params.getlist(name)) > 1:
            raise Refusal(400, f"{name} is given more than once.")


def _id(request: Request, name: str) -> str:
    found: str = request.path_params[name]
    if not _ID.fullmatch(found):
        raise Refusal(400, "An id has 16 hexadecimal digits.")
    return found


def _articles(found: Event) -> list[export.Told]:
    ids = {report.article_id for report in found.reports}
    return [(found, {i: a for i in ids if (a := current().article(i))})]


def _account(found: Event) -> dict[str, object]:
    return {
        "merged_because": [
            {"reports": [reason.first, reason.second], "why": reason.words}
            for reason in merge.reasons(found.reports)
        ],
        "disagreements": [
            {
                "field": dissent.field,
                "versions": [
                    {"words": version.words, "reports": list(version.reports)}
                    for version in dissent.versions
                ],
            }
            for dissent in merge.dissents(found)
        ],
    }


def _cursor(index: Index, row: int) -> str:
    return f"{int(index.start[row])}-{index.id[row].decode()}"


def _position(selection: Selection, cursor: str | None) -> int:
    """Return where a selection goes on after a cursor, be the row it names still there or not."""
    if cursor is None:
        return 0
    found = _CURSOR.fullmatch(cursor)
    if not found:
        raise Refusal(400, f"cursor is none that an answer gave as next: {cursor[:40]!r}.")
    index, day, event_id = selection.index, int(found[1]), found[2].encode()
    # Rows are newest first, then by id.
    first, last = (int(np.searchsorted(-index.start, -day, side)) for side in ("left", "right"))
    row = first + int(np.searchsorted(index.id[first:last], event_id, "right"))
    return int(np.searchsorted(selection.rows, row, "left"))


def _tag(request: Request) -> str:
    """Return the entity tag: of the store's state and the question, so known without asking it."""
    asked(request)
    state = f"{current().version()} {request.url.path} {request.url.query} {request.base_url}"
    return f'W/"{sha256(state.encode()).hexdigest()[:32]}"'


def _known(request: Request, tag: str) -> bool:
    tags = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    return tag in tags or "*" in tags


def _unchanged(tag: str) -> Response:
    return Response(status_code=304, headers=_HEADERS | {"ETag": tag})
