"""The selected events of a view: symbols on a grid of the screen, shaded regions, countries.

A symbol stands at the coordinate of a real place, never at a mean of several: at that of the cell's
place with the most events.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from events.query.clause import inside
from events.query.filter import Box
from events.query.index import PRECISIONS, Array, Index
from events.query.selection import Selection
from geodata.place import Precision

CELL = 72
"""Screen pixels; symbols are at most 64 wide, so neighbours stay apart."""
MOST_REGIONS = 40
CLOSEST = 15
"""From this zoom on the map does not come closer, so a symbol opens as a list."""
AREAL = np.array(
    [p in (Precision.ADMIN1, Precision.ADMIN2, Precision.SEA_OR_BORDER) for p in PRECISIONS]
)
_PRECISIONS = tuple(str(p) for p in PRECISIONS)
COARSE = np.array([p in (Precision.COUNTRY, Precision.WORLD) for p in PRECISIONS])


@dataclass(frozen=True, slots=True)
class Symbol:
    """Events drawn as one: those of one place, or of several that the zoom cannot part."""

    lat: float
    lon: float
    counts: tuple[int, ...]
    """By class, in the order of ``CLASSES``."""
    claims: tuple[int, ...]
    """By modality, in the order of ``MODALITIES``."""
    place: int | None
    """The place, None where the symbol stands for several."""
    event: str | None
    """The event, where there is only one."""
    precision: str
    name: str
    box: Box
    """Holds every place that the symbol stands for."""


@dataclass(frozen=True, slots=True)
class View:
    """What a view shows."""

    symbols: tuple[Symbol, ...]
    regions: tuple[Symbol, ...]
    """Places that are areas: drawn as their outline."""
    outlines: tuple[str, ...]
    """The outline keys of ``regions``, empty where only a point is known."""
    events: int
    """Selected events at a point or area in the view."""


def view(selection: Selection, box: Box, zoom: float) -> View:
    """Return what the map draws of a selection in a box at a zoom level."""
    index = selection.index
    totals = selection.totals
    seen = (totals > 0) & inside(index, box) & ~COARSE[index.precision]
    areas = np.flatnonzero(seen & AREAL[index.precision])
    points = np.flatnonzero(seen & ~AREAL[index.precision])
    areas = areas[np.argsort(-totals[areas], kind="stable")][:MOST_REGIONS]
    symbols: tuple[Symbol, ...] = ()
    if len(points):
        code = cells(index, points, zoom)
        order = np.lexsort((-totals[points], code))
        points, code = points[order], code[order]
        starts = np.flatnonzero(np.append(True, code[1:] != code[:-1]))
        symbols = _symbols(selection, points, starts)
    return View(
        symbols=symbols,
        regions=_symbols(selection, areas, np.arange(len(areas))) if len(areas) else (),
        outlines=tuple(index.outline[areas].tolist()),
        events=int(totals[seen].sum()),
    )


def cells(index: Index, places: Array, zoom: float) -> Array:
    """Return the number of each place's cell on the web mercator grid of a zoom level.

    The grid is fixed to the world, not to the view: panning never regroups.
    """
    across = 256 * 2.0 ** min(max(zoom, 0.0), 22.0) / CELL
    lat = np.clip(index.lat[places], -85.05, 85.05)
    x = (index.lon[places] + 180) / 360
    y = (1 - np.arcsinh(np.tan(np.radians(lat))) / math.pi) / 2
    code: Array = np.floor(y * across) * math.ceil(across + 1) + np.floor(x * across)
    return code.astype(np.int64)


def _symbols(selection: Selection, places: Array, starts: Array) -> tuple[Symbol, ...]:
    """Return a symbol for each group of places; a group begins with its chief."""
    index = selection.index
    chief = places[starts]
    sums = np.add.reduceat(selection.counts[places], starts, axis=0)
    corners = [
        bound.reduceat(column[places], starts).tolist()
        for bound, column in (
            (np.minimum, index.lon),
            (np.minimum, index.lat),
            (np.maximum, index.lon),
            (np.maximum, index.lat),
        )
    ]
    alone = np.diff(np.append(starts, len(places))) == 1
    single = alone & (selection.totals[chief] == 1)
    columns = zip(
        index.lat[chief].tolist(),
        index.lon[chief].tolist(),
        sums.sum(axis=2).tolist(),
        sums.sum(axis=1).tolist(),
        [place if lone else None for place, lone in zip(chief.tolist(), alone, strict=True)],
        [
            index.id[row].decode() if one else None
            for row, one in zip(selection.only[chief], single, strict=True)
        ],
        index.precision[chief].tolist(),
        index.place_name[chief].tolist(),
        zip(*corners, strict=True),
        strict=True,
    )
    return tuple(
        Symbol(
            lat,
            lon,
            tuple(counts),
            tuple(claims),
            place,
            event,
            _PRECISIONS[level],
            name,
            Box(*box),
        )
        for lat, lon, counts, claims, place, event, level, name, box in columns
    )
