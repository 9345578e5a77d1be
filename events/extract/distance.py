"""Distances between places, and which place lies in which."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from geodata.place import Place, Precision

TOWNS = (Precision.TOWN, Precision.SITE)
"""Precisions of what is as small as a town, which is drawn as a point."""
TOWN_KM, REGION_KM = 50.0, 250.0
"""How far from a town's, and from a region's, representative point its places may lie."""


def distance_km(a: Place, b: Place) -> float:
    """Return the great-circle distance of two places in kilometres."""
    la, lb = radians(a.lat), radians(b.lat)
    h = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


def may_lie_in(inner: Place, outer: Place) -> bool:
    """Whether nothing that is known of two places speaks against one lying in the other."""
    if outer.precision is Precision.WORLD or inner.geonames_id == outer.geonames_id:
        return True
    if inner.country and outer.country and inner.country != outer.country:
        return False
    if outer.precision is Precision.COUNTRY:
        return True
    if outer.feature == "ADM1" and inner.admin1 and outer.admin1:
        return inner.admin1 == outer.admin1
    near = TOWN_KM if outer.precision in TOWNS else REGION_KM
    return distance_km(inner, outer) <= near


def apart(one: Place | None, other: Place | None) -> bool:
    """Whether neither of two known places may lie in the other."""
    if one is None or other is None:
        return False
    return not may_lie_in(one, other) and not may_lie_in(other, one)
