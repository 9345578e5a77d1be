"""Figures: what a phrase turned out to mean, as a party to an event."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a phrase turned out to mean."""

    start: int
    """Character offsets of the phrase."""
    end: int
    name: str
    country: str | None
    nationality: str | None
    sector: str | None
    reason: str
    domestic: bool = False
    """Whether the country may be taken from the event's place."""
    public: bool = False
    """Whether it is no private person or firm: a state, an office, a force, a crowd, a court."""
    listed: bool = False
    """Whether the actor table names it: such a party is no other of another name."""
