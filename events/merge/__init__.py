"""From reports to events: which reports of different articles tell of the same occurrence."""

from collections.abc import Hashable, Iterable

from events.article import Quote
from events.merge.copies import one_text
from events.merge.dissent import Dissent, Version, dissents
from events.merge.grouping import grouped, merge
from events.merge.key import kept, sought
from events.merge.link import link
from events.merge.reason import Reason, explained, reasons
from events.merge.summary import summary
from events.merge.trait import trait
from events.report import Report

__all__ = [
    "Dissent",
    "Reason",
    "Version",
    "copy",
    "dissents",
    "explained",
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


def copy(first: Report, new: Report) -> str | None:
    """Return in words why a report is of the event of one that was read alike from one text.

    None where it is not, or where its quotes hold words that those of the first do not.
    """
    if first.tabled or new.tabled or likeness(new) is None or likeness(first) != likeness(new):
        return None
    said = {_folded(quote) for quote in first.quotes}
    if not one_text(first, new) or not said.issuperset(map(_folded, new.quotes)):
        return None
    made = link(trait(first), trait(new))
    return ", ".join(made.why) if made else None


def _folded(quote: Quote) -> str:
    return " ".join(quote.text.casefold().split())


def linked(report: Report, others: Iterable[Report]) -> tuple[Report, ...]:
    """Return those of other reports that are linked to this one."""
    mine = trait(report)
    return tuple(other for other in others if link(mine, trait(other)))
