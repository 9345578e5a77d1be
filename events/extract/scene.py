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
ANYWHERE = frozenset(
    ("restrict", "censor", "cyber", "martial-law", "withhold", "boycott", "strike", "curfew")
)
"""Modes of these types that need no scene."""
LOCAL = frozenset({EventType.CONCEDE, EventType.RETREAT})
"""Types that in a one-city territory happen there too."""
REACH = 4
"""Sentences that a scene holds for, unless the story has only one."""


def staged(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, in order, those without a place at the scene they belong to."""
    scenes = [d for d in drafts if _sets_scene(d)]
    only = len({d.where.place for d in scenes if d.where}) == 1
    return [_at_scene(draft, scenes, only) if _lacks(draft) else draft for draft in drafts]


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


def _lacks(draft: Draft) -> bool:
    bound = draft.type in ON_THE_SPOT and draft.mode not in ANYWHERE
    return draft.where is None and bound and not draft.fresh


def _at_scene(draft: Draft, scenes: Sequence[Draft], only: bool) -> Draft:
    for scene in sorted(scenes, key=lambda s: (s.sentence > draft.sentence, -s.sentence)):
        apart = abs(draft.sentence - scene.sentence)
        if (only or apart <= REACH) and _same_time(draft, scene) and scene.where is not None:
            reason = f"the story's scene, as at '{scene.trigger.token.text}'"
            where = Where(quote=scene.where.quote, place=scene.where.place, reason=reason)
            return replace(draft, where=where)
    return draft


def _same_time(draft: Draft, scene: Draft) -> bool:
    """Whether nothing says that two acts were on different days."""
    one, other = draft.when, scene.when
    if one is None or other is None:
        told = one or other
        return told is None or told.basis is not DateBasis.STATED
    return one.start <= other.end and other.start <= one.end
