"""Differences: what keeps two mentions from telling of one event, though no date or place does."""

from __future__ import annotations

from events.extract.draft import Draft
from events.report import EventType, Role

MEANS: dict[str, str] = {
    "aerial": "air",
    "drone": "air",
    "firearms": "hand",
    "primitive": "hand",
    "suicide-attack": "hand",
    "targeted": "hand",
}
"""Modes of ASSAULT that are not used in one act."""


def means_differ(one: Draft, other: Draft) -> bool:
    """Whether one was done from the air and the other by hand."""
    if one.type is not EventType.ASSAULT or other.type is not EventType.ASSAULT:
        return False
    mine, theirs = MEANS.get(one.mode or ""), MEANS.get(other.mode or "")
    return mine is not None and theirs is not None and mine != theirs


def sides(draft: Draft, role: Role) -> frozenset[str]:
    """Return the known parties in a role: countries, and listed parties without one."""
    return frozenset(
        part.figure.country or part.figure.name
        for part in draft.parts
        if part.role is role and (part.figure.country or part.figure.listed)
    )
