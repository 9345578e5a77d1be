"""The route that a pan asks: the symbols, regions and counts of one view, packed and kept."""

from __future__ import annotations

import gzip
import math
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboard.catalogue import current
from dashboard.question import asked, box, number
from events.query.filter import Filter
from events.query.grid import Symbols, view
from events.query.index import NONE, Array, Index
from events.query.selection import Desk, Selection

KEPT = 512
"""Packed views held ready, about 3 MB: those of a reload, a way back, other readers of a link."""
LEVEL = 5
"""Of gzip: 0.15 ms and 5.6 kB for the fullest view; level 9 is 2 % smaller and takes twice that."""


@dataclass(slots=True)
class Views:
    """The last packed views of one desk, by the query that asked. Safe between threads."""

    _desk: Desk | None = None
    _packed: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, desk: Desk, query: str) -> bytes | None:
        """Return a packed view, None if it is not here."""
        with self._lock:
            return self._packed.get(query) if desk is self._desk else None

    def put(self, desk: Desk, query: str, packed: bytes) -> None:
        """Keep a view; those of an earlier desk go."""
        with self._lock:
            if desk is not self._desk:
                self._desk = desk
                self._packed.clear()
            self._packed[query] = packed
            while len(self._packed) > KEPT:
                self._packed.popitem(last=False)


_views = Views()


async def answer(request: Request) -> Response:
    """Answer at once where the filter's selection is known, else filter in a thread.

    A view of a known selection takes a millisecond. In a thread it would wait for its turn at the
    interpreter, up to 5 ms for each other thread that wants it.
    """
    desk = current().ready()
    packed = _views.get(desk, request.url.query) if desk else None
    if packed is None:
        filtered = asked(request)
        if desk and desk.holds(filtered):
            packed = _pack(desk, filtered, request)
        else:
            packed = await run_in_threadpool(_slowly, filtered, request)
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        packed = gzip.decompress(packed)
    return Response(packed, media_type="application/json", headers=headers)


def _slowly(filtered: Filter, request: Request) -> bytes:
    return _pack(current().desk(), filtered, request)


def _pack(desk: Desk, filtered: Filter, request: Request) -> bytes:
    within, zoom = box(request), number(request, "zoom", 0, 22, None)
    selection = desk.select(filtered)
    drawn = view(selection, within, zoom)
    digits = math.ceil(math.log10(256 * 2**zoom / 360)) + 1
    told = {
        "events": len(selection),
        "seen": drawn.events,
        "unplaced": len(selection.unplaced),
        "coarse": len(selection.by_country),
        "undated": selection.undated,
        "extent": _extent(selection),
        "symbols": _symbols(selection.index, drawn.symbols, digits),
        "regions": _regions(selection.index, drawn.regions, digits),
    }
    packed = gzip.compress(orjson.dumps(told), LEVEL, mtime=0)
    _views.put(desk, request.url.query, packed)
    return packed


def _extent(selection: Selection) -> list[float] | None:
    return [round(degrees, 3) for degrees in selection.extent] if selection.extent else None


def _symbols(index: Index, symbols: Symbols, digits: int) -> list[tuple[Any, ...]]:
    """Return lat, lon, counts by class, claim, key, name, and of a group the box to zoom to."""
    # A hair wider than the places, so that rounding loses none.
    hair = 10.0**-digits * np.array([-1, -1, 1, 1])
    boxes = np.round(symbols.box + hair, digits).tolist()
    corners = [None if lone else box for lone, box in zip(symbols.alone, boxes, strict=True)]
    return list(zip(*_columns(index, symbols, digits), corners, strict=True))


def _regions(index: Index, regions: Symbols, digits: int) -> list[tuple[Any, ...]]:
    """Return lat, lon, counts by class, claim, key, name, outline's key."""
    outlines = index.outline[regions.place].tolist()
    return list(zip(*_columns(index, regions, digits), outlines, strict=True))


def _columns(index: Index, symbols: Symbols, digits: int) -> tuple[list[Any], ...]:
    """Return what symbols and regions have; coordinates to a tenth of a pixel at this zoom."""
    place = symbols.place
    return (
        np.round(index.lat[place], digits).tolist(),
        np.round(index.lon[place], digits).tolist(),
        symbols.counts.tolist(),
        _claims(symbols).tolist(),
        _keys(index, symbols),
        index.place_name[place].tolist(),
    )


def _claims(symbols: Symbols) -> Array:
    """Return the modality that all events of a symbol share, 0 where they differ."""
    shared = symbols.claims == symbols.counts.sum(axis=1, keepdims=True)
    found: Array = np.argmax(shared, axis=1)
    return found


def _keys(index: Index, symbols: Symbols) -> list[str | None]:
    """Return what a click opens: ``e:`` and an event, ``p:`` and a place, None for a group."""
    return [
        f"e:{index.id[row].decode()}" if row != NONE else f"p:{place}" if lone else None
        for place, lone, row in zip(
            symbols.place.tolist(), symbols.alone.tolist(), symbols.row.tolist(), strict=True
        )
    ]
