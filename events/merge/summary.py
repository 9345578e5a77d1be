"""The event that reports tell of: each field by a rule, the reports kept whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from events.event import Event
from events.merge.copies import Texts, sources
from events.report import Actor, Aux, DateBasis, Modality, Report, When
from geodata.place import Place, Precision

T = TypeVar("T")
_UNMADE = frozenset({Aux.NEGATION, Aux.FUTURE, Aux.HYPOTHETICAL, Aux.GENERIC})


def summary(reports: Sequence[Report], texts: Texts | None = None) -> Event:
    """Return the event that these reports tell of.

    ``texts`` gives articles' texts by id, asked where there is more than one article: they tell
    copies from independent sources; without them only equal sentences do.

    Type and mode are the most frequent that are told; the place is the most precise one; the date
    the narrowest that the words state; a party is listed once a role. Reports that differ on
    whether it happened make it disputed.
    """
    ordered = tuple(sorted(reports, key=lambda report: report.id))
    articles = {report.article_id for report in ordered}
    kind = _commonest([report.type for report in ordered])
    modes = [report.mode for report in ordered if report.mode and report.type is kind]
    return Event(
        reports=ordered,
        type=kind,
        mode=_commonest(modes) if modes else None,
        place=_finest([report.place for report in ordered if report.place]),
        when=_narrowest([report.when for report in ordered if report.when]),
        actors=_parties(ordered),
        modality=_standing([report.modality for report in ordered]),
        aux=_flags([report.aux for report in ordered]),
        sources=len(sources(ordered, texts)) if len(articles) > 1 else 1,
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
