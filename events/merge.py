"""From reports to events: which reports of different articles tell of the same occurrence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import combinations
from typing import TypeVar

from geopy.distance import great_circle

from events.event import Event
from events.report import Actor, Aux, DateBasis, Modality, Report, When
from geodata.place import Place, Precision

T = TypeVar("T")

# Two reports of one strike often name the suburb and the city, or the night and the morning after.
NEAR_KM = 25.0
NEAR_DAYS = 1
# A date looser than a week says too little to tell two events of one place apart.
WIDEST_DAYS = 7
_UNMADE = frozenset({Aux.NEGATION, Aux.FUTURE, Aux.HYPOTHETICAL, Aux.GENERIC})


def merge(reports: Iterable[Report]) -> tuple[Event, ...]:
    """Group reports into events, in the order of the events' ids.

    Two reports are linked by :func:`same`; an event is a connected group, so the order in which
    articles arrive changes nothing.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    parent = list(range(len(ordered)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in combinations(range(len(ordered)), 2):
        if same(ordered[i], ordered[j]):
            low, high = sorted((root(i), root(j)))
            parent[high] = low
    groups: dict[int, list[Report]] = defaultdict(list)
    for i, report in enumerate(ordered):
        groups[root(i)].append(report)
    return tuple(summary(group) for group in groups.values())


def same(a: Report, b: Report) -> bool:
    """Whether two reports of different articles tell of the same occurrence.

    Either their words are the same (one agency's text in two papers), or type, place, day and
    countries agree; a report that lacks a place or a day of its own is never merged on the rest.
    """
    if a.article_id == b.article_id or a.type != b.type or a.occurred != b.occurred:
        return False
    if a.wording == b.wording:
        return _agree(a, b, True)
    return _agree(a, b, False) and (
        not a.countries or not b.countries or bool(a.countries & b.countries)
    )


def _agree(a: Report, b: Report, missing: bool) -> bool:
    """Whether places and days agree; ``missing`` is the answer where one is not known."""
    if a.place and b.place:
        if not _near(a.place, b.place):
            return False
    elif not missing:
        return False
    if _dated(a) and _dated(b):
        assert a.when and b.when  # noqa: S101
        return _close(a.when, b.when)
    return missing


def _dated(report: Report) -> bool:
    when = report.when
    return (
        when is not None
        and when.basis is not DateBasis.REPORTED
        and (when.end - when.start).days <= WIDEST_DAYS
    )


def _near(a: Place, b: Place) -> bool:
    if a.geonames_id is not None and a.geonames_id == b.geonames_id:
        return True
    points = {Precision.TOWN, Precision.SITE}
    if a.precision in points and b.precision in points:
        return bool(great_circle((a.lat, a.lon), (b.lat, b.lon)).km <= NEAR_KM)
    return False


def _close(a: When, b: When) -> bool:
    slack = timedelta(days=NEAR_DAYS)
    return a.start <= b.end + slack and b.start <= a.end + slack


def summary(reports: Sequence[Report]) -> Event:
    """Return the event that these reports tell of.

    Type and mode are the most frequent; the place is the most precise one; the date the narrowest
    that the words state; a party is listed once a role. Reports that differ on whether it happened
    make it disputed.
    """
    ordered = tuple(sorted(reports, key=lambda report: report.id))
    return Event(
        reports=ordered,
        type=_commonest([report.type for report in ordered]),
        mode=_commonest([report.mode for report in ordered]),
        place=_finest([report.place for report in ordered if report.place]),
        when=_narrowest([report.when for report in ordered if report.when]),
        actors=_parties(ordered),
        modality=_standing([report.modality for report in ordered]),
        aux=_flags([report.aux for report in ordered]),
    )


def _commonest(values: Sequence[T]) -> T:
    return Counter(values).most_common(1)[0][0]


def _finest(places: Sequence[Place]) -> Place | None:
    order = list(Precision)
    return min(places, key=lambda p: (order.index(p.precision), p.uncertainty_m), default=None)


def _narrowest(whens: Sequence[When]) -> When | None:
    return min(
        whens,
        key=lambda w: (w.basis is DateBasis.REPORTED, w.end - w.start, w.start),
        default=None,
    )


def _parties(reports: Sequence[Report]) -> tuple[Actor, ...]:
    found: dict[tuple[str, str], Actor] = {}
    for report in reports:
        for actor in report.actors:
            found.setdefault((actor.name.casefold(), actor.role), actor)
    return tuple(found.values())


def _standing(modalities: Sequence[Modality]) -> Modality:
    kinds = set(modalities)
    if len(kinds) == 1:
        return modalities[0]
    if kinds & {Modality.DENIED, Modality.DISPUTED}:
        return Modality.DISPUTED
    return Modality.ASSERTED


def _flags(flags: Sequence[frozenset[Aux]]) -> frozenset[Aux]:
    """Keep what all reports say; one that says it happened outweighs one that plans it."""
    union = frozenset[Aux]().union(*flags)
    shared = flags[0].intersection(*flags)
    return (union - _UNMADE) | (shared & _UNMADE)
