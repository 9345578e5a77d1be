"""Senses: which names of a text mean a place itself, and one that the text is likely to mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from events.extract.placing import WORDS, locative
from geodata.place import Precision
from geodata.toponym import Sense, Toponym

SEATS = ("PPLC", "ADM1", "PCLI")
"""Features of places that stand for those who govern there: capitals, provinces, countries."""
GREAT = 1_000_000
"""Inhabitants of a city that a name may mean before the region of that name."""
LARGE, STORY = 100_000, 3
"""Inhabitants from which on a town needs no other name of its country in the text, and the names
of one country that make a story one about it."""


def literal(doc: Doc, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return the names that mean the place itself, "in neighbouring [Bauchi] state" among them."""
    told = [t for t in toponyms if t.literal or (t.sense is Sense.METONYM and _meant(doc, t))]
    homes = Counter(
        t.place.country
        for t in toponyms
        if t.place and t.place.country and t.sense in (Sense.LITERAL, Sense.DEMONYM)
    )
    told = [t for t in told if t.name.lower() not in WORDS["regions"]]  # "Islamic [State]"
    return [replace(t, place=None) if _stray(t, homes) else _city(doc, t) for t in told]


def _city(doc: Doc, toponym: Toponym) -> Toponym:
    """Return a name that a region shares with its great city as the city, where one says "in" it.

    "The council met in New York" is the city; "Albany, New York" and "New York state" are not.
    """
    place = toponym.place
    if place is None or place.precision is not Precision.ADMIN1:
        return toponym
    names = (place.name, f"{place.name} City")
    cities = (c.place for c in toponym.candidates if c.place.precision is Precision.TOWN)
    great = [c for c in cities if c.name in names and c.population >= GREAT]
    words = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    if not great or words is None or words.root.dep_ != "pobj" or words.start == 0:
        return toponym
    before = doc[words.start - 1].lower_
    return replace(toponym, place=great[0]) if before in ("in", "at", "to") else toponym


def _stray(toponym: Toponym, homes: Mapping[str, int]) -> bool:
    """Whether a small place is the only one of its country in a story about another country.

    It is more likely a namesake, or a name of something else, than where something happened.
    """
    place = toponym.place
    if place is None or place.precision not in (Precision.TOWN, Precision.SITE):
        return False
    alone = place.country is not None and homes[place.country] == 1
    return alone and place.population < LARGE and max(homes.values()) >= STORY


def _meant(doc: Doc, toponym: Toponym) -> bool:
    """Whether a name that reads like a party is a place by its grammar.

    It stands before the word for a region that something is in, or is a town that is attacked:
    "air strikes on [Tal Abyad]".
    """
    words = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    if words is None:
        return False
    head = words.root.head
    place = toponym.place
    if words.root.dep_ == "pobj" and place is not None and place.feature not in SEATS:
        noun = head.head.lemma_.lower()
        return head.lower_ in ("on", "against") and place.pinnable and noun in WORDS["back_nouns"]
    if words.root.dep_ not in ("compound", "nmod", "amod"):
        return False
    return head.lower_ in WORDS["regions"] and locative(head) is not None
