"""How near two reports are in place and time, each known only so exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from events.merge.rule import PLACE, TIME
from events.merge.trait import Dating, Trait
from geodata.place import Place, Precision

POINTS = frozenset((Precision.SITE, Precision.TOWN))
_VAGUE = frozenset((Precision.COUNTRY, Precision.WORLD))
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks for two reports being of one event, or against."""

    points: float
    why: str


def distance_km(a: Place, b: Place) -> float:
    """Return the distance of two places' points over a sphere, in km."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + (
        cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def place(a: Trait, b: Trait) -> Finding | None:
    """Return what the places say; None where they exclude one event."""
    if a.place is None or b.place is None:
        told = a if a.place else b
        other = b if told is a else a
        if told.place and told.place.precision in POINTS and told.where <= other.spoken:
            # "Police in Kyiv said": its own place is not told, but no other one is meant.
            return Finding(PLACE["spoken"], f"its words name {told.place.name}")
        return Finding(PLACE["unknown"], "")
    return _places(a.place, b.place)


@lru_cache(maxsize=65_536)
def _places(a: Place, b: Place) -> Finding | None:
    if (a.geonames_id is not None and a.geonames_id == b.geonames_id) or a == b:
        return _same(a)
    if a.precision in POINTS and b.precision in POINTS:
        return _points(a, b)
    if a.precision in _VAGUE or b.precision in _VAGUE:
        if Precision.WORLD in (a.precision, b.precision) or a.country == b.country:
            return Finding(PLACE["unknown"], "")
        return None
    return _regions(a, b)


def _same(a: Place) -> Finding:
    why = f"same place ({a.name})"
    if a.precision is Precision.SITE:
        return Finding(PLACE["site"], why)
    if a.precision is Precision.TOWN:
        return Finding(PLACE["city" if a.uncertainty_m >= PLACE["city_m"] else "town"], why)
    if a.precision in _VAGUE:
        return Finding(PLACE["country"], f"same country ({a.name})")
    return Finding(PLACE["region"], f"same region ({a.name})")


def _points(a: Place, b: Place) -> Finding | None:
    km = distance_km(a, b)
    if km > PLACE["close_km"]:
        return None
    why = f"{a.name} and {b.name} lie {km:.0f} km apart"
    small, large = sorted((a, b), key=lambda place: place.population)
    within = km * 1000 <= large.uncertainty_m
    suburb = within and small.population <= PLACE["suburb"] * large.population
    return Finding(PLACE["around" if suburb else "close"], why)


def _regions(a: Place, b: Place) -> Finding | None:
    """Compare where at least one is an area finer than a country."""
    if Precision.SEA_OR_BORDER in (a.precision, b.precision):
        km = distance_km(a, b) * 1000
        return Finding(PLACE["unknown"], "") if km <= a.uncertainty_m + b.uncertainty_m else None
    if a.admin1 is None or a.admin1 != b.admin1:
        return None
    if a.precision is b.precision:
        return None
    fine, wide = (a, b) if a.precision in POINTS else (b, a)
    if wide.precision is Precision.ADMIN2 and (
        distance_km(fine, wide) * 1000 > wide.uncertainty_m + fine.uncertainty_m
    ):
        return None
    return Finding(PLACE["inside"], f"{fine.name} lies in {wide.name}")


def time(a: Trait, b: Trait) -> Finding | None:
    """Return what the times say; None where they exclude one event."""
    if a.dating is Dating.NONE or b.dating is Dating.NONE:
        return Finding(TIME["unknown"], "")
    if a.dating > b.dating:
        a, b = b, a
    if a.dating is Dating.REPORTED:
        return _reported(a, b)
    slack = 0 if a.dating is Dating.PERIOD else int(TIME["slack_days"])
    if a.first > b.last + slack or b.first > a.last + slack:
        return None
    if a.dating is Dating.PERIOD:
        same = (a.first, a.last) == (b.first, b.last)
        return Finding(TIME["same_period"], "same period") if same else Finding(0.0, "")
    if a.first > b.last or b.first > a.last:
        return Finding(TIME["apart"], "a day apart")
    if a.dating is b.dating and a.first == b.first:
        if a.last == a.first:
            return Finding(TIME["day"], f"same day ({_iso(a.first)})")
        if a.last == b.last:
            return Finding(TIME["same_span"], "the same days")
    return Finding(TIME["span"], "the days agree")


def _reported(a: Trait, b: Trait) -> Finding | None:
    """Compare a report that states no day with another: what it tells is of its day or before."""
    lag = a.first - b.last
    slack = int(TIME["slack_days"])
    if b.dating is Dating.PERIOD:
        return None if b.first > a.last + slack else Finding(TIME["unknown"], "")
    if b.dating is Dating.REPORTED:
        if abs(lag) > slack:
            return None
        return Finding(
            TIME["reported_apart" if lag else "reported"],
            "reported a day apart, the day not stated" if lag else "reported on one day",
        )
    if not -slack <= lag <= slack and not b.first <= a.first <= b.last:
        return None
    return Finding(TIME["published"], "reported within a day of it")


@lru_cache(maxsize=4096)
def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
