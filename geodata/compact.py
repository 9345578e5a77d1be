"""``python -m geodata compact DIR``: the committed source tables made from the raw downloads.

What the raw files are and where they come from is told in SOURCES.md. The same raw files give the
same tables, byte for byte once unpacked.
"""

from __future__ import annotations

import csv
import gzip
import json
import lzma
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from geodata.source import SOURCES

_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "ARABIC", "HEBREW", "MODIFIER", "FEMININE", "MASCULINE"})
"""First words of the Unicode names of the letters that are kept."""
_BASE = re.compile(r"\b(?:Air Base|Airfield|Air Force|Army|Naval|International)\b")
_LANGUAGES = ("geonames", "gn", "cldr_en", "uk", "ru", "ar", "he", "fr", "de", "es")
Row = Sequence[str]


def places(folder: Path) -> Iterator[Row]:
    """Yield the towns, by country, units and name."""
    with gzip.open(folder / "places_world_cities500.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines][1:]
    for row in rows:  # a district's code without its country and region, which stand beside it
        row[6] = row[6].removeprefix(f"{row[4]}.{row[5]}.")
    rows.sort(key=lambda r: (r[4], r[5], r[6], r[1]))
    for gid, name, lat, lon, *rest, names in rows:
        yield (
            gid,
            name,
            _degrees(lat),
            _degrees(lon),
            *rest,
            _others(name, filter(_spoken, names.split("|"))),
        )


def admin1(folder: Path) -> Iterator[Row]:
    """Yield the first-order units in the order of the raw file."""
    with gzip.open(folder / "admin1_names_merged.json.gz", "rt", encoding="utf-8") as file:
        units: list[dict[str, Any]] = json.load(file)
    for unit in units:
        names: dict[str, str] = unit.get("names") or {}
        name = names.get("en") or unit["name"]
        others = [*(names.get(code, "") for code in _LANGUAGES), unit["name"], *unit["aliases"]]
        points = [
            str(x) for key in ("rep_point", "city_centroid") for x in unit.get(key) or ("", "")
        ]
        codes = (unit["gn"], unit.get("geonameid") or "", unit.get("iso") or "")
        yield *codes, name, unit.get("type") or "", *points, _others(name, others)


def airports(folder: Path) -> Iterator[Row]:
    """Yield the airports with an IATA code, and air bases and airfields by their names."""
    path = folder / "airportsdata_airports.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["iata"] or _BASE.search(row["name"]):
                point = (f"{float(row['lat']):.4f}", f"{float(row['lon']):.4f}")
                keys = ("icao", "iata", "name", "city", "country", "subd")
                yield *(row[key] for key in keys), *point


def compact(folder: Path, target: Path = SOURCES) -> dict[str, int]:
    """Write the tables that the raw files of a folder give; return how many rows each has.

    Raises FileNotFoundError naming a raw file that is missing; nothing is written then.
    """
    tables = {"places": places(folder), "admin1": admin1(folder), "airports": airports(folder)}
    made = {name: _text(rows) for name, rows in tables.items()}
    target.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        data = lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
        (target / f"{name}.tsv.xz").write_bytes(data)
    return {name: text.count("\n") for name, text in made.items()}


def _degrees(number: str) -> str:
    """Return degrees to four decimals, eleven metres."""
    return str(round(float(number), 4)).removesuffix(".0")


def _text(rows: Iterable[Row]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


def _others(name: str, names: Iterable[str]) -> str:
    """Return further names joined by bars, in readable scripts, none that only looks different."""
    seen = {_key(name)}
    kept = []
    for other in names:
        key = _key(other)
        if key and key not in seen and _readable(other):
            seen.add(key)
            kept.append(other)
    return "|".join(kept)


def _spoken(name: str) -> bool:
    """Whether a town's name is none of the lower-case transliterations that no text has."""
    return name != name.lower() or not name[:1].isascii()


def _key(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())


def _readable(name: str) -> bool:
    return all(_script(c) in _SCRIPTS for c in name if c.isalpha())


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]
