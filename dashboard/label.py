"""The names on the background: countries, regions and towns, in English and as they write them.

The local name is that of the country's first official language; where that writes Latin letters, or
the name is not known, there is none, and the map keeps the English one. Those of towns are a table
of ours, ``geodata/data/towns.tsv``: GeoNames' other names of a town carry no language, and choosing
by their letters alone put a Russian or an Ossetian name on one Ukrainian city in three.
"""

from __future__ import annotations

import gzip
import json
import lzma
import os
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

from geodata.country import country
from geodata.source import DATA, SOURCES

SHARED = Path(os.environ.get("SHARED", "../shared")) / "geodata"
TOWNS = DATA / "towns.tsv"
TOWN_MINIMUM = 40_000
RESPELT = {"UA.12": "Kyiv", "UA.13": "Kyiv Oblast", "UA.17": "Odesa Oblast"}
"""GeoNames writes these by their Russian names, unlike their towns."""


Row = list[Any]


def features(path: Path) -> list[dict[str, Any]]:
    """Read the features of a gzipped GeoJSON file."""
    if not path.exists():
        raise SystemExit(f"{path} is missing: set SHARED to the folder that holds geodata/")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found: list[dict[str, Any]] = json.load(lines)["features"]
    return found


def read(nations: list[dict[str, Any]]) -> tuple[dict[str, list[Row]], dict[str, list[str]]]:
    """Return the labels by layer, and as many local names, empty where there is none."""
    layers = {"countries": countries(nations), "regions": regions()}
    english = {name: [row for row, _ in rows] for name, rows in layers.items()}
    local = {name: [own for _, own in rows] for name, rows in layers.items()}
    found = towns()
    own = local_towns()
    local["towns"] = [own.get(town, "") for town, _ in found]
    while local["towns"] and not local["towns"][-1]:
        # The larger ones come first: hardly any of the rest has one.
        local["towns"].pop()
    return english | {"towns": [row for _, row in found]}, local


def countries(found: list[dict[str, Any]]) -> list[tuple[Row, str]]:
    """Return country labels: lon, lat, smallest zoom, name in English."""
    rows = []
    for p in (feature["properties"] for feature in found):
        if p["LABEL_X"] is None:
            continue
        nation = country(p["ISO_A3_EH"])
        name = nation.name if nation else p["NAME"]
        row = [round(p["LABEL_X"], 3), round(p["LABEL_Y"], 3), round(p["MIN_LABEL"], 1), name]
        language = _language(p["ISO_A2_EH"])
        local = Locale(language).territories.get(p["ISO_A2_EH"], "") if language else ""
        rows.append((row, "" if local == name else local))
    return sorted(rows, key=lambda one: one[0][2])


def regions() -> list[tuple[Row, str]]:
    """Return admin-1 labels: lon, lat, name; those with the most towns first."""
    found = features(SHARED / "ne41_qgis_admin1_simplified.geojson.gz")
    known = sorted(
        (f["properties"] for f in found if f["properties"]["name"]),
        key=lambda p: -(p["n_cities500"] or 0),
    )
    names = _region_names()
    with gzip.open(SHARED / "admin1_names_merged.json.gz", "rt", encoding="utf-8") as source:
        translated = {unit["gn"]: unit["names"] for unit in json.load(source)}
    rows = []
    for p in known:
        code = p["gn_admin1"] or "?"
        language = _language(code.partition(".")[0])
        local = translated.get(code, {}).get(language, "") if language else ""
        rows.append(([p["lon"], p["lat"], names[code] if code in names else p["name"]], local))
    return rows


def _region_names() -> dict[str, str]:
    """Return the gazetteer's names by GeoNames code: Natural Earth's are older ("Kiev")."""
    with lzma.open(SOURCES / "admin1.tsv.xz", "rt", encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines)
        return {row[0]: row[3] for row in rows} | RESPELT


def local_towns() -> dict[int, str]:
    """Return what towns call themselves, by GeoNames id, where that is not the name on the map."""
    lines = TOWNS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {int(row[0]): row[3] for row in rows}


def towns() -> list[tuple[int, Row]]:
    """Return towns' GeoNames ids and labels, capitals and then the largest first.

    A label is lon, lat, population in thousands, name, whether it is a capital.
    """
    path = SHARED / "places_world_cities500.tsv.gz"
    rows = []
    with gzip.open(path, "rt", encoding="utf-8") as source:
        header = next(source).rstrip("\n").lstrip("#").split("\t")
        for line in source:
            town = dict(zip(header, line.rstrip("\n").split("\t"), strict=False))
            population = int(town["pop"] or 0)
            capital = town["fcode"] == "PPLC"
            # Without a code stand quarters and new units with the population of their town.
            if (population >= TOWN_MINIMUM or capital) and town["fcode"] not in ("", "PPLX"):
                where = [round(float(town["lon"]), 3), round(float(town["lat"]), 3)]
                row = [*where, population // 1000, town["name"], int(capital)]
                rows.append((int(town["geonameid"]), row))
    return sorted(rows, key=lambda one: (-one[1][4], -one[1][2]))


@cache
def _language(territory: str) -> str | None:
    """Return the first official language that does not write Latin letters; None if there is none.

    ``territory`` is ISO 3166 alpha-2.
    """
    official = get_official_languages(territory, de_facto=True) if territory else ()
    first = next(iter(official), None)
    return first if first and _script(first, territory) != "Latn" else None


@cache
def _script(language: str, territory: str) -> str:
    likely = get_global("likely_subtags")
    full = likely.get(f"{language}_{territory}") or likely.get(language) or ""
    return next((part for part in full.split("_") if len(part) == 4), "")
