"""Capitals: the city that "the capital" of a text means, though its sentence does not name it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Token

from geodata.atlas import atlas
from geodata.country import by_demonym, by_name, country
from geodata.place import Place
from geodata.toponym import Toponym

LESSER = frozenset(("provincial", "regional", "district", "state", "former", "county", "cultural"))
"""Words before "capital" that make it another one."""


def capital(noun: Token, named: Sequence[Toponym], home: str | None) -> Place | None:
    """Return the city that "the capital" or "the Syrian capital" stands for.

    Without a nationality it is the only capital that the text names, or that of ``home`` (ISO
    3166-1 alpha-3), the country that the text is about.
    """
    before = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod", "poss")]
    if any(child.lower_ in LESSER for child in before):
        return None
    seats = {t.place.country: t.place for t in named if t.place and t.place.feature == "PPLC"}
    for child in before:
        if child.ent_type_ in ("NORP", "GPE"):
            land = by_demonym(child.text) or by_name(child.text)
            return (seats.get(land.alpha3) or seat(land.alpha3)) if land else None
    if home is None or home in seats:
        return seats.get(home) or (next(iter(seats.values())) if len(seats) == 1 else None)
    return seat(home) if not seats else None


@lru_cache(maxsize=300)
def seat(code: str) -> Place | None:
    """Return the capital of a country (ISO 3166-1 alpha-3), None where the gazetteer has none."""
    known = country(code)
    if known is None or not known.capital:
        return None
    source = atlas()
    found = (source.place(match.row) for match in source.best(source.search(known.capital)))
    return next((p for p in found if p.country == code and p.feature == "PPLC"), None)
