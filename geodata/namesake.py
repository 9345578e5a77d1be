"""Namesakes: small towns of countries that a text has nothing to do with.

"At least 160 people were killed in Karlıova ... Burkina Faso": the gazetteer knows it in Turkey
only, and a text that names Burkina Faso and nothing of Turkey doesn't mean that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geodata.place import Precision
from geodata.toponym import Sense, Toponym

SMALL = 50_000
"""People below which a town is not named without its country in the news of another one."""
ADJECTIVES = frozenset(("US", "U.S.", "UK", "U.K.", "UAE", "U.A.E."))
"""Names that tell whose troops or aircraft abroad somebody speaks of, like "French" does."""


def without_namesakes(toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return toponyms with those small towns left open whose country nothing else is in."""
    lands = {(t.name, t.place.country) for t in toponyms if t.place and t.place.country}
    told = {t.place.country for t in toponyms if t.place and _country(t)}
    if not told:
        return list(toponyms)
    return [replace(t, place=None) if _namesake(t, lands, told) else t for t in toponyms]


def _country(toponym: Toponym) -> bool:
    """Whether a country is named as such; people of it travel: "a French soldier died in X"."""
    named = toponym.sense is not Sense.DEMONYM
    if toponym.sense is Sense.METONYM and toponym.name in ADJECTIVES:
        named = False  # "a US air strike killed four people near X"
    return named and toponym.place is not None and toponym.place.precision is Precision.COUNTRY


def _namesake(toponym: Toponym, lands: set[tuple[str, str]], told: set[str | None]) -> bool:
    place = toponym.place
    if place is None or place.precision is not Precision.TOWN or place.population >= SMALL:
        return False
    if place.country in told:
        return False
    return not any(land == place.country for name, land in lands if name != toponym.name)
