"""Cities that are a territory: what their people do there needs no place of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from events.article import Quote
from events.extract.draft import Draft
from events.extract.scene import ON_THE_SPOT
from events.extract.vocabulary import words
from events.report import EventType, Where
from geodata.place import Precision
from geodata.toponym import Toponym

LOCAL = frozenset({EventType.CONCEDE, EventType.RETREAT})
"""Types that in a one-city territory happen there too."""


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
