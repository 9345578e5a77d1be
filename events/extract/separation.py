"""Separation: mentions of an article that are told of places or times that cannot be one."""

from __future__ import annotations

from collections.abc import Sequence

from events.extract.distance import TOWNS, distance_km
from events.extract.draft import Draft
from events.report import DateBasis, DatePrecision
from geodata.place import Precision

SAME_PLACE_KM = 30.0
"""Two towns nearer than this may be one event's place under two names."""
ERA = 60
"""Days; what is told to be further apart is not pointed back to: "the last bombing, in 2006"."""
CAMPAIGN = 3
"""Days; what is told to last so long is not the act of one of its days."""


def apart(draft: Draft, group: Sequence[Draft], *, clause: bool = False) -> bool:
    """Whether a mention names another place or time than one of a group.

    ``clause``: it is told in one clause with the group, where only both times as stated count.
    """
    if any(_elsewhere(draft, other) for other in group):
        return True
    differ = [_otherwhen(draft, d) and not (clause and _taken(draft, d)) for d in group]
    if not any(differ):
        return False
    if draft.anaphoric or draft.open_day or not draft.when:
        return True
    # A day that is only taken from the context need not be that of every mention.
    same = [d for d, other in zip(group, differ, strict=True) if _same_day(draft, d) and not other]
    return draft.when.basis is not DateBasis.CONTEXT or not same


def _same_day(one: Draft, other: Draft) -> bool:
    """Whether both have a day, and it is one."""
    if not (one.when and other.when) or DateBasis.REPORTED in (one.when.basis, other.when.basis):
        return False
    return (one.when.start, one.when.end) == (other.when.start, other.when.end)


def _taken(one: Draft, other: Draft) -> bool:
    """Whether a time is only taken from the context."""
    return any(d.when is not None and d.when.basis is DateBasis.CONTEXT for d in (one, other))


def _spots_differ(one: Draft, other: Draft) -> bool:
    """Whether one is told to be at a listed place, and the other at another or in another town."""
    if not one.spot or one.spot == other.spot:
        return False
    where = other.where
    fine = where is not None and where.place is not None and where.place.precision in TOWNS
    elsewhere = fine and where is not None and where.quote.text.lower() != one.spot
    return bool(other.spot) or elsewhere


def _elsewhere(one: Draft, other: Draft) -> bool:
    """Whether two mentions name places that cannot be one."""
    if _spots_differ(one, other) or _spots_differ(other, one):
        return True
    here, there = one.where or one.scene, other.where or other.scene
    if not (here and there and here.place and there.place):
        return False
    a, b = here.place, there.place
    if a.geonames_id == b.geonames_id and a.name == b.name:
        return False
    if one.trigger.token == other.trigger.token:
        return True  # one act told of both: "fired at crowds in X and Y"
    if a.country and b.country and a.country != b.country:
        vague = one.anaphoric and a.precision is Precision.COUNTRY
        return not (vague and one.sentence - other.sentence <= 1)
    if Precision.COUNTRY in (a.precision, b.precision):
        return False
    if a.precision is b.precision is Precision.ADMIN2:
        return True
    coarse = {Precision.ADMIN1, Precision.ADMIN2, Precision.SEA_OR_BORDER}
    if a.precision in coarse or b.precision in coarse:
        return bool(a.admin1 and b.admin1 and a.admin1 != b.admin1)
    return distance_km(a, b) > SAME_PLACE_KM


def _otherwhen(one: Draft, other: Draft) -> bool:
    """Whether two mentions tell times that do not overlap."""
    if one.open_day or other.open_day:
        dated = [d for d in (one, other) if d.when and d.when.basis is DateBasis.STATED]
        both = one.open_day and other.open_day and one.open_day != other.open_day
        return bool(dated or both) and not one.anaphoric
    if not (one.when and other.when):
        return False
    bases = {one.when.basis, other.when.basis}
    if DateBasis.REPORTED in bases:
        return False
    apart = max((other.when.start - one.when.end).days, (one.when.start - other.when.end).days)
    if one.anaphoric and bases != {DateBasis.STATED}:
        return apart > ERA
    if one.when.end < other.when.start or other.when.end < one.when.start:
        return True
    long, short = sorted((one.when, other.when), key=lambda when: when.start - when.end)
    lasting = long.precision is DatePrecision.RANGE and (long.end - long.start).days >= CAMPAIGN
    return lasting and (short.end - short.start).days <= 1 and not one.anaphoric
