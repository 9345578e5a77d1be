"""A draft: what one sentence says of one event, before the article's mentions are joined."""

from __future__ import annotations

from dataclasses import dataclass

from events.extract.figure import Figure
from events.extract.standing import Standing
from events.extract.trigger import Trigger
from events.report import Aux, EventType, Role, Toll, When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One party of a draft, with its role and why."""

    figure: Figure
    role: Role
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One mention of an event."""

    trigger: Trigger
    type: EventType
    mode: str | None
    aux: frozenset[Aux]
    announced: bool
    """Whether the act is to announce what the trigger foresees."""
    standing: Standing
    parts: tuple[Part, ...]
    when: When | None
    where: Where | None
    tolls: tuple[Toll, ...]
    start: int
    """Character offsets of the passage that states the event."""
    end: int
    sentence: int
    """Which sentence of the article, from 0."""
    anaphoric: bool
    """Whether the words point back: "the attack", "this"."""
    fresh: bool
    """Whether the words say that it is another event: "a second blast", "in another attack"."""
    earlier: bool = False
    """Whether it happened before the day that its sentence tells."""
    open_day: str | None = None
    """The words that tell when, where they stay open: "Monday" of nobody knows which week."""
    scene: Where | None = None
    """Where the story stands at that moment, if the words name no place."""
    spot: str = ""
    """Which of several places named in a list, if not all of them could be located."""
    echo: bool = False
    """Whether the words only count if they join an event told elsewhere."""
    reason: str
    """Why this type: the lexicon's sense, or the announcement."""

    joined: str = ""
    """Why it tells of the event that an earlier mention told of; empty for the first mention."""

    def countries(self, role: Role) -> frozenset[str]:
        """Return the countries of the parties in a role."""
        return frozenset(
            p.figure.country for p in self.parts if p.role is role and p.figure.country
        )

    def names(self, role: Role) -> frozenset[str]:
        """Return the lower-case names of the parties in a role."""
        return frozenset(p.figure.name.lower() for p in self.parts if p.role is role)
