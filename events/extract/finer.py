"""Finer: which of two places of a sentence says more exactly where."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from events.extract.distance import TOWN_KM, TOWNS, apart, distance_km
from events.extract.placing import VERBAL, list_of, locative
from geodata.place import Precision
from geodata.toponym import Toponym

FINE = (Precision.ADMIN1, Precision.ADMIN2, Precision.TOWN, Precision.SITE)


def within(one: Toponym, words: Span, other: Toponym, around: Span) -> bool:
    """Whether a place stands beside a coarser one and in it: "in Ukraine, at Odesa airport"."""
    if not one.place or not other.place or fine(one) <= fine(other):
        return False
    inner, outer = locative(words.root), locative(around.root)
    if inner is None or outer is None or one.place.country != other.place.country:
        return False
    return inner.head in (outer.head, outer, around.root)


def beside(one: Toponym, words: Span, other: Toponym, around: Span) -> bool:
    """Whether a finer place of the same clause says where in a country, or where an open site is.

    "In Syria, a guard at the depot in [Homs] was shot", "In [Homs], they met at Freedom Arch".
    """
    if one.place is None or not one.place.pinnable or locative(words.root) is None:
        return False
    if other.place is None:
        fit = one.place.precision in TOWNS
    else:
        fit = fine(other) == 0 and one.place.country == other.place.country
    listed = list_of(words.root) == list_of(around.root)
    return fit and not listed and _clause(words.root) == _clause(around.root)


def inland(one: Toponym, words: Span, other: Toponym, trigger: Token) -> bool:
    """Whether a place of a trigger's clause is in a country: "hit the [Tiyas] base in Syria"."""
    if one.place is None or other.place is None or not one.place.pinnable:
        return False
    verb = trigger if trigger.pos_ in VERBAL else _clause(trigger)
    above = verb.head if verb is not None and verb.dep_ == "advcl" else verb
    fit = fine(other) == 0 and one.place.country == other.place.country
    return fit and _clause(words.root) in (verb, above)


def another(one: Toponym, words: Span, other: Toponym) -> bool:
    """Whether a place of a list, though coarser or finer, is one of its own: a town, a province."""
    named = words.root.dep_ in ("pobj", "conj")  # not "the [Caribbean] port of X"
    pins = all(t.place is not None and t.place.pinnable for t in (one, other))
    return named and pins and apart(one.place, other.place)


def stretch(end: Toponym, ends: Sequence[Toponym]) -> list[Toponym]:
    """Return the likelier end of a stretch "between X and Y", if the two are near each other."""
    here = end.place
    places = [t.place for t in ends if t.place is not None]
    near = here is not None and all(distance_km(here, place) <= TOWN_KM for place in places)
    return [end] if near else []


def _clause(root: Token) -> Token | None:
    """Return the verb of the clause that a name stands in."""
    return next((token for token in root.ancestors if token.pos_ in VERBAL), None)


def fine(toponym: Toponym) -> int:
    """Return how fine a name's place is: 0 for a country or none, 4 for a site."""
    place = toponym.place
    return FINE.index(place.precision) + 1 if place and place.precision in FINE else 0
