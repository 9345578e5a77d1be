"""Offsets: "a week after the attack" tells the attack's day from that of the clause above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from events.article import Quote
from events.extract import calendar
from events.extract.calendar import Interval
from events.extract.expression import governor
from events.extract.grammar import NUMBER, UNIT
from events.extract.reading import count_of
from geodata.language import text_of

AMOUNT = re.compile(rf"\b(?P<count>{NUMBER})\s+(?P<unit>{UNIT})s?\s+$")
SLACK = {"week": 2, "fortnight": 3, "month": 10, "year": 120, "decade": 1200}
"""Days by which a count of such units is taken to be off, either way."""
EXACT = ("week", "fortnight")
"""Units that a count is taken at its word of, unless it says "about"."""
ROUGH = re.compile(
    r"\b(?i:about|around|approximately|roughly|almost|nearly|over|some|barely|than|just)\s+$"
)


@dataclass(frozen=True, slots=True)
class Offset:
    """A stretch of time between the event of a trigger and that of the verb above it."""

    word: Token
    """The "after" or "before"."""
    clause: Token
    """What the word governs or marks: the event, or the verb of its clause."""
    verb: Token
    count: int
    unit: str
    rough: bool
    """Whether the words say that it is only about so long."""
    quote: Quote

    def interval(self, known: date) -> Interval:
        """Return when the event was, the verb's event being on a known day."""
        moved = calendar.shift(known, self.count, self.unit)
        slack = SLACK.get(self.unit, 0) if self.rough or self.unit not in EXACT else 0
        return calendar.span(calendar.shift_days(moved, -slack), calendar.shift_days(moved, slack))


def offset(trigger: Token) -> Offset | None:
    """Return the stretch that a trigger's phrase or clause tells, or None."""
    word = _preposition(trigger) or _conjunction(trigger)
    if word is None:
        return None
    text = text_of(trigger.doc)
    found = AMOUNT.search(text, max(0, word.idx - 30), word.idx)
    verb = governor(word.head if word.dep_ == "mark" else word)
    if found is None or verb == trigger:
        return None
    count = count_of(found["count"]) * (-1 if word.lower_ == "after" else 1)
    start, end = found.start(), word.idx + len(word)
    quote = Quote(start=start, end=end, text=text[start:end])
    rough = ROUGH.search(text, max(0, start - 20), start) is not None
    clause = word.head if word.dep_ == "mark" else trigger
    return Offset(word, clause, verb, count, found["unit"].lower(), rough, quote)


def measured(trigger: Token) -> bool:
    """Whether a verb's time is told from another event's: "died [three days after] the fire"."""
    words = (c for c in trigger.children if c.dep_ == "prep" and c.lower_ in WORDS)
    text = text_of(trigger.doc)
    return any(AMOUNT.search(text, max(0, w.idx - 30), w.idx) for w in words)


def _preposition(trigger: Token) -> Token | None:
    """Return the "after" of "a week after the attack"."""
    head = trigger
    while head.dep_ in ("compound", "conj", "amod") and head.head != head:
        head = head.head
    word = head.head
    return word if head.dep_ in ("pobj", "pcomp") and word.lower_ in WORDS else None


def _conjunction(trigger: Token) -> Token | None:
    """Return the "after" of "a week after two bombs killed six"."""
    clause = trigger if trigger.pos_ in ("VERB", "AUX") else governor(trigger)
    marks = (c for c in clause.children if c.dep_ == "mark" and c.lower_ in WORDS)
    return next(marks, None) if clause.dep_ == "advcl" else None


WORDS = ("after", "before")
