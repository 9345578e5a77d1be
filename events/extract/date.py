"""Dates: the expressions of a text, resolved, and which of them tells when an event happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from events.report import DatePrecision, When


@dataclass(frozen=True, slots=True, kw_only=True)
class DateExpression:
    """Words that tell a time, and the closed interval of days that they mean."""

    start: int
    """Character offset of the words in the text."""
    end: int
    first: date | None
    """First day; None: the words could not be resolved."""
    last: date | None
    precision: DatePrecision
    relative: bool
    """Whether it rests on the publication date or on a day that the text told before."""
    reason: str
    """How it was resolved, in words: "last Tuesday up to 2025-04-08"."""


def expressions(doc: Doc, published: date | None) -> tuple[DateExpression, ...]:
    """Return the date expressions of a parsed text, sorted by start, never overlapping."""
    return ()


def when_of(
    trigger: Token, expressions: Sequence[DateExpression], published: date | None
) -> When | None:
    """Return when the event of ``trigger`` happened, or None where the text does not say."""
    return None
