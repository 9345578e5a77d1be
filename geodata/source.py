"""The committed source tables of the gazetteer, read row by row. What they are: SOURCES.md."""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geodata.country import countries
from geodata.spelling import fold

SOURCES = Path(__file__).parent / "sources"
DATA = Path(__file__).parent / "data"


@dataclass(slots=True, kw_only=True)
class Entry:
    """One place on its way into the built gazetteer."""

    geonames_id: int
    """0: none."""
    name: str
    lat: float
    lon: float
    alpha2: str
    """Empty at sea and across borders."""
    admin1: str
    """GeoNames code with its country, ``UA.05``; may be empty."""
    admin2: str
    """GeoNames code, ``US.TN.001``; may be empty."""
    feature: str
    population: int = 0
    radius_m: int = 0
    """0: to be estimated by the builder."""
    outline: str = ""
    aliases: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    abbreviations: list[str] = field(default_factory=list)
    city: bool = False
    """A unit that is one city: "Kyiv region" is never Kyiv itself."""


def _lines(name: str) -> Iterator[list[str]]:
    with lzma.open(SOURCES / name, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated file of ``data/``."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _parts(cell: str | None) -> list[str]:
    return [part for part in (cell or "").split("|") if part]


@cache
def points() -> dict[int, tuple[float, float]]:
    """Return the points of ``data/points.tsv`` by GeoNames id: they go before the sources' own."""
    return {int(row["id"]): (float(row["lat"]), float(row["lon"])) for row in table("points.tsv")}


def country_entries() -> Iterator[Entry]:
    """Yield the countries."""
    for c in countries():
        people = {fold(word) for word in (*c.adjectives, *c.people)}
        yield Entry(
            geonames_id=c.geonames_id,
            name=c.name,
            lat=c.lat,
            lon=c.lon,
            alpha2=c.alpha2,
            admin1="",
            admin2="",
            feature="PCLI",
            population=c.population,
            outline=c.alpha3,
            aliases=[name for name in (*c.aliases, *c.local) if fold(name) not in people],
            demonyms=[*c.adjectives, *c.people],
        )


def admin1_entries() -> Iterator[Entry]:
    """Yield the first-order units: states, oblasts, provinces."""
    for code, gid, _iso, name, kind, lat, lon, city_lat, city_lon, names in _lines("admin1.tsv.xz"):
        if not (lat or city_lat):
            continue
        yield Entry(
            geonames_id=int(gid or 0),
            name=name,
            lat=float(lat or city_lat),
            lon=float(lon or city_lon),
            alpha2=code[:2],
            admin1=code,
            admin2="",
            feature="ADM1",
            outline=code,
            aliases=_parts(names),
            city="city" in kind.lower(),
        )


def admin2_entries() -> Iterator[Entry]:
    """Yield counties and districts; the builder finds their centre from their towns."""
    for code, gid, name, _type, names in _lines("admin2.tsv.xz"):
        yield Entry(
            geonames_id=int(gid),
            name=name,
            lat=float("nan"),
            lon=float("nan"),
            alpha2=code[:2],
            admin1=code.rsplit(".", 1)[0],
            admin2=code,
            feature="ADM2",
            aliases=_parts(names),
        )


def town_entries() -> Iterator[Entry]:
    """Yield towns, villages and city quarters of 500 people or more."""
    for gid, name, lat, lon, cc, a1, a2, population, feature, names in _lines("places.tsv.xz"):
        yield Entry(
            geonames_id=int(gid),
            name=name,
            lat=float(lat),
            lon=float(lon),
            alpha2=cc,
            admin1=f"{cc}.{a1}" if a1 else "",
            admin2=f"{cc}.{a1}.{a2}" if a1 and a2 else "",
            feature=feature or "PPL",
            population=int(population or 0),
            aliases=_parts(names),
        )


def airport_entries() -> Iterator[Entry]:
    """Yield airports and air bases."""
    for _icao, _iata, name, _city, cc, _subdivision, lat, lon in _lines("airports.tsv.xz"):
        yield Entry(
            geonames_id=0,
            name=name,
            lat=float(lat),
            lon=float(lon),
            alpha2=cc,
            admin1="",
            admin2="",
            feature="AIRP",
            radius_m=3000,
        )


def region_entries() -> Iterator[Entry]:
    """Yield the hand-made additions: seas, regions, disputed areas, plants, villages."""
    for row in table("regions.tsv"):
        yield Entry(
            geonames_id=int(row["id"] or 0),
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            alpha2=_alpha2(row["country"]),
            admin1=row["admin1"],
            admin2="",
            feature=row["feature"],
            radius_m=int(float(row["radius_km"]) * 1000),
            outline=row["outline"],
            aliases=_parts(row["aliases"]),
        )


def _alpha2(alpha3: str) -> str:
    return next((c.alpha2 for c in countries() if c.alpha3 == alpha3), "")
