"""The keys under which the gazetteer files a place: its names, folded, each with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from geodata.source import Entry
from geodata.spelling import digest, fold, loose, without_article


class NameKind(IntEnum):
    """How strongly a name belongs to its place; lower is stronger."""

    PRIMARY = 0
    ALTERNATE = 1
    DERIVED = 2
    """The name without its generic word or article: "Anderson" for Anderson County."""
    ABBREVIATION = 3
    DEMONYM = 4
    LOOSE = 5
    """A coarse spelling, see :func:`geodata.spelling.loose`."""


# fmt: off
GENERIC = frozenset((
    "county", "parish", "oblast", "oblasti", "province", "governorate", "state", "region",
    "district", "municipality", "borough", "prefecture", "department", "raion", "rayon", "krai",
    "kray", "republic", "muhafazat", "wilaya", "canton", "voivodeship", "township", "city",
    "metropolitan", "area", "census", "regency", "emirate", "okrug", "autonomous", "kreis",
    "landkreis", "arrondissement", "division", "zone",
))
"""Words that a unit's name may carry or leave out."""

LOOSE_COUNTRIES = frozenset((
    "UA", "RU", "BY", "MD", "KZ", "GE", "AM", "AZ", "KG", "TJ", "TM", "UZ", "SY", "IQ", "IR", "YE",
    "LB", "PS", "IL", "LY", "SD", "EG", "AF", "SA", "JO", "PK",
))
# fmt: on
"""Where romanisations vary: Cyrillic, Arabic and Hebrew script countries."""


def keys(entry: Entry) -> Iterator[tuple[int, NameKind]]:
    """Yield the digest and kind of each name of an entry; the same digest may come twice."""
    for key, kind in _folded(entry):
        yield digest(key), kind
        if kind > NameKind.DERIVED:
            continue
        article = without_article(key)
        if article != key and kind is not NameKind.DERIVED:
            yield digest(article), NameKind.DERIVED
        if entry.alpha2 in LOOSE_COUNTRIES and key.isascii() and len(key) > 4:
            yield digest("~" + loose(key)), NameKind.LOOSE


def _folded(entry: Entry) -> Iterator[tuple[str, NameKind]]:
    yield fold(entry.name), NameKind.PRIMARY
    if entry.feature in ("ADM1", "ADM2"):
        yield from _unit(entry)
    else:
        yield from _other(entry)
    yield from ((fold(name), NameKind.ABBREVIATION) for name in entry.abbreviations)
    yield from ((fold(name), NameKind.DEMONYM) for name in entry.demonyms)


def _unit(entry: Entry) -> Iterator[tuple[str, NameKind]]:
    """Yield a unit's names with and without its generic word."""
    own = [entry.name, *entry.aliases[:1]] if entry.feature == "ADM1" else []
    for name in [entry.name, *entry.aliases]:
        key = fold(name)
        bare = _bare(key)
        # GeoNames calls Donetsk Oblast "Donetsk": for admin-1 the bare name is a name.
        yield bare, NameKind.PRIMARY if name in own else NameKind.DERIVED
        yield key, NameKind.ALTERNATE
    for name in () if entry.city else own:
        yield from ((f"{_bare(fold(name))} {word}", NameKind.ALTERNATE) for word in _UNIT_WORDS)


def _other(entry: Entry) -> Iterator[tuple[str, NameKind]]:
    """Yield the other names of a country, town or feature."""
    for name in entry.aliases:
        key = fold(name)
        if entry.feature == "PCLI":
            yield key, NameKind.PRIMARY
        elif _spoken(name, key):
            yield key, NameKind.ALTERNATE
    if entry.feature == "AIRP":
        short = fold(entry.name).removesuffix(" airport").removesuffix(" international")
        yield f"{short} airport", NameKind.ALTERNATE
        yield f"{short} international airport", NameKind.ALTERNATE


_UNIT_WORDS = ("oblast", "province", "region", "state", "governorate")


def _bare(key: str) -> str:
    """Return a unit's folded name without generic words at either end."""
    words = key.split()
    while len(words) > 1 and words[-1] in GENERIC:
        words.pop()
    if len(words) > 2 and words[0] in GENERIC and words[1] == "of":
        words = words[2:]
    return " ".join(words)


def _spoken(name: str, key: str) -> bool:
    """Whether a town's alternate name is a word and not a code such as an airport's."""
    if not key or len(key) < 2:
        return False
    return not (key.isascii() and len(key) <= 3 and (name.isupper() or len(key) < 3))
