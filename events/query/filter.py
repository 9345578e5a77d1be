"""Which events a reader wants to see, and how that is written in an address."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from events.report import EventType, Modality
from geodata.place import Precision

E = TypeVar("E", bound=StrEnum)

MOST_CHOICES = 50
"""Most values of one list; more is a mistake or an attack."""
LONGEST_WORD = 200


class FilterError(ValueError):
    """A filter in an address that cannot be read; the message says which part and why."""


class Part(StrEnum):
    """In which role a country or actor is meant."""

    EITHER = "either"
    ACTOR = "actor"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class Box:
    """A box in degrees; ``west`` may exceed ``east`` where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Box:
        """Read ``west,south,east,north``; raise :class:`FilterError` otherwise."""
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            raise FilterError(f"bbox is not west,south,east,north: {text[:60]!r}") from None
        if not all(math.isfinite(value) for value in (west, south, east, north)):
            raise FilterError("bbox holds a number that is not finite")
        if not (-90 <= south <= north <= 90 and -720 <= west <= 720 and -720 <= east <= 720):
            raise FilterError("bbox is outside the world")
        if east - west >= 360:
            return cls(-180.0, south, 180.0, north)
        return cls(_wrapped(west), south, _wrapped(east), north)

    def __str__(self) -> str:
        return f"{self.west:.5g},{self.south:.5g},{self.east:.5g},{self.north:.5g}"


def _wrapped(longitude: float) -> float:
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A filter; the default keeps every event that took place or is claimed to have.

    Lists mean "any of these". Country codes are ISO 3166-1 alpha-3.
    """

    countries: tuple[str, ...] = ()
    every: bool = False
    """All of ``countries`` are involved, not any."""
    part: Part = Part.EITHER
    """The role of ``countries`` and ``actors``."""
    nationalities: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    types: tuple[EventType, ...] = ()
    modes: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    undated: bool = True
    """Keep events whose day is not stated, even under a date range."""
    precisions: tuple[Precision, ...] = ()
    modalities: tuple[Modality, ...] = ()
    sources: tuple[str, ...] = ()
    words: str = ""
    box: Box | None = None
    unreal: bool = False
    """Keep what the text says did not happen, may happen or happens as a habit."""

    @property
    def active(self) -> bool:
        """Whether anything differs from the default."""
        return self != Filter()

    def query(self) -> str:
        """Return the filter as the query part of an address; the default is empty."""
        pairs: list[tuple[str, str]] = []
        for key, values in (
            ("country", self.countries),
            ("nationality", self.nationalities),
            ("actor", self.actors),
            ("type", self.types),
            ("mode", self.modes),
            ("precision", self.precisions),
            ("claim", self.modalities),
            ("source", self.sources),
        ):
            pairs += [(key, str(value)) for value in values]
        if self.every:
            pairs.append(("match", "all"))
        if self.part is not Part.EITHER:
            pairs.append(("role", str(self.part)))
        if self.start:
            pairs.append(("from", self.start.isoformat()))
        if self.end:
            pairs.append(("to", self.end.isoformat()))
        if not self.undated:
            pairs.append(("undated", "no"))
        if self.words:
            pairs.append(("words", self.words))
        if self.box:
            pairs.append(("within", str(self.box)))
        if self.unreal:
            pairs.append(("unreal", "yes"))
        return urlencode(pairs)

    @classmethod
    def parse(cls, values: Mapping[str, Sequence[str]]) -> Filter:
        """Read a filter from an address; keys that are not a filter's are passed over.

        Raises :class:`FilterError` naming the part that cannot be read.
        """
        start, end = _day(values, "from"), _day(values, "to")
        if start and end and end < start:
            raise FilterError(f"from {start} is after to {end}")
        within = _one(values, "within")
        return cls(
            countries=_codes(values, "country"),
            every=_choice(values, "match", ("any", "all")) == "all",
            part=Part(_choice(values, "role", tuple(Part))),
            nationalities=_codes(values, "nationality"),
            actors=_texts(values, "actor"),
            types=_members(values, "type", EventType),
            modes=_texts(values, "mode"),
            start=start,
            end=end,
            undated=_choice(values, "undated", ("yes", "no")) == "yes",
            precisions=_members(values, "precision", Precision),
            modalities=_members(values, "claim", Modality),
            sources=_texts(values, "source"),
            words=" ".join(_one(values, "words").split()),
            box=Box.parse(within) if within else None,
            unreal=_choice(values, "unreal", ("no", "yes")) == "yes",
        )


_LISTS = ("country", "nationality", "actor", "type", "mode", "precision", "claim", "source")
_SINGLES = ("match", "role", "from", "to", "undated", "words", "within", "unreal")
KEYS = frozenset((*_LISTS, *_SINGLES))
"""The keys of :meth:`Filter.query`."""


def _texts(values: Mapping[str, Sequence[str]], key: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(values.get(key, ())))
    if len(found) > MOST_CHOICES:
        raise FilterError(f"{key}: more than {MOST_CHOICES} values")
    for value in found:
        if not 0 < len(value) <= LONGEST_WORD:
            raise FilterError(f"{key}: a value is empty or longer than {LONGEST_WORD} characters")
    return found


def _one(values: Mapping[str, Sequence[str]], key: str) -> str:
    found = [value for value in values.get(key, ()) if value]
    if len(found) > 1:
        raise FilterError(f"{key} is given {len(found)} times")
    if found and len(found[0]) > LONGEST_WORD:
        raise FilterError(f"{key} is longer than {LONGEST_WORD} characters")
    return found[0] if found else ""


def _choice(values: Mapping[str, Sequence[str]], key: str, allowed: Sequence[str]) -> str:
    """Return one of ``allowed``; the first where the key is missing."""
    value = _one(values, key) or allowed[0]
    if value not in allowed:
        raise FilterError(f"{key} is none of {', '.join(allowed)}: {value[:40]!r}")
    return value


def _codes(values: Mapping[str, Sequence[str]], key: str) -> tuple[str, ...]:
    found = _texts(values, key)
    for value in found:
        if not (len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()):
            raise FilterError(f"{key} is not an ISO 3166 alpha-3 code: {value[:40]!r}")
    return found


def _members(values: Mapping[str, Sequence[str]], key: str, kind: type[E]) -> tuple[E, ...]:
    try:
        return tuple(kind(value) for value in _texts(values, key))
    except ValueError:
        allowed = ", ".join(kind)
        raise FilterError(f"{key} is none of {allowed}: {values[key][0][:40]!r}") from None


def _day(values: Mapping[str, Sequence[str]], key: str) -> date | None:
    value = _one(values, key)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise FilterError(f"{key} is not a day such as 2025-04-08: {value[:40]!r}") from None
