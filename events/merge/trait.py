"""What is compared of a report, worked out once: a report meets many others."""

from __future__ import annotations

import re
from collections.abc import Container, Hashable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from events.merge.rule import ALIKE, DETAIL, EMPTY, TIME
from events.report import Actor, DateBasis, Report, Role, When
from geodata.country import country
from geodata.place import Place

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_ENDING = re.compile(r"(?:'s|ing|ed|es|s)$")


class Dating(IntEnum):
    """What is known of a report's time."""

    NONE = 0
    REPORTED = 1
    """Only the day of the report."""
    PERIOD = 2
    """A range too wide to tell two events apart."""
    SPAN = 3
    DAY = 4


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one role."""

    named: frozenset[str]
    described: frozenset[str]
    countries: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Trait:
    """A report as merging sees it."""

    report: Report
    id: str
    article: str
    deeds: frozenset[str]
    """Its type, and the families of :data:`events.merge.rule.ALIKE` that it belongs to."""
    occurred: bool
    place: Place | None
    dating: Dating
    first: int
    """Ordinal day; 0 without one."""
    last: int
    actors: Side
    recipients: Side
    names: frozenset[str]
    """The named parties of any role."""
    where: frozenset[str]
    """The words that name its place; empty without one."""
    spoken: frozenset[str]
    """All words of the best quote that have a capital."""
    words: frozenset[str]
    """Of the best quote, stemmed, without those for deed, place, day and short-named parties."""
    told: frozenset[str]
    """Those words, and those for the parties."""
    wording: str
    length: int
    """Words of the best quote."""
    tolls: frozenset[tuple[str, int]]
    likeness: Hashable
    """Equal for reports of one long sentence that were read alike; None for a short one."""


@lru_cache(maxsize=8_192)
def trait(report: Report) -> Trait:
    """Work out what is compared of a report."""
    deed = f"{report.type} {report.mode}" if report.mode else str(report.type)
    dating, first, last = _dating(report.when)
    actors, recipients = (_side(report, role) for role in (Role.ACTOR, Role.RECIPIENT))
    others = _side(report, Role.OTHER)
    length = len(_WORD.findall(report.quotes[0].text))
    return Trait(
        report=report,
        id=report.id,
        article=report.article_id,
        deeds=frozenset((str(report.type), *ALIKE.get(deed, ()))),
        occurred=report.occurred,
        place=report.place,
        dating=dating,
        first=first,
        last=last,
        actors=actors,
        recipients=recipients,
        names=actors.named | recipients.named | others.named,
        where=_capitals(report.where.quote.text) if report.where else frozenset(),
        spoken=_capitals(report.quotes[0].text),
        words=_words(report, parties=False),
        told=_words(report, parties=True),
        wording=report.wording,
        length=length,
        tolls=frozenset((toll.kind, toll.low) for toll in report.tolls),
        likeness=_likeness(report, length),
    )


def _likeness(report: Report, length: int) -> Hashable:
    if length < DETAIL["verbatim_words"]:
        return None
    when = report.when
    return (
        report.wording,
        report.type,
        report.mode,
        report.aux,
        report.place,
        when and (when.start, when.end, when.basis),
        frozenset((actor.name, actor.country, actor.role) for actor in report.actors),
        frozenset((toll.kind, toll.low) for toll in report.tolls),
    )


def _dating(when: When | None) -> tuple[Dating, int, int]:
    if when is None:
        return Dating.NONE, 0, 0
    first, last = when.start.toordinal(), when.end.toordinal()
    if when.basis is DateBasis.REPORTED:
        return Dating.REPORTED, first, last
    if last - first > TIME["widest_days"]:
        return Dating.PERIOD, first, last
    return (Dating.DAY if first == last else Dating.SPAN), first, last


def _side(report: Report, role: Role) -> Side:
    parties = [actor for actor in report.actors if actor.role is role]
    starts = {quote.start for quote in report.quotes}
    named = frozenset(a.name.casefold() for a in parties if _is_named(a, starts))
    every = frozenset(a.name.casefold() for a in parties)
    return Side(named, every - named, frozenset(a.country for a in parties if a.country))


def _is_named(actor: Actor, starts: Container[int]) -> bool:
    """Whether the name is somebody's own, not a country's ("Iran") nor a description ("rebels").

    A single word at one of ``starts``, where a sentence starts, has a capital whatever it is.
    """
    if actor.quote.start in starts and " " not in actor.name and actor.name == actor.quote.text:
        return False
    if actor.country and actor.name == _country_name(actor.country):
        return False
    return all(word[0].isupper() for word in actor.name.split() if word[0].isalpha())


@lru_cache(maxsize=512)
def _country_name(code: str) -> str:
    found = country(code)
    return found.name if found else code


def _capitals(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text) if not word.islower())


def _words(report: Report, *, parties: bool) -> frozenset[str]:
    left = [report.trigger.text]
    if report.where:
        left.append(report.where.quote.text)
    if report.when and report.when.quote:
        left.append(report.when.quote.text)
    if not parties:
        left += [a.quote.text for a in report.actors if a.quote.text.count(" ") < 3]
    return stems(report.quotes[0].text) - stems(" ".join(left))


def stems(text: str) -> frozenset[str]:
    """Return the words of a text that carry meaning, without their endings."""
    words = frozenset(_WORD.findall(text.casefold())) - EMPTY
    return frozenset(_stem(word) for word in words if len(word) > 2 or word.isdigit())


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 4 else word
