"""Where the reports of one event contradict each other: every version, with who says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from events.event import Event
from events.report import DateBasis, Report, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a detail."""

    words: str
    """Such as "Kyiv", "2025-04-07", "at least 25", "claimed"."""
    reports: tuple[str, ...]
    """Ids of the reports that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """A detail of which the reports have more than one version."""

    field: str
    """``place``, ``day``, ``actor``, ``standing``, or a kind of toll such as ``killed``."""
    versions: tuple[Version, ...]
    """Two or more; the one that most reports share first."""


def dissents(event: Event) -> tuple[Dissent, ...]:
    """Return what the reports of an event disagree on; one that is silent disagrees with none."""
    found: dict[str, dict[str, list[str]]] = {}
    for report in event.reports:
        for field, words in _said(report):
            holders = found.setdefault(field, {}).setdefault(words, [])
            if report.id not in holders:
                holders.append(report.id)
    return tuple(
        Dissent(field=field, versions=_versions(versions))
        for field, versions in found.items()
        if len(versions) > 1
    )


def _said(report: Report) -> Iterator[tuple[str, str]]:
    if report.place:
        yield "place", report.place.name
    if report.when and report.when.basis is not DateBasis.REPORTED:
        yield "day", report.when.edtf
    for kind in sorted({toll.kind for toll in report.tolls}):
        # An article counts the children among the dead too: its largest number is its toll.
        most = max((t for t in report.tolls if t.kind == kind), key=lambda t: t.low)
        yield kind, _count(most.low, most.high)
    actors = sorted({a.name for a in report.actors if a.role is Role.ACTOR and a.country})
    if actors:
        yield "actor", ", ".join(actors)
    yield "standing", str(report.modality)


def _count(low: int, high: int | None) -> str:
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


def _versions(versions: dict[str, list[str]]) -> tuple[Version, ...]:
    ranked: Sequence[tuple[str, list[str]]] = sorted(
        versions.items(), key=lambda item: (-len(item[1]), item[0])
    )
    return tuple(Version(words=words, reports=tuple(ids)) for words, ids in ranked)
