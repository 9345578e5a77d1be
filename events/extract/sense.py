"""Senses: which names of a text mean a place itself, and one that the text is likely to mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from events.extract.placing import WORDS, locative
from geodata.atlas import atlas
from geodata.place import Place, Precision
from geodata.toponym import Sense, Toponym

SEATS = ("PPLC", "ADM1", "PCLI")
"""Features of places that stand for those who govern there: capitals, provinces, countries."""
SITED = 200_000
"""Inhabitants of a city that a site may be called after though the text does not name it."""
GREAT = 1_000_000
"""Inhabitants of a city that a name may mean before the region of that name."""
MANY = 5
"""Times the inhabitants of its namesakes that a city has whose bare name means it."""
SMALL = (Precision.TOWN, Precision.SITE, Precision.ADMIN2)
LARGE, STORY = 100_000, 3
"""Inhabitants from which on a town needs no other name of its country in the text, and the names
of one country that make a story one about it."""


def literal(doc: Doc, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return the names that mean the place itself, "in neighbouring [Bauchi] state" among them."""
    told = [t for t in toponyms if t.literal or (t.sense is Sense.METONYM and _meant(doc, t))]
    told = _with_listed(doc, toponyms, told)
    homes = Counter(
        t.place.country
        for t in toponyms
        if t.place and t.place.country and t.sense in (Sense.LITERAL, Sense.DEMONYM)
    )
    told = [t for t in told if t.name.lower() not in WORDS["regions"]]  # "Islamic [State]"
    told = [t for t in told if not _people(doc, t)]
    told = [replace(t, place=None) if _stray(t, homes) else _city(doc, t) for t in told]
    told = [t if t.place else replace(t, place=_dominant(t)) for t in told]
    named = {t.name: t.place for t in told if t.place is not None}
    return [t if t.place else replace(t, place=_called_after(t, named, homes)) for t in told]


def _people(doc: Doc, toponym: Toponym) -> bool:
    """Whether a name is a people's or a person's: "the [Samburu] tribe", "her son, [Dallas]"."""
    words = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    if words is None or words.root.dep_ not in ("compound", "nmod", "appos"):
        return False
    return words.root.head.lemma_.lower() in WORDS["peoples"]


def _with_listed(doc: Doc, toponyms: Sequence[Toponym], told: Sequence[Toponym]) -> list[Toponym]:
    """Return the literal names, and those that only a conjunction parts from one of them.

    "Searches in [Zvecan] and [Leposavic]": what holds for one name of a list holds for all.
    """
    known = {t.start for t in told}
    rest = [t for t in toponyms if t.start not in known and t.sense is Sense.METONYM]
    found = list(told)
    for toponym in rest:
        words = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
        if words is None or words.root.dep_ != "conj" or locative(words.root) is None:
            continue
        first = words.root.head
        if any(t.start <= first.idx < t.end for t in told):
            found.append(toponym)
    return sorted(found, key=lambda t: t.start)


def _called_after(
    toponym: Toponym, named: Mapping[str, Place], homes: Mapping[str, int]
) -> Place | None:
    """Return the city that an open name of a site begins with: "[Seoul] City Hall".

    It is a city that the text names by itself, or a great one of a country that the text is about.
    """
    words = toponym.name.split()
    if len(words) < 2 or words[-1].lower() not in WORDS["civic"]:
        return None
    for length in range(len(words) - 1, 0, -1):
        name = " ".join(words[:length])
        if name in named:
            return named[name] if named[name].precision is Precision.TOWN else None
        city = _great(name)
        if city is not None and city.country in homes:
            return city
    return None


def _dominant(toponym: Toponym) -> Place | None:
    """Return the great city that an open name means unless the text says otherwise: "Geneva"."""
    places = sorted((c.place for c in toponym.candidates), key=lambda p: -p.population)
    if not places or places[0].precision is not Precision.TOWN or places[0].population < LARGE:
        return None
    rest = [p.population for p in places[1:] if p.country != places[0].country]
    dominates = all(places[0].population >= MANY * people for people in rest)
    return places[0] if dominates and places[0].name == toponym.name else None


@lru_cache(maxsize=1000)
def _great(name: str) -> Place | None:
    source = atlas()
    found = (source.place(match.row) for match in source.best(source.search(name)))
    cities = (p for p in found if p.precision is Precision.TOWN and p.population >= SITED)
    return next(cities, None)


def _city(doc: Doc, toponym: Toponym) -> Toponym:
    """Return a name that a region shares with its great city as the city, where one says "in" it.

    "The council met in New York" is the city; "Albany, New York" and "New York state" are not.
    """
    place = toponym.place
    if place is None or place.precision is not Precision.ADMIN1:
        return toponym
    names = (place.name, f"{place.name} City", toponym.name)
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
    if place is None or place.precision not in SMALL:
        return False
    alone = place.country is not None and homes[place.country] == 1
    return alone and place.population < LARGE and max(homes.values()) >= STORY


def _meant(doc: Doc, toponym: Toponym) -> bool:
    """Whether a name that reads like a party is a place by its grammar.

    It stands before the word for a region that something is in or for what it suffered, or is a
    town that is attacked, taken or left: "air strikes on [Tal Abyad]", "quit [Gao]".
    """
    words = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    if words is None:
        return False
    head = words.root.head
    place = toponym.place
    if words.root.dep_ == "dobj" and place is not None and place.feature not in SEATS:
        # "French units quit [Gao]": a place, if troops or a verb that only places bear
        return head.lemma_.lower() in WORDS["held"] and place.pinnable
    if words.root.dep_ == "pobj" and place is not None and place.feature not in SEATS:
        return place.pinnable and _hung(words.root)
    if words.root.dep_ not in ("compound", "nmod", "amod"):
        return False
    if head.lemma_.lower() in WORDS["suffered"] and place is not None:
        return place.pinnable  # "the [Omagh] bombing"
    if place is not None and place.precision is Precision.SITE and head.lower_ in WORDS["sites"]:
        return True  # "on the [Kerch] bridge"
    if place is not None and place.precision is Precision.TOWN and head.lower_ in WORDS["posts"]:
        return head.is_lower and place.feature not in SEATS  # "the [Kati] barracks"
    return head.lower_ in WORDS["regions"] | WORDS["units"] and locative(head) is not None


def _hung(root: Token) -> bool:
    """Whether a name's preposition makes it a place: "air strikes on [X]", "the fair in [X]"."""
    prep, noun = root.head, root.head.head
    lemma = noun.lemma_.lower()
    if prep.lower_ in ("on", "against"):
        return lemma in WORDS["back_nouns"]
    if prep.lower_ == "over":
        return lemma in WORDS["campaigns"]
    return prep.lower_ in ("in", "at", "near", "outside") and noun.pos_ in ("NOUN", "PROPN", "NUM")
