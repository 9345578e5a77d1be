"""Groups of reports: the strongest links first, and no group that holds a contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from itertools import islice

from events.decision import Decision, Ruling
from events.event import Event
from events.merge.key import keys, wanted
from events.merge.link import Link, apart, link
from events.merge.summary import summary
from events.merge.trait import Trait, trait
from events.report import Report

_MOST_CHECKED = 60
"""Kinds of telling in a group that a newcomer is held against; copies of one are one kind."""


def merge(reports: Iterable[Report], decisions: Iterable[Decision] = ()) -> tuple[Event, ...]:
    """Group reports into events, in the order of the events' ids.

    The result depends on nothing but the reports and the decisions: not on the order of either.
    """
    groups, _ = grouped(reports, decisions)
    return tuple(summary(group) for group in groups)


def grouped(
    reports: Iterable[Report], decisions: Iterable[Decision] = ()
) -> tuple[tuple[tuple[Report, ...], ...], tuple[Link, ...]]:
    """Return the groups, each in the order of its reports' ids, and the links that made them."""
    told = {t.id: t for t in map(trait, reports)}
    ordered = [told[key] for key in sorted(told)]
    ruled = [d for d in decisions if d.first in told and d.second in told]
    grouping = _Grouping(told, ruled)
    first, again = _told_once(ordered, {i for d in ruled for i in (d.first, d.second)})
    used = [copy for copy in again if grouping.join(copy)]
    used += [found for found in _in_order(links(first)) if grouping.join(found)]
    return grouping.groups(ordered), tuple(used)


def _told_once(ordered: Sequence[Trait], ruled: Set[str]) -> tuple[list[Trait], list[Link]]:
    """Set aside the copies of a sentence that are read alike, linked to the first of them.

    Hundreds of papers print one story: each compared with each would take their number squared.
    """
    first: dict[Hashable, Trait] = {}
    left: list[Trait] = []
    again: list[Link] = []
    for one in ordered:
        model = first.get(one.likeness) if one.id not in ruled else None
        copy = link(model, one) if model else None
        if copy:
            again.append(copy)
            continue
        if one.likeness is not None and one.id not in ruled:
            first.setdefault(one.likeness, one)
        left.append(one)
    return left, again


def links(told: Sequence[Trait]) -> list[Link]:
    """Return every link among reports; only those that share a key are compared."""
    found: list[Link] = []
    at: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        for key in keys(one):
            at[key].append(number)
    for number, one in enumerate(told):
        met: set[int] = set()
        for key in wanted(one):
            met.update(at.get(key, ()))
        for other in met:
            # Two exact or two vague ones meet both ways; one of each may meet only from one side.
            if other != number and (other > number or not _meets(told[other], one)):
                made = link(one, told[other])
                if made:
                    found.append(made)
    return found


def _meets(seeker: Trait, other: Trait) -> bool:
    return not wanted(seeker).isdisjoint(keys(other))


def _in_order(found: Iterable[Link]) -> list[Link]:
    return sorted(found, key=lambda one: (-one.points, one.first, one.second))


class _Grouping:
    """Groups while they grow."""

    def __init__(self, told: Mapping[str, Trait], decisions: Iterable[Decision]) -> None:
        self._told = told
        self._home = {key: key for key in told}
        self._members = {key: [key] for key in told}
        self._articles = {key: {one.article} for key, one in told.items()}
        self._kinds = {key: {one.likeness or key: one} for key, one in told.items()}
        held = sorted(decisions, key=lambda d: (d.first, d.second))
        self._split = {(d.first, d.second) for d in held if d.ruling is Ruling.SPLIT}
        for decision in held:
            if decision.ruling is Ruling.JOIN:
                self._unite(decision.first, decision.second, forced=True)

    def join(self, found: Link) -> bool:
        """Put the groups of two linked reports together unless that holds a contradiction."""
        return self._unite(found.first, found.second, forced=False)

    def _unite(self, first: str, second: str, *, forced: bool) -> bool:
        mine, yours = self._home[first], self._home[second]
        if mine == yours:
            return False
        if self._split_up(mine, yours) or not (forced or self._agree(mine, yours)):
            return False
        low, high = min(mine, yours), max(mine, yours)
        for member in self._members[high]:
            self._home[member] = low
        self._members[low] += self._members.pop(high)
        self._articles[low] |= self._articles.pop(high)
        for kind, one in self._kinds.pop(high).items():
            self._kinds[low].setdefault(kind, one)
        return True

    def _split_up(self, mine: str, yours: str) -> bool:
        """Whether a reader has split members of two groups."""
        members = (self._members[mine], self._members[yours])
        return bool(self._split) and any(
            (min(a, b), max(a, b)) in self._split for a in members[0] for b in members[1]
        )

    def _agree(self, mine: str, yours: str) -> bool:
        """Whether no member of one group excludes one of the other."""
        if not self._articles[mine].isdisjoint(self._articles[yours]):
            return False
        return not any(
            apart(a, b)
            for a in islice(self._kinds[mine].values(), _MOST_CHECKED)
            for b in islice(self._kinds[yours].values(), _MOST_CHECKED)
        )

    def groups(self, ordered: Sequence[Trait]) -> tuple[tuple[Report, ...], ...]:
        """Return the groups in the order of their first ids."""
        found: dict[str, list[Report]] = defaultdict(list)
        for one in ordered:
            found[self._home[one.id]].append(one.report)
        return tuple(tuple(group) for group in found.values())
