"""The routes that the map asks, beside Streamlit in the same process."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard import account, archived, cells, decision, download, pace, publication
from dashboard.catalogue import current
from dashboard.overlay import overlay, overlays
from dashboard.question import box, number, selected
from dashboard.security import Refusal, guarded
from events.event import Event
from events.query.grid import MOST_REGIONS
from events.query.timeline import Unit, timeline
from events.telling import listing
from events.telling.detail import detail
from events.telling.script import STATIC, bundle
from events.telling.why import here
from geodata.outline import outline

MOST_PAGES = 200_000
_EVENT_ID = re.compile(r"[0-9a-f]{1,16}")
_OUTLINE_KEY = re.compile(r"[A-Za-z0-9._-]{1,40}")

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}


def events(request: Request) -> Response:
    """One page of the list: in a box, at a place, without a place, or known to a country only."""
    selection = selected(request)
    sort = request.query_params.get("sort", "newest")
    if sort not in listing.SORTS:
        raise Refusal(400, f"sort is none of {', '.join(listing.SORTS)}: {sort[:40]!r}.")
    where = request.query_params.get("where", "")
    if where == "unplaced":
        rows = selection.unplaced
    elif where == "country":
        rows = selection.by_country
    elif where:
        raise Refusal(400, f"where is neither unplaced nor country: {where[:40]!r}.")
    elif "place" in request.query_params:
        most = len(selection.index.lat) - 1
        rows = listing.rows_at(selection, int(number(request, "place", 0, most, None)))
    else:
        rows = listing.rows_in(selection, box(request))
    first = int(number(request, "page", 0, MOST_PAGES, 0)) * listing.PAGE
    shown = listing.arranged(selection.index, rows, sort)[first : first + listing.PAGE]
    return JSONResponse(
        {
            "total": len(rows),
            "selected": len(selection),
            "rows": listing.page(current(), selection.index, shown),
        }
    )


def _event(request: Request) -> Event:
    event_id = request.path_params["event_id"]
    if not _EVENT_ID.fullmatch(event_id):
        raise Refusal(400, "An event's id has up to 16 hexadecimal digits.")
    found = current().event(event_id)
    if found is None:
        raise Refusal(404, "There is no such event. It may have gone with its article.")
    return found


def event(request: Request) -> Response:
    """One event in full."""
    told = detail(current(), _event(request))
    return JSONResponse(told | {"decide": decision.allowed(), "by": account.name(request)})


def why(request: Request) -> Response:
    """The places that the words for an event's place could mean, by report."""
    told = {}
    for report in _event(request).reports:
        article = current().article(report.article_id)
        if article and report.where:
            told[report.id] = here(article, report.where)
    return JSONResponse(told)


def outlines(request: Request) -> Response:
    """The outlines of countries and regions: GeoJSON by key, null where there is none."""
    keys = request.query_params.get("keys", "").split(",")
    if len(keys) > MOST_REGIONS:
        raise Refusal(400, f"Ask for at most {MOST_REGIONS} outlines at once.")
    if not all(_OUTLINE_KEY.fullmatch(key) for key in keys):
        raise Refusal(400, "keys are an outline's each, such as UKR,UA.05.")
    told = {key: outline(key) for key in keys}
    return JSONResponse(told, headers={"Cache-Control": "private, max-age=3600"})


def layers(_request: Request) -> Response:
    """The user's own layers."""
    told = [{"key": o.key, "name": o.name, "date": o.date, "source": o.source} for o in overlays()]
    return JSONResponse(told)


def layer(request: Request) -> Response:
    """One of the user's own layers as GeoJSON."""
    found = overlay(request.path_params["key"])
    if found is None:
        raise Refusal(404, "There is no such layer.")
    return JSONResponse(found)


def times(request: Request) -> Response:
    """The timeline of what the filter without its dates keeps."""
    selection = selected(request)
    pace.drawn(selection.filter)
    mask = selection.without("date")
    drawn = timeline(selection.index, mask)
    chosen = selection.filter
    ends = (chosen.start or drawn.first, chosen.end or drawn.last)
    return JSONResponse(
        {
            "unit": drawn.unit,
            "width": _DAYS[drawn.unit],
            "bars": [[bar.start.isoformat(), bar.counts] for bar in drawn.bars],
            "spans": [
                [span["event"], span["start"].isoformat(), span["end"].isoformat(), span["group"]]
                for span in map(asdict, drawn.spans)
            ],
            "first": drawn.first.isoformat() if drawn.first else None,
            "last": drawn.last.isoformat() if drawn.last else None,
            "chosen": [day.isoformat() for day in ends if day]
            if drawn.first and (chosen.start or chosen.end)
            else None,
        }
    )


def downloads(request: Request) -> Response:
    """The selected events as a file, exactly those that the filter keeps."""
    return download.answer(current(), selected(request), request.query_params.get("format", ""))


def script(_request: Request) -> Response:
    """The map's scripts as one file: the frame loads its files one after the other."""
    return Response(bundle(), media_type="text/javascript; charset=utf-8")


class Assets(StaticFiles):
    """Our own scripts, styles and layers, kept by the browser until the program changes."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Add what a browser needs to keep a file without mistaking it."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=86400"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def routes() -> list[BaseRoute]:
    """Return the routes for ``st.App``."""
    return [
        Route("/api/map.js", guarded(script)),
        Route("/api/cells", guarded(cells.answer)),
        Route("/api/events", guarded(events)),
        Route("/api/event/{event_id}", guarded(event)),
        Route("/api/why/{event_id}", guarded(why)),
        Route("/api/decide", guarded(decision.decide), methods=["POST"]),
        Route("/api/archived/{article_id}", guarded(archived.page)),
        Route("/api/archived/{article_id}/{digest}", guarded(archived.original)),
        Route("/api/outlines", guarded(outlines)),
        Route("/api/overlays", guarded(layers)),
        Route("/api/overlay/{key}", guarded(layer)),
        Route("/api/timeline", guarded(times)),
        Route("/api/download", guarded(downloads)),
        *publication.routes(),
        Mount("/assets", Assets(directory=STATIC)),
    ]
