"""Keys that reports of one event share, so that a report is compared with few others.

Two reports that :func:`events.merge.link.link` may link have a key of one among the keys that the
other is sought by. Keys are numbers of 64 bits; two that fall together by chance cost a comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from math import cos, floor, radians

from events.merge.nearness import POINTS
from events.merge.rule import PLACE, TIME, TOLL
from events.merge.trait import Dating, Trait, trait
from events.report import Report
from geodata.place import Place, Precision

_CELL = 0.5
"""Degrees: coarse, for a report is found by one cell and looks into those in reach."""
_CLOSE = PLACE["close_km"] / 111.0
"""Degrees of latitude."""
_LARGE = TOLL[-2]["from"]
"""A toll that speaks for one event where no place is known."""


def kept(report: Report) -> frozenset[int]:
    """Return the keys that a report is found by."""
    return frozenset(map(_number, keys(trait(report))))


def sought(report: Report) -> frozenset[int]:
    """Return the keys by which the others that may be of its event are found."""
    return frozenset(map(_number, wanted(trait(report))))


@lru_cache(maxsize=4_096)
def keys(told: Trait) -> frozenset[str]:
    """Return :func:`kept` in words: for its own days and its own cell of the map."""
    return frozenset(_keys(told, "vague" if _vague(told) else "exact", wide=False))


@lru_cache(maxsize=4_096)
def wanted(told: Trait) -> frozenset[str]:
    """Return :func:`sought` in words: for the days beside its own and the cells in reach too.

    Two exact places of one region are compared by their cells alone: an exact place looks for
    vague ones in its region, a vague one for both.
    """
    found = frozenset(_keys(told, "vague", wide=True))
    return found | frozenset(_keys(told, "exact", wide=True)) if _vague(told) else found


def _vague(told: Trait) -> bool:
    return told.place is None or told.place.precision not in POINTS


def _keys(told: Trait, level: str, *, wide: bool) -> Iterator[str]:
    if told.report.tabled:
        # A row of an event table stands beside the user's own events, and beside other rows.
        return
    yield f"words {told.wording}"
    if not told.occurred:
        return
    for deed in told.deeds:
        for day in _days(told, wide):
            for mark in _marks(told):
                yield f"{deed} {day} {level} {mark}"
            if told.place and not _vague(told):
                for cell in _cells(told.place, wide):
                    yield f"{deed} {day} cell {cell}"


def _marks(told: Trait) -> Iterator[str]:
    """Yield what two reports may share that are not both exactly placed."""
    yield from _areas(told.place)
    yield from told.names
    if told.place is None:
        yield from (f"says {word}" for word in told.spoken)
    elif told.where and not _vague(told):
        # All of its words are in the other's sentence: one of them finds it.
        yield f"says {max(told.where, key=lambda word: (len(word), word))}"
    for kind, low in told.tolls:
        if low >= _LARGE:
            yield f"{low} {kind}"


def _days(told: Trait, wide: bool) -> Iterator[str]:
    if told.dating is Dating.NONE:
        yield "undated"
        return
    if told.dating is Dating.PERIOD:
        yield f"{told.first}-{told.last}"
        return
    slack = int(TIME["slack_days"]) if wide else 0
    for day in range(told.first - slack, told.last + slack + 1):
        yield str(day)


def _cells(place: Place, wide: bool) -> Iterator[str]:
    """Yield the cell of a point, or those within ``close_km`` of it."""
    north = _CLOSE if wide else 0.0
    east = north / max(0.05, cos(radians(abs(place.lat) + north)))
    for row in _steps(place.lat, north):
        for column in _steps(place.lon, east):
            yield f"{row}:{column % round(360 / _CELL)}"


def _steps(middle: float, reach: float) -> range:
    return range(floor((middle - reach) / _CELL), floor((middle + reach) / _CELL) + 1)


def _areas(place: Place | None) -> Iterator[str]:
    if place is None:
        return
    if place.admin1 and place.precision is not Precision.COUNTRY:
        yield place.admin1
    elif place.precision not in POINTS:
        yield f"{place.geonames_id}:{place.name}"


def _number(key: str) -> int:
    return int.from_bytes(
        blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )
