"""Why here: the places that a report's words could have meant, read again for the one who asks."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any

from events.article import Article
from events.catalogue import country_name
from events.query.clause import PRECISION_WORDS
from events.report import Where
from geodata.explain import Choice, Considered, choice
from geodata.language import MAX_CHARACTERS
from geodata.toponym import Sense

_reading = Lock()
"""One at a time: each takes a processor for up to a second, and the parser is shared."""


def here(article: Article, where: Where) -> dict[str, Any] | None:
    """Return what the place's words could mean, with scores; None beyond what is read of a text."""
    if where.quote.end > MAX_CHARACTERS:
        return None
    with _reading:
        made = _choice(article, where.quote.start, where.quote.end)
    return {
        "name": made.name,
        "why": made.why,
        "sense": "" if made.sense is Sense.LITERAL else str(made.sense),
        "sense_reason": made.sense_reason,
        "chosen_otherwise": where.place is not None and where.place != made.place,
        "considered": [_candidate(one) for one in made.considered],
    }


def _candidate(one: Considered) -> dict[str, Any]:
    place = one.place
    home = country_name(place.country) if place.country else None
    return {
        "name": ", ".join(dict.fromkeys(filter(None, (place.name, place.admin1_name, home)))),
        "precision": PRECISION_WORDS[place.precision],
        "score": round(one.score, 2),
        "distance_km": round(one.distance_km),
        "reasons": list(one.reasons),
        "won": one.won,
    }


@lru_cache(maxsize=64)
def _choice(article: Article, start: int, end: int) -> Choice:
    return choice(article.text, start, end, title=article.title, url=article.url)
