"""Senses: which names of a text mean a place itself, and one that the text is likely to mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from events.extract.placing import WORDS, locative
from geodata.place import Precision
from geodata.toponym import Sense, Toponym

LARGE, STORY = 100_000, 3
"""Inhabitants from which on a town needs no other name of its country in the text, and the names
of one country that make a story one about it."""


def literal(doc: Doc, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return the names that mean the place itself, "in neighbouring [Bauchi] state" among them."""
    told = [t for t in toponyms if t.literal or (t.sense is Sense.METONYM and _region(doc, t))]
    homes = Counter(
        t.place.country
        for t in toponyms
        if t.place and t.place.country and t.sense in (Sense.LITERAL, Sense.DEMONYM)
    )
    return [replace(t, place=None) if _stray(t, homes) else t for t in told]


def _stray(toponym: Toponym, homes: Mapping[str, int]) -> bool:
    """Whether a small place is the only one of its country in a story about another country.

    It is more likely a namesake, or a name of something else, than where something happened.
    """
    place = toponym.place
    if place is None or place.precision not in (Precision.TOWN, Precision.SITE):
        return False
    alone = place.country is not None and homes[place.country] == 1
    return alone and place.population < LARGE and max(homes.values()) >= STORY


def _region(doc: Doc, toponym: Toponym) -> bool:
    """Whether a name stands before the word for a region that something is said to be in."""
    words = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    if words is None or words.root.dep_ not in ("compound", "nmod", "amod"):
        return False
    head = words.root.head
    return head.lower_ in WORDS["regions"] and locative(head) is not None
