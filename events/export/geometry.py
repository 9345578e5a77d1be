"""The geometry of an event: its point, the outline of its region, or none."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

from events.event import Event
from geodata.outline import outline

Geometry = Mapping[str, Any]
"""A GeoJSON geometry: Point, Polygon or MultiPolygon, WGS 84."""


def geometry(event: Event) -> Geometry | None:
    """Return a point for a site or town, an outline for a region, None for all that is not drawn.

    A region of which no outline is known has none: its point in the middle is no place of it.
    """
    place = event.place
    if place is None or not event.mapped:
        return None
    if place.areal:
        return outline(place.outline) if place.outline else None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def polygons(shape: Geometry) -> Sequence[Sequence[Sequence[Sequence[float]]]]:
    """Return the polygons of an area, each a list of rings, the outer one first."""
    found = shape["coordinates"]
    return found if shape["type"] == "MultiPolygon" else [found]


def largest_ring(shape: Geometry) -> Sequence[Sequence[float]]:
    """Return the outer ring of an area's largest part."""
    return max((polygon[0] for polygon in polygons(shape)), key=_size)


def _size(ring: Sequence[Sequence[float]]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs))


def wkb(shape: Geometry) -> bytes:
    """Return a geometry as well-known binary, little-endian (OGC 06-103r4)."""
    if shape["type"] == "Point":
        return struct.pack("<BIdd", 1, 1, *shape["coordinates"][:2])
    if shape["type"] == "Polygon":
        return _polygon(shape["coordinates"])
    parts = [_polygon(polygon) for polygon in shape["coordinates"]]
    return struct.pack("<BII", 1, 6, len(parts)) + b"".join(parts)


def wkt(shape: Geometry) -> str:
    """Return a point or area as well-known text."""
    if shape["type"] == "Point":
        return f"POINT ({_pair(shape['coordinates'])})"
    parts = ", ".join(f"({_rings(polygon)})" for polygon in polygons(shape))
    return f"MULTIPOLYGON ({parts})"


def _polygon(rings: Sequence[Sequence[Sequence[float]]]) -> bytes:
    parts = [struct.pack("<BII", 1, 3, len(rings))]
    for ring in rings:
        parts.append(struct.pack("<I", len(ring)))
        parts += [struct.pack("<dd", *point[:2]) for point in ring]
    return b"".join(parts)


def _rings(polygon: Sequence[Sequence[Sequence[float]]]) -> str:
    return ", ".join("(" + ", ".join(map(_pair, ring)) + ")" for ring in polygon)


def _pair(point: Sequence[float]) -> str:
    return f"{point[0]:.6g} {point[1]:.6g}"
