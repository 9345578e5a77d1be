"""A filter as clauses: each holds both what it keeps and how a sentence says it.

:func:`clauses` is the one place where a filter gets its meaning, so that the count on the map and
the sentence above it cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import numpy as np

from events.query.filter import Box, Filter, Part
from events.query.index import MODALITIES, NO_DAY, NONE, PRECISIONS, ROLES, Array, Index, Mask
from events.query.symbol import CLASSES, TYPES, EventClass, members
from events.report import EventType, Modality, Role
from geodata.place import Precision

Search = Callable[[str], Iterable[str]]
"""Words to the ids of the events whose excerpts hold them."""
Namer = Callable[[str], str]
"""A country's code to its name."""

CLAIM_WORDS = {
    Modality.ASSERTED: "asserted",
    Modality.CLAIMED: "claimed",
    Modality.DISPUTED: "disputed",
    Modality.DENIED: "denied",
}
PRECISION_WORDS = {
    Precision.SITE: "site",
    Precision.TOWN: "town",
    Precision.ADMIN2: "district",
    Precision.ADMIN1: "region",
    Precision.COUNTRY: "country",
    Precision.SEA_OR_BORDER: "sea or border",
    Precision.WORLD: "wider than a country",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of a filter."""

    field: str
    """What a reader would change to lift it: ``country``, ``type``, ``date`` ..."""
    before: str
    """Words before "events", such as "claimed"; or empty."""
    after: str
    """Words after "events", such as "involving China"; or empty."""
    keeps: Callable[[Index], Mask]


def clauses(
    asked: Filter, *, country: Namer = str, search: Search = lambda _words: ()
) -> tuple[Clause, ...]:
    """Return the clauses of a filter, in the order in which a sentence says them."""
    found: list[Clause] = []
    if asked.modalities:
        words = listed([CLAIM_WORDS[m] for m in asked.modalities])
        numbers = [MODALITIES.index(m) for m in asked.modalities]
        found.append(Clause("claim", words, "", lambda i: _among(i.modality, numbers)))
    if asked.types:
        kinds = [TYPES.index(kind) for kind in asked.types]
        found.append(Clause("type", types(asked.types), "", lambda i: _among(i.type, kinds)))
    if asked.modes:
        words = "of mode " + listed(asked.modes)
        found.append(Clause("mode", "", words, lambda i: _named(i.mode, i.modes, asked.modes)))
    found += _parties(asked, country)
    found += _dates(asked)
    if asked.precisions:
        words = "known to " + listed([PRECISION_WORDS[p] for p in asked.precisions])
        levels = [PRECISIONS.index(p) for p in asked.precisions]
        found.append(
            Clause("precision", "", words, lambda i: _placed(i, _among(i.precision, levels)))
        )
    if asked.sources:
        words = "reported by " + listed(asked.sources)
        found.append(Clause("source", "", words, lambda i: _published(i, asked.sources)))
    if asked.words:
        words = f"with the words “{asked.words}”"
        found.append(Clause("words", "", words, lambda i: _found(i, search(asked.words))))
    if asked.box:
        box = asked.box
        found.append(
            Clause("box", "", "inside the chosen view", lambda i: _placed(i, inside(i, box)))
        )
    if asked.unreal:
        words = "whether or not they took place"
        found.append(Clause("unreal", "", words, lambda i: np.ones(len(i), dtype=bool)))
    else:
        found.append(Clause("unreal", "", "", lambda i: i.real))
    return tuple(found)


def sentence(asked: Filter, count: int, *, country: Namer = str) -> str:
    """Return "4 events involving China, 1–8 April 2025"."""
    parts = clauses(asked, country=country)
    before = " ".join(clause.before for clause in parts if clause.before)
    after = " ".join(c.after for c in parts if c.after and c.field != "date")
    dates = ", ".join(c.after for c in parts if c.after and c.field == "date")
    noun = "event" if count == 1 else "events"
    head = " ".join(word for word in (f"{count:,}", before, noun, after) if word)
    return f"{head}, {dates}" if dates else head


def types(kinds: Sequence[EventType]) -> str:
    """Return the words for types: the class's name where all of a larger class are meant."""
    left = list(kinds)
    words = []
    for group in CLASSES:
        whole = members(group)
        if group is not EventClass.FORCE and len(whole) > 1 and set(whole) <= set(left):
            words.append(str(group))
            left = [kind for kind in left if kind not in whole]
    return listed([*words, *(str(kind) for kind in left)])


def listed(names: Sequence[str], word: str = "or") -> str:
    """Return "A", "A or B", "A, B or C"."""
    return f" {word} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def span(start: date | None, end: date | None) -> str:
    """Return a range of days in words: "1–8 April 2025", "since 1 April 2025"."""
    if start and end:
        if start == end:
            return _day(start)
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{_day(end)}"
        if start.year == end.year:
            return f"{start.day} {start:%B} – {_day(end)}"
        return f"{_day(start)} – {_day(end)}"
    if start:
        return f"since {_day(start)}"
    return f"until {_day(end)}" if end else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _parties(asked: Filter, country: Namer) -> list[Clause]:
    role = {Part.ACTOR: " as actor", Part.RECIPIENT: " as recipient", Part.EITHER: ""}[asked.part]
    found = []
    if asked.countries:
        names = [country(code) for code in asked.countries]
        words = "involving " + listed(names, "and" if asked.every else "or") + role
        found.append(Clause("country", "", words, lambda i: _involved(i, asked)))
    if asked.nationalities:
        words = "with nationals of " + listed([country(code) for code in asked.nationalities])
        found.append(
            Clause(
                "nationality",
                "",
                words,
                lambda i: _of_party(
                    i, _named(i.party_nationality, i.countries, asked.nationalities)
                ),
            )
        )
    if asked.actors:
        words = "with " + listed(asked.actors) + role
        found.append(
            Clause(
                "actor",
                "",
                words,
                lambda i: _of_party(
                    i, _named(i.party_actor, i.actors, asked.actors) & _in_part(i, asked.part)
                ),
            )
        )
    return found


def _dates(asked: Filter) -> list[Clause]:
    if not (asked.start or asked.end):
        if asked.undated:
            return []
        return [Clause("date", "", "with a stated date", lambda i: i.stated)]
    words = span(asked.start, asked.end)
    if asked.undated:
        words += " or day not stated"
    return [Clause("date", "", words, lambda i: _overlaps(i, asked))]


def _overlaps(index: Index, asked: Filter) -> Mask:
    """Keep what may lie in the range; a report's own date stands in where no day is stated."""
    keeps: Mask = index.start != NO_DAY
    if asked.start:
        keeps &= index.end >= asked.start.toordinal()
    if asked.end:
        keeps &= index.start <= asked.end.toordinal()
    if asked.undated:
        keeps |= index.start == NO_DAY
    else:
        keeps &= index.stated
    return keeps


def _among(column: Array, numbers: Sequence[int]) -> Mask:
    """Whether each of a column of small numbers is one of ``numbers``."""
    table = np.zeros(256, dtype=bool)
    table[list(numbers)] = True
    return table[column]


def _named(column: Array, names: Array, wanted: Sequence[str]) -> Mask:
    """Whether each number of a column stands for one of the wanted names; NONE never does."""
    table = np.append(np.isin(names, list(wanted)), False)
    return table[column]


def _in_part(index: Index, part: Part) -> Mask | np.bool_:
    if part is Part.EITHER:
        return np.bool_(True)
    found: Mask = index.party_role == ROLES.index(Role(str(part)))
    return found


def _of_party(index: Index, parties: Mask) -> Mask:
    keeps = np.zeros(len(index), dtype=bool)
    keeps[index.party_row[parties]] = True
    return keeps


def _involved(index: Index, asked: Filter) -> Mask:
    part = _in_part(index, asked.part)
    if not asked.every:
        return _of_party(
            index, _named(index.party_country, index.countries, asked.countries) & part
        )
    keeps = np.ones(len(index), dtype=bool)
    for code in asked.countries:
        keeps &= _of_party(index, _named(index.party_country, index.countries, [code]) & part)
    return keeps


def _published(index: Index, sources: Sequence[str]) -> Mask:
    keeps = np.zeros(len(index), dtype=bool)
    keeps[index.source_row[_named(index.source, index.sources, sources)]] = True
    return keeps


def _found(index: Index, ids: Iterable[str]) -> Mask:
    wanted = np.fromiter((i.encode() for i in ids), dtype="S16")
    return np.isin(index.id, wanted)


def _placed(index: Index, places: Mask) -> Mask:
    """Spread a condition on places to the events at them; without a place it does not hold."""
    return np.append(places, False)[index.place]


class Located(Protocol):
    """Columns of coordinates in degrees."""

    @property
    def lat(self) -> Array: ...  # noqa: D102

    @property
    def lon(self) -> Array: ...  # noqa: D102


def inside(places: Located, box: Box) -> Mask:
    """Return which places lie in a box."""
    rows = (places.lat >= box.south) & (places.lat <= box.north)
    if box.west <= box.east:
        return rows & (places.lon >= box.west) & (places.lon <= box.east)
    return rows & ((places.lon >= box.west) | (places.lon <= box.east))


def recent(days: int, today: date) -> tuple[date, date]:
    """Return the range of the last ``days`` days, today included."""
    return today - timedelta(days=days - 1), today


assert NONE == -1, "the lookups above put False at position -1"  # noqa: S101
