"""Reasons: why a report has its type, parties and place, and which mentions it joins."""

from __future__ import annotations

from dataclasses import dataclass

from events.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The reasons of one report, in words, by what they are reasons for."""

    type: tuple[str, ...]
    """Which words told of which type and mode: "'captured': capture -> ASSAULT/abduct"."""
    parties: tuple[str, ...]
    """Who takes part, in which role, of which country, and by what: "Hamas, actor, ..."."""
    place: tuple[str, ...]
    standing: tuple[str, ...]
    """Why it counts as claimed, doubted, denied or not happened."""
    joined: tuple[str, ...]
    """Why later mentions tell of the same event; empty where it was told once."""


def account(report: Report) -> Account:
    """Return the reasons that a report keeps, sorted; it reads nothing but the report."""
    found: dict[str, list[str]] = {}
    for line in report.reasons:
        kind, colon, reason = line.partition(": ")
        known = bool(colon) and kind in KINDS
        found.setdefault(kind if known else "type", []).append(reason if known else line)
    return Account(
        type=tuple(found.get("type", ())),
        parties=tuple(found.get("party", ())),
        place=tuple(found.get("place", ())),
        standing=tuple(found.get("standing", ())),
        joined=tuple(found.get("joined", ())),
    )


KINDS = frozenset(("type", "party", "place", "standing", "joined"))
"""What the lines of :attr:`events.report.Report.reasons` start with, before a colon."""
