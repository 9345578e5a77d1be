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

CELL = 64
"""Screen pixels; symbols are at most 44 wide, so neighbours stay apart."""
MOST_REGIONS = 40
CLOSEST = 15
"""From this zoom on the map does not come closer, so a symbol opens as a list."""
AREAL = np.array(
    [p in (Precision.ADMIN1, Precision.ADMIN2, Precision.SEA_OR_BORDER) for p in PRECISIONS]
)
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
    return View(
        symbols=tuple(_grouped(selection, points, totals, zoom)),
        regions=tuple(_symbol(selection, np.array([place]), int(place)) for place in areas),
        outlines=tuple(str(index.outline[place]) for place in areas),
        events=int(totals[seen].sum()),
    )


def _grouped(selection: Selection, points: Array, totals: Array, zoom: float) -> list[Symbol]:
    if not len(points):
        return []
    code = cells(selection.index, points, zoom)
    order = np.lexsort((-totals[points], code))
    points, code = points[order], code[order]
    starts = np.flatnonzero(np.append(True, code[1:] != code[:-1]))
    groups = np.split(points, starts[1:])
    return [_symbol(selection, group, int(group[0])) for group in groups]


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


def _symbol(selection: Selection, places: Array, chief: int) -> Symbol:
    index = selection.index
    counts = selection.counts[places].sum(axis=0)
    total = int(counts.sum())
    alone = len(places) == 1
    return Symbol(
        lat=float(index.lat[chief]),
        lon=float(index.lon[chief]),
        counts=tuple(int(n) for n in counts.sum(axis=1)),
        claims=tuple(int(n) for n in counts.sum(axis=0)),
        place=chief if alone else None,
        event=index.id[selection.only[chief]].decode() if total == 1 else None,
        precision=str(PRECISIONS[index.precision[chief]]),
        name=str(index.place_name[chief]),
        box=Box(
            float(index.lon[places].min()),
            float(index.lat[places].min()),
            float(index.lon[places].max()),
            float(index.lat[places].max()),
        ),
    )
