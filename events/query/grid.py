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
OVERLAP = 0.8
"""Of the sum of two radii: closer symbols become one. At .8 rims may touch, numbers do not."""
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
    points, starts = _apart(spots, points[order], _starts(code[order]), zoom)
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


def _starts(code: Array) -> Array:
    """Return where each run of equal codes starts."""
    return np.flatnonzero(np.append(True, code[1:] != code[:-1])) if len(code) else code


def reach(total: Array) -> Array:
    """Return the radius in pixels of the symbol of so many events, as ``symbol.js`` draws it."""
    radius: Array = np.where(total == 1, 9.0, np.minimum(21, 11 + 1.9 * np.log2(total)))
    return radius


def _apart(spots: Spots, points: Array, starts: Array, zoom: float) -> tuple[Array, Array]:
    """Join groups whose symbols would cover each other's number: the smaller goes to the larger.

    ``points`` are sorted by group. Cells alone do not keep symbols apart: the fullest places of two
    neighbouring cells may lie on either side of the line between them.
    """
    if len(starts) < 2:
        return points, starts
    totals = np.add.reduceat(spots.totals[points], starts)
    rank = np.lexsort((points[starts], -totals))  # the fullest first
    chief, radius = points[starts][rank], reach(totals[rank]).astype(np.float32)
    x, y = ((column[chief] * 256 * 2.0**zoom) for column in (spots.x, spots.y))
    x, y = ((pixels - pixels.min()).astype(np.float32) for pixels in (x, y))
    square = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
    close = np.tril(square < (OVERLAP * (radius[:, None] + radius)) ** 2, -1)
    if not close.any():
        return points, starts
    host = np.arange(len(rank))
    for group in np.flatnonzero(close.any(axis=1)).tolist():
        # Taken over only by a fuller one that is not itself taken; the nearest of those.
        hosts = [other for other in np.flatnonzero(close[group]).tolist() if host[other] == other]
        if hosts:
            host[group] = min(hosts, key=lambda other: square[group, other])
    joined = np.empty_like(host)
    joined[rank] = host
    lengths = np.diff(np.append(starts, len(points)))
    owner = np.repeat(joined, lengths)
    order = np.lexsort((points, owner))  # spots are numbered by how full they are
    return points[order], _starts(owner[order])


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
