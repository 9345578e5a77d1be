"""Why the reports of an event are together, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from events.decision import Decision, Ruling
from events.merge.grouping import grouped
from events.merge.link import Link
from events.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one report stands with another."""

    first: str
    """Report id."""
    second: str
    words: str
    """ "same town (Kyiv), same day (2025-04-07), same actor (hamas)", or who decided so."""


def reasons(reports: Sequence[Report], decisions: Iterable[Decision] = ()) -> tuple[Reason, ...]:
    """Return why the reports of one event were merged: a chain that holds them all.

    Empty for a single report.
    """
    held = {report.id for report in reports}
    mine = [d for d in decisions if {d.first, d.second} <= held and d.ruling is Ruling.JOIN]
    _, used = grouped(reports, mine)
    return explained(used, mine)


def explained(used: Iterable[Link], decisions: Iterable[Decision]) -> tuple[Reason, ...]:
    """Return in words why reports were grouped: what readers joined, then links that were used."""
    decided = (d for d in decisions if d.ruling is Ruling.JOIN)
    return (
        *(Reason(first=d.first, second=d.second, words=_decided(d)) for d in decided),
        *(Reason(first=u.first, second=u.second, words=", ".join(u.why)) for u in used),
    )


def _decided(decision: Decision) -> str:
    return f"{decision.by} joined them on {decision.at:%Y-%m-%d}: {decision.why}"
