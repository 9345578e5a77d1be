"""The selected events over time: stacked counts by class, and the spans of uncertain dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from events.query.index import CLASS_OF_TYPE, NO_DAY, Array, Index, Mask
from events.query.symbol import CLASSES

MOST_BARS = 250
"""Twenty years by month fit."""
MOST_SPANS = 40
"""More spans than this say nothing a bar does not."""


class Unit(StrEnum):
    """The width of a bar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bar:
    """The events that begin in one stretch of days."""

    start: date
    counts: tuple[int, ...]
    """By class, in the order of ``CLASSES``."""


@dataclass(frozen=True, slots=True)
class Span:
    """One event whose day is known only as a range."""

    event: str
    start: date
    end: date
    group: int
    """Position in ``CLASSES``."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars in order; stretches without events are left out."""

    unit: Unit
    bars: tuple[Bar, ...]
    spans: tuple[Span, ...]
    first: date | None
    last: date | None


def timeline(index: Index, mask: Mask) -> Timeline:
    """Return the timeline of some rows; the unit follows from how long they stretch."""
    rows = np.flatnonzero(mask & (index.start != NO_DAY))
    if not len(rows):
        return Timeline(Unit.DAY, (), (), None, None)
    first, last = int(index.start[rows[-1]]), int(index.end[rows].max())
    unit = _unit(int(index.start[rows[0]]) - first + 1)
    begins = starts(index.start[rows], unit)
    days, at = np.unique(begins, return_inverse=True)
    code = at * len(CLASSES) + CLASS_OF_TYPE[index.type[rows]]
    counts = np.bincount(code, minlength=len(days) * len(CLASSES)).reshape(-1, len(CLASSES))
    bars = tuple(
        Bar(date.fromordinal(int(day)), tuple(int(n) for n in row))
        for day, row in zip(days, counts, strict=True)
    )
    return Timeline(
        unit, bars, _spans(index, rows), date.fromordinal(first), date.fromordinal(last)
    )


def _unit(days: int) -> Unit:
    for unit, width in ((Unit.DAY, 1), (Unit.WEEK, 7), (Unit.MONTH, 30)):
        if days <= MOST_BARS * width:
            return unit
    return Unit.YEAR


def starts(days: Array, unit: Unit) -> Array:
    """Return the first day of the unit that holds each ordinal day; weeks begin on Monday."""
    if unit is Unit.DAY:
        return days
    if unit is Unit.WEEK:
        monday: Array = days - (days - 1) % 7
        return monday
    epoch = date(1970, 1, 1).toordinal()
    cut = "datetime64[M]" if unit is Unit.MONTH else "datetime64[Y]"
    begun = (days - epoch).astype("datetime64[D]").astype(cut).astype("datetime64[D]")
    first: Array = begun.astype(np.int64) + epoch
    return first


def _spans(index: Index, rows: Array) -> tuple[Span, ...]:
    wide = rows[index.end[rows] > index.start[rows]]
    if len(wide) > MOST_SPANS:
        return ()
    return tuple(
        Span(
            index.id[row].decode(),
            date.fromordinal(int(index.start[row])),
            date.fromordinal(int(index.end[row])),
            int(CLASS_OF_TYPE[index.type[row]]),
        )
        for row in wide
    )
