"""Builds the compact gazetteer under ``built/`` from the tables in ``sources/``.

Layout, all little-endian numpy arrays that are mapped into memory, not read:
``places.npy`` one record a place, ``labels.bin`` their primary names, ``name_hash.npy`` sorted
64-bit digests of every folded name with ``name_row.npy`` and ``name_kind.npy`` beside it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np
from tqdm import tqdm

from geodata import dump, outline
from geodata.country import countries
from geodata.names import NameKind, keys
from geodata.source import (
    Entry,
    admin1_entries,
    admin2_entries,
    airport_entries,
    country_entries,
    points,
    region_entries,
    table,
    town_entries,
)
from geodata.spelling import fold

PLACE = np.dtype(
    [
        ("gid", "<i4"),
        ("lat", "<f4"),
        ("lon", "<f4"),
        ("population", "<u4"),
        ("radius", "<u4"),
        ("label", "<u4"),
        ("admin2", "<u4"),
        ("admin1", "<u2"),
        ("country", "u1"),
        ("feature", "u1"),
        ("length", "u1"),
    ]
)
VERSION = 2
"""Raise when the layout or the rules for names change: an older build is then refused."""
ENTRIES = 300_000
"""About how many entries there are, for the progress bar."""


def _attach(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Add the labels, demonyms, abbreviations and points of ``data/`` to their places."""
    extra: dict[int, list[tuple[str, str]]] = {}
    for row in table("demonyms.tsv"):
        extra.setdefault(int(row["id"]), []).append(("demonym", row["name"]))
    for row in table("labels.tsv"):
        extra.setdefault(int(row["id"]), []).append(("label", row["name"]))
    for row in table("abbreviations.tsv"):
        extra.setdefault(int(row["id"]), []).append(("abbreviation", row["name"]))
    for entry in entries:
        entry.lat, entry.lon = points().get(entry.geonames_id, (entry.lat, entry.lon))
        for kind, name in extra.get(entry.geonames_id, ()):
            if kind == "label":
                entry.aliases.insert(0, entry.name)
                entry.name = name
            else:
                (entry.demonyms if kind == "demonym" else entry.abbreviations).append(name)
        if entry.feature == "PCLI":
            people = {fold(name) for name in entry.demonyms}
            entry.aliases = [name for name in entry.aliases if fold(name) not in people]
        yield entry


def _without_namesakes(towns: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the towns without those other names that the hand-made table has for a place abroad.

    GeoNames calls Casablanca "White House" too, which is what its name means and nobody writes.
    """
    abroad: dict[str, set[str]] = {}
    for entry in region_entries():
        if entry.alpha2:
            abroad.setdefault(fold(entry.name), set()).add(entry.alpha2)
    for town in towns:
        own = fold(town.name)
        town.aliases = [
            name
            for name in town.aliases
            if fold(name) == own or town.alpha2 in abroad.get(fold(name), {town.alpha2})
        ]
        yield town


class _Units:
    """Where the towns of each unit lie, and how many people they have."""

    def __init__(self, towns: Iterable[Entry]) -> None:
        self.points: dict[str, list[tuple[float, float, int]]] = {}
        for town in towns:
            for code in (town.admin1, town.admin2):
                if code:
                    point = (town.lat, town.lon, town.population)
                    self.points.setdefault(code, []).append(point)

    def complete(self, entry: Entry, boxes: dict[str, tuple[float, float, float, float]]) -> bool:
        """Fill in centre, radius and people of a unit; False if nothing tells where it lies."""
        code = entry.admin2 or entry.admin1
        points = self.points.get(code, [])
        if entry.population == 0:
            # Quarters count with their city, so this is more than the people there; for ranking.
            entry.population = min(sum(p[2] for p in points), 2**32 - 1)
        if math.isnan(entry.lat):
            points = points or self.points.get(entry.admin1, [])
            if not points:
                return False
            entry.lat = sum(p[0] for p in points) / len(points)
            entry.lon = sum(p[1] for p in points) / len(points)
        if entry.outline in boxes:
            west, south, east, north = boxes[entry.outline]
            entry.radius_m = entry.radius_m or int(_km(south, west, north, east) * 500)
        else:
            entry.outline = ""
        if not entry.radius_m:
            far = max((_km(entry.lat, entry.lon, p[0], p[1]) for p in points), default=50.0)
            entry.radius_m = int(max(10.0, far) * 1000)
        return True


def _km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Return kilometres between two near points (equirectangular)."""
    x = (lon2 - lon) * math.cos(math.radians((lat + lat2) / 2))
    return math.hypot(x, lat2 - lat) * 111.2


def _town_radius(population: int) -> int:
    """Return the radius in metres of a town: 1,400 people a square kilometre of built-up area."""
    return max(1000, int(15 * math.sqrt(population)))


class Builder:
    """Collects entries and writes the arrays."""

    def __init__(self) -> None:
        self.countries = [c.alpha2 for c in countries()]
        self.features: list[str] = []
        self.admin1: dict[str, int] = {}
        self.admin2: dict[str, int] = {}
        self.outlines: dict[int, str] = {}
        self.records: list[tuple[float, ...]] = []
        self.labels = bytearray()
        self.names: dict[tuple[int, int], int] = {}

    def add(self, entry: Entry) -> None:
        """Take one place in."""
        row = len(self.records)
        if entry.feature not in self.features:
            self.features.append(entry.feature)
        if entry.feature == "ADM1":
            self.admin1[entry.admin1] = row
        if entry.feature == "ADM2":
            self.admin2[entry.admin2] = row
        if entry.outline:
            self.outlines[row] = entry.outline
        label = entry.name.encode()[:255]
        cc = self.countries.index(entry.alpha2) + 1 if entry.alpha2 in self.countries else 0
        self.records.append(
            (
                entry.geonames_id,
                entry.lat,
                entry.lon,
                entry.population,
                entry.radius_m or _town_radius(entry.population),
                len(self.labels),
                self.admin2.get(entry.admin2, -1) + 1,
                self.admin1.get(entry.admin1, -1) + 1,
                cc,
                self.features.index(entry.feature),
                len(label),
            )
        )
        self.labels += label
        for key, kind in keys(entry):
            known = self.names.get((key, row))
            if known is None or kind < known:
                self.names[key, row] = int(kind)

    def write(self, target: Path) -> None:
        """Write the arrays; the meta file comes last and marks the build as whole."""
        target.mkdir(parents=True, exist_ok=True)
        np.save(target / "places.npy", np.array(self.records, dtype=PLACE))
        (target / "labels.bin").write_bytes(bytes(self.labels))
        hashes = np.fromiter((k for k, _ in self.names), dtype="<u8", count=len(self.names))
        rows = np.fromiter((r for _, r in self.names), dtype="<u4", count=len(self.names))
        kinds = np.fromiter(self.names.values(), dtype="u1", count=len(self.names))
        order = np.lexsort((rows, hashes))
        np.save(target / "name_hash.npy", hashes[order])
        np.save(target / "name_row.npy", rows[order])
        np.save(target / "name_kind.npy", kinds[order])
        meta = {
            "version": VERSION,
            "countries": self.countries,
            "features": self.features,
            "admin1": {str(row): code for code, row in self.admin1.items()},
            "outlines": {str(row): key for row, key in self.outlines.items()},
            "loose": NameKind.LOOSE,
        }
        (target / "gazetteer.json").write_text(json.dumps(meta))


def build(target: Path = outline.BUILT, *, added: Path = dump.FOLDER, quiet: bool = False) -> int:
    """Build everything under ``target``, dumps in ``added`` included; return how many places."""
    boxes = outline.build(target)
    towns = list(tqdm(town_entries(), total=234_908, desc="reading towns", disable=quiet))
    units = _Units(towns)
    builder = Builder()
    areas = chain(country_entries(), admin1_entries(), admin2_entries(), region_entries())
    known = {town.geonames_id for town in towns}
    more = (entry for entry in dump.entries(added) if entry.geonames_id not in known)
    places = _attach(chain(areas, _without_namesakes(towns), airport_entries(), more))
    for entry in tqdm(places, total=ENTRIES, desc="building the gazetteer", disable=quiet):
        if entry.feature in ("PCLI", "ADM1", "ADM2") and not units.complete(entry, boxes):
            continue
        if entry.outline and entry.outline not in boxes:
            entry.outline = ""
        builder.add(entry)
    builder.write(target)
    return len(builder.records)
