"""Build the map's own background from Natural Earth: ``python -m dashboard.basemap``.

Reads the layers of ``../shared/geodata`` (see ``SOURCES.md`` there) and writes three compact files
to ``static/basemap``; they are committed, so that a clone draws the map without them. Borders are
kept as shared arcs: each is simplified once, so neighbours never part, and a border that two
countries share is known from a coast.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from dashboard import label
from dashboard.label import SHARED, features

Point = tuple[int, int]
"""Longitude and latitude in thousandths of a degree."""

SCALE = 1000
OVERVIEW_TOLERANCE = 0.06
"""Degrees; a pixel at zoom 4 is 0.088 degrees wide."""
DETAIL_TOLERANCE = 0.012
ADMIN1_TOLERANCE = 0.02
DISPUTED_DISTANCE = 0.04
"""Degrees off every border of the countries file: beyond this a line shows a de facto border."""
LAKE_MINIMUM = 0.02
"""Square degrees; smaller lakes do not show before zoom 9."""
CONTESTED = {"KOS", "PSX", "SAH"}
"""Natural Earth codes of countries whose own borders are disputed: Kosovo, Palestine, W. Sahara."""
LEASED = (62.5, 44.5, 64.5, 47.0)
"""Baikonur (west, south, east, north) is leased, not disputed."""
OUT = Path(__file__).parent.parent / "static" / "basemap"


@dataclass(slots=True)
class Topology:
    """Rings as sequences of shared arcs."""

    arcs: list[list[Point]] = field(default_factory=list)
    users: Counter[int] = field(default_factory=Counter)
    index: dict[tuple[Point, ...], int] = field(default_factory=dict)

    def arc(self, points: list[Point]) -> int:
        """Return the number of an arc, or ``~number`` where it runs the other way."""
        forward, backward = tuple(points), tuple(reversed(points))
        key = min(forward, backward)
        number = self.index.setdefault(key, len(self.arcs))
        if number == len(self.arcs):
            self.arcs.append(list(key))
        self.users[number] += 1
        return number if key == forward else ~number


def snapped(coordinates: Iterable[list[float]]) -> list[Point]:
    """Round to thousandths of a degree and drop repeated points."""
    points: list[Point] = []
    for lon, lat, *_ in coordinates:
        point = (round(lon * SCALE), round(lat * SCALE))
        if not points or points[-1] != point:
            points.append(point)
    return points


def rings(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield the closed rings of a polygon or multipolygon."""
    polygons = geometry["coordinates"]
    for polygon in polygons if geometry["type"] == "MultiPolygon" else [polygons]:
        for ring in polygon:
            points = snapped(ring)
            if len(points) > 3:
                yield points


def lines(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield the lines of a line string or multi line string."""
    parts = geometry["coordinates"]
    for part in parts if geometry["type"] == "MultiLineString" else [parts]:
        points = snapped(part)
        if len(points) > 1:
            yield points


def junctions(all_rings: Iterable[list[Point]]) -> set[Point]:
    """Return the points where borders meet: those with other than two neighbours."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in all_rings:
        for here, there in pairwise(ring):
            neighbours[here].add(there)
            neighbours[there].add(here)
    return {point for point, around in neighbours.items() if len(around) != 2}


def split(ring: list[Point], meeting: set[Point]) -> Iterator[list[Point]]:
    """Cut a closed ring at the junctions; a ring without one is cut at its smallest point."""
    open_ring = ring[:-1]
    cuts = [i for i, point in enumerate(open_ring) if point in meeting]
    if not cuts:
        first = open_ring.index(min(open_ring))
        far = max(range(len(open_ring)), key=lambda i: math.dist(open_ring[i], open_ring[first]))
        cuts = sorted({first, far})
    for this, following in zip(cuts, [*cuts[1:], cuts[0] + len(open_ring)], strict=True):
        yield [open_ring[i % len(open_ring)] for i in range(this, following + 1)]


def simplified(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas-Peucker; ``tolerance`` in degrees."""
    limit = tolerance * SCALE
    coordinates = np.asarray(points, dtype=float)
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        start, end = coordinates[first], coordinates[last]
        inner = coordinates[first + 1 : last] - start
        along = end - start
        length = float(np.hypot(*along))
        if length:
            distance = np.abs(along[0] * inner[:, 1] - along[1] * inner[:, 0]) / length
        else:
            distance = np.hypot(inner[:, 0], inner[:, 1])
        worst = int(distance.argmax())
        if distance[worst] > limit:
            middle = first + 1 + worst
            keep.add(middle)
            stack += [(first, middle), (middle, last)]
    return [points[i] for i in sorted(keep)]


def deltas(points: list[Point]) -> list[int]:
    """Flatten to x, y, dx, dy, dx, dy ..."""
    flat = list(points[0])
    for (x0, y0), (x1, y1) in pairwise(points):
        flat += [x1 - x0, y1 - y0]
    return flat


def countries(found: list[dict[str, Any]], tolerance: float, smallest: float) -> dict[str, Any]:
    """Return countries as rings of arcs; rings below ``smallest`` square degrees are left out."""
    shapes = [
        (feature["properties"], [r for r in rings(feature["geometry"]) if area(r) >= smallest])
        for feature in found
    ]
    # A country that is all small islands keeps its largest one.
    shapes = [
        (properties, kept or [max(rings(feature["geometry"]), key=area)])
        for (properties, kept), feature in zip(shapes, found, strict=True)
    ]
    meeting = junctions(ring for _, kept in shapes for ring in kept)
    topology = Topology()
    contested: set[int] = set()
    drawn = []
    for properties, kept in shapes:
        arcs = [[topology.arc(arc) for arc in split(ring, meeting)] for ring in kept]
        drawn.append({"iso": properties["ISO_A3_EH"], "rings": arcs})
        if properties["ADM0_A3"] in CONTESTED:
            contested |= {max(number, ~number) for ring in arcs for number in ring}
    shared = {number for number, users in topology.users.items() if users > 1}
    return {
        "arcs": [deltas(simplified(arc, tolerance)) for arc in topology.arcs],
        "land_borders": sorted(shared - contested),
        "disputed_borders": sorted(shared & contested),
        "countries": drawn,
    }


def area(ring: list[Point]) -> float:
    """Return a ring's area in square degrees, unsigned."""
    xy = np.asarray(ring, dtype=float) / SCALE
    x, y = xy[:, 0], xy[:, 1]
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def dense(points: list[Point], step: float = 0.02) -> np.ndarray:
    """Return points at most ``step`` degrees apart along a line, in degrees."""
    xy = np.asarray(points, dtype=float) / SCALE
    parts = []
    for start, end in pairwise(xy):
        count = max(1, math.ceil(float(np.hypot(*(end - start))) / step))
        parts.append(start + (end - start) * np.linspace(0, 1, count, endpoint=False)[:, None])
    return np.vstack([*parts, xy[-1:]])


def disputed(found: list[dict[str, Any]], boundary: list[dict[str, Any]]) -> list[list[int]]:
    """Return de facto lines that the countries file, drawn by international recognition, lacks."""
    land = [np.asarray(r, dtype=float) / SCALE for f in found for r in rings(f["geometry"])]
    tree = cKDTree(np.vstack([dense(r) for f in found for r in rings(f["geometry"])]))
    west, south, east, north = LEASED
    result = []
    for feature in boundary:
        for line in lines(feature["geometry"]):
            points = dense(line)
            x, y = points[len(points) // 2]
            away = (tree.query(points)[0] > DISPUTED_DISTANCE).mean() > 0.5
            leased = west < x < east and south < y < north
            if away and not leased and inside(float(x), float(y), land):
                result.append(deltas(simplified(line, DETAIL_TOLERANCE)))
    return result


def inside(x: float, y: float, land: list[np.ndarray]) -> bool:
    """Whether a point lies on land, by the even-odd rule over all rings around it."""
    crossings = 0
    for ring in land:
        x0, y0, x1, y1 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
        spans = (y0 > y) != (y1 > y)
        at = x0[spans] + (y - y0[spans]) * (x1[spans] - x0[spans]) / (y1[spans] - y0[spans])
        crossings += int((at > x).sum())
    return crossings % 2 == 1


def write(name: str, content: dict[str, Any]) -> None:
    """Write one compact JSON file and say how large it is."""
    OUT.mkdir(parents=True, exist_ok=True)
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    (OUT / name).write_bytes(data)
    print(f"{name}: {len(data) // 1000} kB, {len(gzip.compress(data)) // 1000} kB gzipped")


def main() -> None:
    """Build the files."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    base = SHARED / "basemap"
    nations = features(base / "ne_10m_admin_0_countries_deu_s.geojson.gz")
    boundary = features(base / "ne_10m_admin_0_boundary_lines_land_s.geojson.gz")
    admin1 = features(base / "ne_10m_admin_1_states_provinces_lines_s.geojson.gz")
    lakes = [
        ring
        for feature in features(base / "ne_10m_lakes_s.geojson.gz")
        for ring in rings(feature["geometry"])
        if area(ring) >= LAKE_MINIMUM
    ]
    contested = disputed(nations, boundary)
    large = [deltas(simplified(ring, OVERVIEW_TOLERANCE)) for ring in lakes if area(ring) > 0.5]
    overview = countries(nations, OVERVIEW_TOLERANCE, smallest=0.05)
    write("overview.json", overview | {"lakes": large, "disputed": contested})
    detail = countries(nations, DETAIL_TOLERANCE, smallest=0.0)
    fine = [deltas(simplified(ring, DETAIL_TOLERANCE)) for ring in lakes]
    inner = [
        deltas(simplified(line, ADMIN1_TOLERANCE))
        for feature in admin1
        for line in lines(feature["geometry"])
    ]
    write("detail.json", detail | {"lakes": fine, "disputed": contested, "admin1": inner})
    english, local = label.read(nations)
    write("labels.json", english)
    write("local.json", local)


if __name__ == "__main__":
    main()
