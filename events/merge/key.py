"""Keys that reports of one event share, so that a report is compared with few others.

Two reports that :func:`events.merge.link.link` may link have a key of one among the keys that the
other is sought by. Keys are numbers of 64 bits; two that fall together by chance cost a comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from math import cos, floor, radians

from events.merge.nearness import POINTS
from events.merge.rule import PLACE, TIME, TOLL
from events.merge.trait import Dating, Trait, trait
from events.report import Report
from geodata.place import Place, Precision

_CELL = 0.5
"""Degrees: with half of ``close_km`` around them, two points that are close share a cell."""
_HALF = PLACE["close_km"] / 2 / 111.0
_LARGE = TOLL[-2]["from"]
"""A toll that speaks for one event where no place is known."""


def kept(report: Report) -> frozenset[int]:
    """Return the keys that a report is found by."""
    return frozenset(map(_number, keys(trait(report))))


def sought(report: Report) -> frozenset[int]:
    """Return the keys by which the others that may be of its event are found."""
    return frozenset(map(_number, wanted(trait(report))))


def keys(told: Trait) -> frozenset[str]:
    """Return :func:`kept` in words."""
    return frozenset(_keys(told, told.place is None or told.place.precision not in POINTS))


def wanted(told: Trait) -> frozenset[str]:
    """Return :func:`sought` in words: what is vague also looks for what is exact."""
    found = keys(told)
    if told.place is None or told.place.precision not in POINTS:
        return found | frozenset(_keys(told, False))
    # Two exact places of one region are compared by their cells alone.
    return frozenset(key.replace(" exact ", " vague ") for key in found) | found.difference(
        key for key in found if " exact " in key
    )


def _keys(told: Trait, vague: bool) -> Iterator[str]:
    if told.report.tabled:
        # A row of an event table stands beside the user's own events, and beside other rows.
        return
    yield f"words {told.wording}"
    if not told.occurred:
        return
    level = "vague" if vague else "exact"
    for deed in told.deeds:
        for day in _days(told):
            if told.place and told.place.precision in POINTS:
                for cell in _cells(told.place):
                    yield f"{deed} {day} cell {cell}"
            for area in _areas(told.place):
                yield f"{deed} {day} {level} {area}"
            for name in told.names:
                yield f"{deed} {day} {level} {name}"
            for kind, low in told.tolls:
                if low >= _LARGE:
                    yield f"{deed} {day} {level} {low} {kind}"


def _days(told: Trait) -> Iterator[str]:
    """Yield the days and the one after the last: so neighbouring days share one."""
    if told.dating is Dating.NONE:
        yield "undated"
        return
    if told.dating is Dating.PERIOD:
        yield f"{told.first}-{told.last}"
        return
    for day in range(told.first, told.last + int(TIME["slack_days"]) + 1):
        yield str(day)


def _cells(place: Place) -> Iterator[str]:
    """Yield the cells that lie within half of ``close_km``."""
    wide = _HALF / max(0.05, cos(radians(place.lat)))
    rows = {floor((place.lat + by) / _CELL) for by in (-_HALF, _HALF)}
    columns = {floor((place.lon + by) / _CELL) for by in (-wide, wide)}
    for row in sorted(rows):
        for column in sorted(columns):
            yield f"{row}:{column % round(360 / _CELL)}"


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
