"""From reports to events: which reports of different articles tell of the same occurrence."""

from collections.abc import Hashable, Iterable

from events.merge.dissent import Dissent, Version, dissents
from events.merge.grouping import grouped, merge
from events.merge.key import kept, sought
from events.merge.link import link
from events.merge.reason import Reason, reasons
from events.merge.summary import summary
from events.merge.trait import trait
from events.report import Report

__all__ = [
    "Dissent",
    "Reason",
    "Version",
    "dissents",
    "grouped",
    "kept",
    "likeness",
    "linked",
    "merge",
    "reasons",
    "same",
    "sought",
    "summary",
]


def same(a: Report, b: Report) -> bool:
    """Whether enough speaks for two reports being of one event, and nothing against."""
    return link(trait(a), trait(b)) is not None


def likeness(report: Report) -> Hashable:
    """Return what is equal for reports that all others are linked to alike; None for most."""
    return trait(report).likeness


def linked(report: Report, others: Iterable[Report]) -> tuple[Report, ...]:
    """Return those of other reports that are linked to this one."""
    mine = trait(report)
    return tuple(other for other in others if link(mine, trait(other)))
