"""Scenes: the place that a story goes on at, for acts whose own sentence names none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from events.article import Quote
from events.extract.draft import Draft
from events.extract.vocabulary import words
from events.report import DateBasis, EventType, Where
from geodata.place import Precision
from geodata.toponym import Toponym

ON_THE_SPOT = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})
"""Types of acts that a story tells of at its scene; statements and moves happen anywhere."""
STAGED = ON_THE_SPOT - {EventType.COERCE}
"""Types that take the scene's place. Police arrest, search and seize far from it: with them, pin
precision is .895 on gold_events, without .943."""
ANYWHERE = frozenset(
    ("restrict", "censor", "cyber", "martial-law", "withhold", "boycott", "strike", "curfew")
)
"""Modes of these types that need no scene."""
LOCAL = frozenset({EventType.CONCEDE, EventType.RETREAT})
"""Types that in a one-city territory happen there too."""
REACH = 4
"""Sentences that a scene holds for, unless the story has only one."""
AHEAD = 3
"""Sentences by which a story's only scene may come after an act at it."""


def staged(groups: Sequence[list[Draft]], toponyms: Sequence[Toponym]) -> list[list[Draft]]:
    """Return the groups of mentions, those without a place at the scene they belong to.

    A mention whose own sentence names another place stays without one.
    """
    scenes = [d for group in groups for d in group if _sets_scene(d)]
    only = len({d.where.place for d in scenes if d.where}) == 1
    named = [t for t in toponyms if t.literal and t.place and t.place.pinnable]
    return [
        _at_scene(group, scenes, only) if _lacks(group) and not _names(group, named) else group
        for group in groups
    ]


def _names(group: Sequence[Draft], toponyms: Sequence[Toponym]) -> bool:
    """Whether a sentence of the mentions names a place."""
    sentences = [draft.trigger.token.sent for draft in group]
    return any(s.start_char <= t.start < s.end_char for s in sentences for t in toponyms)


def in_city(
    drafts: Sequence[Draft], toponyms: Sequence[Toponym], home: str | None, text: str
) -> list[Draft]:
    """Return the drafts, those of a territory that is one city at that city.

    Where a story is about Hong Kong, its police act in Hong Kong though no sentence says "in".
    ``home`` is the country that the article is about.
    """
    cities: dict[str, Toponym] = {}
    for toponym in toponyms:
        code = toponym.place.country if toponym.place else None
        if code and code in words("scene", "cities"):
            cities.setdefault(code, toponym)
    return [_in_city(draft, cities, home, text) for draft in drafts] if cities else list(drafts)


def _in_city(draft: Draft, cities: Mapping[str, Toponym], home: str | None, text: str) -> Draft:
    where = draft.where
    if where and where.place and where.place.country in cities and not where.place.pinnable:
        place = replace(where.place, precision=Precision.TOWN)
        return replace(draft, where=replace(where, place=place))
    countries = {p.figure.country for p in draft.parts} - {None} or {home}
    here = [code for code in cities if code in countries]
    if where is not None or draft.type not in ON_THE_SPOT | LOCAL or len(here) != 1:
        return draft
    toponym = cities[here[0]]
    if toponym.place is None:
        return draft
    quote = Quote(start=toponym.start, end=toponym.end, text=text[toponym.start : toponym.end])
    place = replace(toponym.place, precision=Precision.TOWN)
    reason = f"its parties are of {toponym.name}, which is one city"
    return replace(draft, where=Where(quote=quote, place=place, reason=reason))


def _sets_scene(draft: Draft) -> bool:
    where = draft.where
    fine = where is not None and where.place is not None and where.place.pinnable
    return fine and draft.type in ON_THE_SPOT and not draft.aux


def _lacks(group: Sequence[Draft]) -> bool:
    first = group[0]
    bound = first.type in STAGED and first.mode not in ANYWHERE
    return bound and not first.fresh and all(draft.where is None for draft in group)


def _at_scene(group: list[Draft], scenes: Sequence[Draft], only: bool) -> list[Draft]:
    """Return a group at the last scene before it, or at the story's only one."""
    first = group[0]
    for scene in sorted(scenes, key=lambda s: (s.sentence > first.sentence, -s.sentence)):
        apart = first.sentence - scene.sentence
        near = apart >= -AHEAD if only else 0 <= apart <= REACH
        if near and _same_time(first, scene) and scene.where is not None:
            reason = f"the story's scene, as at '{scene.trigger.token.text}'"
            where = Where(quote=scene.where.quote, place=scene.where.place, reason=reason)
            return [replace(draft, where=where) for draft in group]
    return group


def _same_time(draft: Draft, scene: Draft) -> bool:
    """Whether nothing says that two acts were on different days."""
    told = [when for when in (draft.when, scene.when) if when and when.quote is not None]
    if len(told) == 2:
        return told[0].start <= told[1].end and told[1].start <= told[0].end
    return not told or told[0].basis is not DateBasis.STATED or told[0] is scene.when
