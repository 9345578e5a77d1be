"""Countries: ISO 3166-1 codes, English names, demonyms, GeoNames ids.

The table is ``sources/countries.tsv``; see SOURCES.md there for where each column is from.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geodata.spelling import fold

SOURCE = Path(__file__).parent / "sources" / "countries.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country or dependent territory. ``lat`` and ``lon`` are GeoNames' own point."""

    alpha2: str
    alpha3: str
    geonames_id: int
    name: str
    lat: float
    lon: float
    capital: str
    continent: str
    """GeoNames' two letters: AF, AN, AS, EU, NA, OC, SA."""
    population: int
    aliases: tuple[str, ...]
    """Other English names and abbreviations."""
    local: tuple[str, ...]
    """Names in other languages and scripts."""
    adjectives: tuple[str, ...]
    """ "Ukrainian", "Dutch"."""
    people: tuple[str, ...]
    """ "Ukrainians", "Finns"."""


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _row(row: dict[str, str]) -> Country:
    return Country(
        alpha2=row["alpha2"],
        alpha3=row["alpha3"],
        geonames_id=int(row["geonames_id"]),
        name=row["name"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        capital=row["capital"],
        continent=row["continent"],
        population=int(row["population"]),
        aliases=_split(row["aliases"]),
        local=_split(row["local"]),
        adjectives=_split(row["adjectives"]),
        people=_split(row["people"]),
    )


@cache
def countries() -> tuple[Country, ...]:
    """Return every country, in the order of their alpha-2 codes in the table."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            _row(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


@cache
def _index() -> dict[str, Country]:
    """Return countries by code; a three-letter and a two-letter code never meet."""
    return {code: c for c in countries() for code in (c.alpha2, c.alpha3)}


@cache
def _names() -> dict[str, Country]:
    index: dict[str, Country] = {}
    for country in countries():
        for name in (country.name, *country.aliases):
            index.setdefault(fold(name), country)
    for country in countries():
        for name in country.local:
            index.setdefault(fold(name), country)
    return index


@cache
def _demonyms() -> dict[str, Country]:
    index: dict[str, Country] = {}
    for country in sorted(countries(), key=lambda c: -c.population):
        for word in (*country.adjectives, *country.people):
            index.setdefault(fold(word), country)
    return index


def country(code: str) -> Country | None:
    """Return the country of an alpha-2 or alpha-3 code, in any case; None if there is none."""
    return _index().get(code.upper())


def name(code: str) -> str:
    """Return the English name of an alpha-2 or alpha-3 code; raise KeyError for an unknown one."""
    return _index()[code.upper()].name


def alpha3(code: str) -> str:
    """Return the alpha-3 code for an alpha-2 (or alpha-3) one; raise KeyError if unknown."""
    return _index()[code.upper()].alpha3


def alpha2(code: str) -> str:
    """Return the alpha-2 code for an alpha-3 (or alpha-2) one; raise KeyError if unknown."""
    return _index()[code.upper()].alpha2


def by_name(text: str) -> Country | None:
    """Return the country of a name or abbreviation ("Ukraine", "U.S.", "Росія"); None if none."""
    return _names().get(fold(text))


def by_demonym(text: str) -> Country | None:
    """Return the country of a nationality word ("Ukrainian", "Finns"); None if it is none."""
    return _demonyms().get(fold(text))
