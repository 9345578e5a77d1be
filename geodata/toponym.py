"""A place name as a text has it: where it stands, what it resolves to, and in which sense."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geodata.place import Place


class Sense(StrEnum):
    """What the name stands for in its sentence. Only LITERAL may become a marker."""

    LITERAL = "literal"
    """The place itself: "in Beijing", "visited Kyiv"."""
    METONYM = "metonym"
    """A government, people or team named by its place: "Beijing said"."""
    DEMONYM = "demonym"
    """A nationality, language or demonymic adjective: "Chinese", "Iraqis"."""
    ORGANISATION = "organisation"
    """Part of an organisation's or product's name: "University of Kansas"."""
    ORIGIN = "origin"
    """A home town or birthplace: "of Boston", "the Kansas native"."""
    DATELINE = "dateline"
    """Where the story was filed: "KYIV (AP) —"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name could have meant, with the score it got and the reasons for it."""

    place: Place
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """One place name in a text: ``text[start:end] == name``."""

    start: int
    end: int
    name: str
    place: Place | None
    """None: the name is one of a place, but which place stays open."""
    sense: Sense
    sense_reason: str
    """Why the sense, in words a reader understands: "subject of 'said'"."""
    candidates: tuple[Candidate, ...] = ()
    """Best first; the winner is the first one where ``place`` is not None."""
    chance: float = 0.0
    """How likely it is that the name means the place itself, 0 to 1; "the Turkish border" does too,
    though its sense is DEMONYM. A marker asks for ``sense``, which asks for more."""

    @property
    def literal(self) -> bool:
        """Whether the name means the place itself."""
        return self.sense is Sense.LITERAL
