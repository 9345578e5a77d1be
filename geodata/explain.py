"""Why a name is taken for its place: the candidates considered, and what made one of them win.

``choice`` answers for one span (the page's "why here?"), ``explain`` for every name of a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from geodata.context import kilometres_between
from geodata.geoparser import geoparse
from geodata.language import MAX_CHARACTERS, parse, pipeline
from geodata.lines import NEEDED
from geodata.place import Place
from geodata.toponym import Candidate, Sense, Toponym


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """One place that the name could have meant."""

    place: Place
    score: float
    """The ranker's probability that the name means it, 0 to 1."""
    distance_km: float
    """Great-circle kilometres from the likeliest candidate's point; 0 for that one itself."""
    reasons: tuple[str, ...]
    """What speaks for it, in words a reader understands."""
    won: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was decided about one name of a text, and why."""

    start: int
    end: int
    name: str
    place: Place | None
    """None: which place is meant stays open."""
    why: str
    """One sentence: why the winner won, or why there is none."""
    sense: Sense
    sense_reason: str
    considered: tuple[Considered, ...]
    """Best first; at most five."""


def choice(
    text: str | Doc, start: int, end: int, *, title: str | None = None, url: str | None = None
) -> Choice:
    """Return what the geoparser makes of ``text[start:end]``, read with all of ``text`` around it.

    A name that it finds there by itself counts, the one that shares most characters with the span;
    where it finds none the span itself is resolved. ``title`` and ``url`` are the article's, as at
    extraction. About 10 ms a thousand characters of text; a parsed Doc is not parsed again.

    Raises ValueError for a span outside the text, or beyond its first 100,000 characters.
    """
    length = len(text) if isinstance(text, str) else len(text.text)
    if not 0 <= start < end <= min(length, MAX_CHARACTERS):
        raise ValueError(
            f"no span {start}:{end} in the text's first {min(length, MAX_CHARACTERS):,} characters"
        )
    doc = _parsed(text) if isinstance(text, str) else text
    found = geoparse(doc, title=title, url=url)
    best = max(found, key=lambda t: _shared(t, start, end), default=None)
    if best is None or not _shared(best, start, end):
        (best,) = geoparse(doc, title=title, url=url, given=[(start, end)])
    return told(best)


def _parsed(text: str) -> Doc:
    """Parse without what the geoparser never reads; the shared pipeline stays as it is."""
    nlp = pipeline()
    spare = [name for name in nlp.pipe_names if name not in NEEDED]
    return nlp(text[:MAX_CHARACTERS], disable=spare)


def _shared(toponym: Toponym, start: int, end: int) -> int:
    return max(0, min(toponym.end, end) - max(toponym.start, start))


def told(toponym: Toponym) -> Choice:
    """Return the choice that a toponym stands for."""
    best = toponym.candidates[0].place if toponym.candidates else None
    return Choice(
        start=toponym.start,
        end=toponym.end,
        name=toponym.name,
        place=toponym.place,
        why=_why(toponym),
        sense=toponym.sense,
        sense_reason=toponym.sense_reason,
        considered=tuple(
            Considered(
                place=candidate.place,
                score=candidate.score,
                distance_km=0.0 if best is None else _kilometres(best, candidate.place),
                reasons=candidate.reasons,
                won=candidate.place is toponym.place,
            )
            for candidate in toponym.candidates
        ),
    )


def _kilometres(one: Place, two: Place) -> float:
    a, b, c, d = (np.array(x) for x in (one.lat, one.lon, two.lat, two.lon))
    return round(float(kilometres_between(a, b, c, d)), 1)


def _why(toponym: Toponym) -> str:
    if not toponym.candidates:
        return "not in the gazetteer"
    if toponym.place is None:
        return "no candidate is likely enough"
    best, *others = toponym.candidates
    kept = _telling(best, others)
    alone = "" if others else "no other place of that name comes near; "
    return alone + "; ".join(kept)


def _telling(best: Candidate, others: list[Candidate]) -> tuple[str, ...]:
    """Return the winner's reasons, those first that the runner-up does not have."""
    second = others[0].reasons if others else ()
    return tuple(sorted(best.reasons, key=lambda reason: reason in second))


def explain(text: str) -> Iterator[str]:
    """Yield the explanation of a text line by line."""
    found = geoparse(parse(text))
    if not found:
        yield "no place names found"
    for toponym in found:
        yield from _lines(told(toponym))


def _lines(made: Choice) -> Iterator[str]:
    yield f"{made.name}  [{made.start}:{made.end}]"
    yield f"  sense   {made.sense.value}: {made.sense_reason}"
    yield f"  place   {described(made.place) if made.place else 'open'}: {made.why}"
    for number, candidate in enumerate(made.considered, 1):
        far = f", {candidate.distance_km:,.0f} km away" if candidate.distance_km else ""
        mark = "*" if candidate.won else " "
        yield f"  {mark} {number}. {candidate.score:.2f}  {described(candidate.place)}{far}"
        yield f"            {'; '.join(candidate.reasons)}"


def described(place: Place) -> str:
    """Return a place on one line: name, unit, country, precision, point and radius."""
    parts = [place.name, place.admin1_name, place.country]
    name = ", ".join(dict.fromkeys(part for part in parts if part))
    radius = max(1, round(place.uncertainty_m / 1000))
    number = f", GeoNames {place.geonames_id}" if place.geonames_id else ""
    return (
        f"{name} ({place.precision.value}, {place.lat:.4f} {place.lon:.4f} +-{radius} km{number})"
    )
