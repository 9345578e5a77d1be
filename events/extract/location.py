"""Locations: the words that say where an event took place, and the places they mean."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from events.report import Where
from geodata.toponym import Toponym


def spans(doc: Doc, trigger: Token) -> tuple[tuple[int, int], ...]:
    """Return the character spans of the words that say where the event of ``trigger`` took place."""
    return ()


def where(trigger: Token, toponyms: Sequence[Toponym]) -> tuple[Where, ...]:
    """Return the places where the event of ``trigger`` took place, the best supported first.

    More than one only where the text says that it happened in each.
    """
    return ()
