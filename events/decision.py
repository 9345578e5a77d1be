"""A reader's word on merging: two reports are of one event, or they are not, whatever the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Ruling(StrEnum):
    """What a reader decided of two reports."""

    JOIN = "join"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided of two reports; it holds until the opposite is decided.

    Report ids stay the same when an article is read again, so the decision does too.
    """

    first: str
    """Report id, the smaller one."""
    second: str
    ruling: Ruling
    by: str
    at: datetime
    """UTC."""
    why: str

    def __post_init__(self) -> None:
        if self.first >= self.second:
            raise ValueError("a decision is about two reports, the smaller id first")
