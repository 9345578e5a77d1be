"""Containers: the place that the words beside a name say it lies in.

"[Hayan], a village in [Aleppo province]", "[Dheisheh] camp near [Bethlehem]", "[Giza]'s Haram
district". The container stands in for a name that no gazetteer knows, and shows where a name was
taken for a namesake elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from spacy.tokens import Span

from events.extract.distance import TOWNS, may_lie_in
from events.extract.grammar import NUMBER
from events.extract.placing import WORDS
from events.extract.reading import count_of
from geodata.toponym import Toponym

Named = tuple[Toponym, Span]
AWAY = re.compile(
    rf"\s*,?\s*(?:(?:about|around|some|roughly|just|only)\s+)?(?P<count>{NUMBER})\s*"
    r"(?P<unit>km|kilomet(?:re|er)s?|miles?)\s+(?:[a-z-]+\s+of|from|outside|away from)"
    r"(?:\s+the\s+(?:capital|city|town)(?:\s+of)?,?)?\s*",
    re.I,
)
SHORT_M = 30_000
"""Metres that a place may be told to be away from another that stands for it."""
LONGEST = 9
"""Tokens between a name and its container."""


def container(one: Named, places: Sequence[Named]) -> Named | None:
    """Return the resolved place that the words beside a name say it lies in, the nearest one."""
    toponym, words = one
    around = [other for other in places if other[0].place is not None and other[0] is not toponym]
    after = [other for other in around if other[1].start >= words.end]
    for other in sorted(after, key=lambda item: item[1].start):
        gap = words.doc[words.end : other[1].start]
        near = _near(gap)
        if not near and not all(t.lower_ in WORDS["nesting"] for t in gap):
            break
        if len(gap) > LONGEST:
            break
        if (near or _bound(gap)) and not _listed(words, gap, other[1]) and _fits(toponym, other[0]):
            return other
    for other in around:
        if other[1].end <= words.start and _owns(other[1], words):
            return other if _fits(toponym, other[0]) else None
    return None


def _near(gap: Span) -> bool:
    """Whether the words between tell a short way: ", about ten kilometres from"."""
    found = AWAY.fullmatch(gap.text)
    if found is None:
        return False
    metres = 1609 if found["unit"].lower().startswith("mi") else 1000
    return count_of(found["count"]) * metres <= SHORT_M


def _fits(inner: Toponym, outer: Toponym) -> bool:
    """Whether a place is no finer than what is to lie in it."""
    if inner.place is None or outer.place is None:
        return True
    return inner.place.precision in TOWNS or outer.place.precision not in TOWNS


def _bound(gap: Span) -> bool:
    """Whether the words between say "in": a comma, a preposition of nearness."""
    return any(t.text == "," or t.lower_ in WORDS["containing"] for t in gap)


def _listed(words: Span, gap: Span, other: Span) -> bool:
    """Whether two names only stand in a list: "Rivne, Lutsk and Kovel"."""
    if gap.text.strip() != ",":
        return False
    follows = words.doc[other.end : other.end + 2]
    return any(t.lower_ in ("and", "or", "&") for t in follows)


def _owns(outer: Span, words: Span) -> bool:
    """Whether a name stands before another as its owner: "[Giza]'s Haram district"."""
    gap = words.doc[outer.end : words.start]
    owned = len(gap) > 0 and gap[0].tag_ == "POS"
    return owned and len(gap) <= 3 and all(t.pos_ in ("PART", "ADJ", "NOUN") for t in gap)


def misplaced(one: Named, places: Sequence[Named], home: str | None) -> Named | None:
    """Return the container of a place that cannot lie in it: the name is a namesake's.

    Of two that disagree, the one in ``home``, the country named most, is not the namesake.
    """
    outer = container(one, places)
    place = one[0].place
    if outer is None or place is None or outer[0].place is None:
        return None
    if home is not None and place.country == home != outer[0].place.country:
        return None
    around = [outer[0].place, *(c.place for c in outer[0].candidates)]
    return None if any(may_lie_in(place, other) for other in around) else outer


def located(
    one: Named, inner: Sequence[Named], lands: Collection[tuple[str, str]]
) -> list[Toponym]:
    """Return a name's place, or the place it lies in if the name itself cannot be located.

    ``lands``: the names of a text with their countries; the most named by the others is home.
    """
    others = Counter(land for name, land in sorted(lands) if name != one[0].name)
    home = others.most_common(1)[0][0] if others else None
    outer = container(one, inner) if one[0].place is None else misplaced(one, inner, home)
    if outer is not None:
        return [outer[0]]
    return [] if one[0].place is None else [one[0]]
