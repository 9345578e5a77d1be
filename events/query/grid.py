"""The selected events of a view: symbols on a grid of the screen, shaded regions, countries.

A symbol stands at the coordinate of a real place, never at a mean of several: at that of the cell's
place with the most events.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from events.query.clause import inside
from events.query.filter import Box
from events.query.index import NONE, Array
from events.query.selection import Selection, Spots
from events.query.symbol import CLASSES

CELL = 72
"""Screen pixels; symbols are at most 64 wide, so neighbours stay apart."""
MOST_REGIONS = 40
CLOSEST = 15
"""From this zoom on the map does not come closer, so a symbol opens as a list."""


@dataclass(frozen=True, slots=True)
class Symbols:
    """Symbols as columns of k rows. Each is one place, or several that the zoom cannot part."""

    place: Array
    """k, where it stands: the only place, or that with the most events."""
    alone: Array
    """k, whether it stands for that one place only."""
    counts: Array
    """k by class, in the order of ``CLASSES``."""
    claims: Array
    """k by modality, in the order of ``MODALITIES``."""
    row: Array
    """k, the row of the event where there is only one, else NONE."""
    box: Array
    """k by 4: west, south, east, north of all its places."""

    def __len__(self) -> int:
        return len(self.place)


@dataclass(frozen=True, slots=True)
class View:
    """What a view shows."""

    symbols: Symbols
    regions: Symbols
    """Places that are areas, drawn as their outline; the fullest."""
    events: int
    """Selected events at a point or area in the view."""


def view(selection: Selection, box: Box, zoom: float) -> View:
    """Return what the map draws of a selection in a box at a zoom level."""
    points = _inside(selection.points, box)
    areas = _inside(selection.areas, box)
    spots, code = selection.points, cells(selection.points, points, zoom)
    # Stable, and the places come fullest first: so does each group.
    order = np.argsort(code, kind="stable")
    points, code = points[order], code[order]
    starts = np.flatnonzero(np.append(True, code[1:] != code[:-1])) if len(points) else points
    chief = areas[:MOST_REGIONS]
    return View(
        symbols=_symbols(selection, spots, points, starts),
        regions=_symbols(selection, selection.areas, chief, np.arange(len(chief))),
        events=int(spots.totals[points].sum() + selection.areas.totals[areas].sum()),
    )


def _inside(spots: Spots, box: Box) -> Array:
    return np.flatnonzero(inside(spots, box))


def cells(spots: Spots, chosen: Array, zoom: float) -> Array:
    """Return the number of the cell of each chosen spot on the grid of a zoom level.

    The grid is fixed to the world, not to the view: panning never regroups.
    """
    across = 256 * 2.0 ** min(max(zoom, 0.0), 22.0) / CELL
    if not len(chosen):
        return chosen
    column = (spots.x[chosen] * across).astype(np.int64)
    row = (spots.y[chosen] * across).astype(np.int64)
    column -= column.min()
    row -= row.min()
    code: Array = row * (column.max() + 1) + column
    # Sixteen bits are sorted by counting, ten times as fast; a screen has some hundred cells.
    return code.astype(np.uint16) if code.max() < 1 << 16 else code


def _symbols(selection: Selection, spots: Spots, chosen: Array, starts: Array) -> Symbols:
    """Return a symbol for each group of spots; a group begins with its chief."""
    chief = spots.place[chosen][starts]
    alone = np.diff(np.append(starts, len(chosen))) == 1
    if len(starts):
        sums = np.add.reduceat(spots.tally[chosen], starts, axis=0)
        lon, lat = spots.lon[chosen], spots.lat[chosen]
        least = [np.minimum.reduceat(column, starts) for column in (lon, lat)]
        most = [np.maximum.reduceat(column, starts) for column in (lon, lat)]
        box = np.column_stack([*least, *most])
    else:
        sums, box = spots.tally[:0], np.empty((0, 4))
    counts, claims = np.split(sums, [len(CLASSES)], axis=1)
    return Symbols(
        place=chief,
        alone=alone,
        counts=counts,
        claims=claims,
        row=_rows(selection, chief, alone & (counts.sum(axis=1) == 1)),
        box=box,
    )


def _rows(selection: Selection, places: Array, single: Array) -> Array:
    # Where no symbol is a single event, as with most filters at a million, no row is looked up.
    if not single.any():
        return np.full(len(places), NONE, dtype=np.int32)
    return np.where(single, selection.only[places], NONE)
