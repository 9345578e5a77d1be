"""Dates: which of a text's date expressions tells when an event happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Span, Token

from events.article import Quote
from events.extract.expression import (
    DateExpression,
    expressions,
    governor,
    looks_ahead,
)
from events.extract.offset import Offset, offset
from events.extract.placing import event_of
from events.extract.reach import (
    NEAR,
    OWN,
    VERBAL,
    cost_of,
    located,
    path,
    perfect,
    speaks,
    speech_above,
)
from events.extract.reading import WORDS
from events.extract.sentence import number_of, numbered, sentence_of, text_of
from events.report import DateBasis, DatePrecision, When

__all__ = ["DateExpression", "expressions", "when_of"]

LATER = frozenset(WORDS["speech"]["later"])
BESIDE = re.compile(
    r"(?:\s+(?:in|at|near|outside)(?:\s+[A-Z][\w'’-]+){1,3})?\s+(?:(?:on|of|in)\s+)?"
)
"""What may stand between an event's noun and its day: "a bombing [in Basra on] 7 May"."""
LEAD_DAYS = 8
"""A lead's day holds for the article only if it lies this near to the publication."""
LEAD_SENTENCES = 4
OLD_DAYS = 60
"""Days before the publication from which on a date is that of a story told in passing."""
LONGEST, YEAR_DAYS = 3660, 366
"""Days: no event is dated by more than a decade, and none from its context by more than a year."""


def _beside(trigger: Token, expression: DateExpression) -> bool:
    """Whether a date follows a word at once: "a meeting Friday", whatever verb it is parsed to."""
    end = trigger.idx + len(trigger)
    between = text_of(trigger.doc)[end : expression.start] if expression.start >= end else "."
    return trigger.pos_ in ("NOUN", "PROPN") and BESIDE.fullmatch(between) is not None


def _own(trigger: Token, found: Sequence[DateExpression]) -> tuple[DateExpression, float] | None:
    """Return the expression of the trigger's sentence that is nearest to it in the parse."""
    best: tuple[tuple[bool, bool, float, int], DateExpression] | None = None
    for expression, head in located(sentence_of(trigger), found):
        cost = 0.0 if _beside(trigger, expression) else cost_of(trigger, head)
        if cost > NEAR or expression.compared:
            continue
        if expression.began and head in trigger.ancestors:
            began = expression.began  # "since May, when rebels [seized] the town"
            expression = replace(expression, first=began.first, last=began.last)
        key = (cost > OWN, expression.first is None, cost, abs(head.i - trigger.i))
        if best is None or key < best[0]:
            best = (key, expression)
    return (best[1], best[0][2]) if best else None


def _clause_before(trigger: Token, found: Sequence[DateExpression]) -> DateExpression | None:
    """Return the last day of the clauses that a semicolon sets before a trigger."""
    sentence = sentence_of(trigger)
    border = text_of(trigger.doc).rfind(";", sentence.start_char, trigger.idx)
    before = [e for e in found if sentence.start_char <= e.start < border and e.first]
    return before[-1] if before and not before[-1].compared else None


def _when(text: str, found: DateExpression, basis: DateBasis) -> When | None:
    if found.first is None or found.last is None:
        return None
    if (found.last - found.first).days > (LONGEST if basis is DateBasis.STATED else YEAR_DAYS):
        return None
    quote = Quote(start=found.start, end=found.end, text=text[found.start : found.end])
    return When(
        start=found.first, end=found.last, precision=found.precision, basis=basis, quote=quote
    )


def _earlier(trigger: Token) -> bool:
    """Whether neither the sentence before nor the lead tells when: "had captured" by itself."""
    return perfect(trigger) and speech_above(trigger) is None


def _main(span: Span, found: Sequence[DateExpression]) -> DateExpression | None:
    """Return the first day of a sentence's main clause, if the sentence is more than a date."""
    verbs = [span.root]
    if speaks(span.root):
        verbs += [c for c in span.root.children if c.dep_ == "ccomp"]
    for expression, head in located(span, found):
        bare = expression.end - expression.start > 0.7 * len(span.text.strip())
        day = expression.first is not None and expression.last is not None
        if bare or not day or (text_of(span.doc)[: expression.start].lower().endswith("since ")):
            continue
        if any(cost_of(verb, head) <= OWN for verb in verbs):
            return expression
    return None


def _holds(day: DateExpression, trigger: Token, published: date | None, back: int) -> bool:
    """Whether the date of a sentence before holds for a trigger; an old one only for its story."""
    if day.first is None or day.last is None:
        return False
    if published is not None and day.first > published:
        return False
    if published is not None and (published - day.last).days <= OLD_DAYS:
        return True
    first = sentence_of(trigger)
    if first[0].lower_ == "in" and len(first) > 1 and first[1].pos_ == "PROPN":
        return False  # "In Reims, police raided": the story is back from the past
    verb = trigger if trigger.pos_ in VERBAL else governor(trigger)
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    told = verb.tag_ == "VBD" or bool(helpers & {"was", "were", "did"})
    return back == 1 and told


def _after(trigger: Token, found: Sequence[DateExpression]) -> DateExpression | None:
    """Return the date of what a trigger led to: "died in 2010 after being hit"."""
    for token in path(trigger):
        marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
        pcomp = token.dep_ == "pcomp" and token.head.lower_ == "after"
        if pcomp or (token.dep_ == "advcl" and "after" in marks):
            return _main(sentence_of(trigger), found)
    return None


def _told(trigger: Token, found: Sequence[DateExpression]) -> DateExpression | None:
    """Return when somebody told what had or would happen: "on Monday he said it [had sunk]"."""
    speech = speech_above(trigger)
    if speech is None or not (looks_ahead(trigger) or perfect(trigger)):
        return None
    for expression, head in located(sentence_of(trigger), found):
        if expression.first is not None and cost_of(speech, head) <= OWN:
            return expression
    return None


def _before(
    trigger: Token, found: Sequence[DateExpression], published: date | None
) -> DateExpression | None:
    """Return the date of the sentences before, in the same paragraph."""
    doc, number = trigger.doc, number_of(trigger)
    following = sentence_of(trigger)
    for back in range(1, 4):
        sentence = numbered(doc, number - back)
        if sentence is None:
            return None
        if "\n" in text_of(doc)[sentence.start_char : following.start_char].strip(" "):
            return None
        day = _main(sentence, found)
        if day and _holds(day, trigger, published, back):
            return day
        following = sentence
    return None


def _lead(
    trigger: Token, found: Sequence[DateExpression], published: date
) -> DateExpression | None:
    """Return the day that the article's first sentences tell, near the publication."""
    told = 0
    for number in range(number_of(trigger) + 1):
        sentence = numbered(trigger.doc, number)
        if sentence is None or told >= LEAD_SENTENCES:
            return None
        told += sentence.root.pos_ in VERBAL
        day = _main(sentence, found)
        if day and day.first and day.precision in (DatePrecision.DAY, DatePrecision.RANGE):
            near = 0 <= (published - day.first).days <= LEAD_DAYS
            return day if near else None
    return None


def _around(
    trigger: Token, found: Sequence[DateExpression], published: date | None
) -> DateExpression | None:
    """Return the date of the sentences before, or of the lead, unless the trigger's own bars it.

    What somebody apologised for in December is not of last week.
    """
    day = _before(trigger, found, published)
    if day is None and published is not None:
        day = _lead(trigger, found, published)
    main = _main(sentence_of(trigger), found)
    if main is None or main.last is None or any(t.lower_ in LATER for t in path(trigger)):
        return day
    latest = day.first if day else published
    return main if latest and main.last < latest else day


def _ahead(expression: DateExpression, trigger: Token, published: date | None) -> bool:
    """Whether a date lies ahead, but not the trigger: "were the latest before polls next month"."""
    if published is None or expression.first is None or expression.first <= published:
        return False
    verb = trigger if trigger.pos_ in VERBAL else governor(trigger)
    return verb.tag_ in ("VBD", "VBN") and not looks_ahead(trigger)


def _at(apart: Offset, known: When | None) -> When | None:
    """Return the interval that an offset tells from a day that words tell.

    What "comes a week after" comes on the day of the report.
    """
    if known is None or known.precision is not DatePrecision.DAY:
        return None
    if known.quote is None and apart.verb.tag_ not in ("VBZ", "VBP"):
        return None
    found = apart.interval(known.start)
    return When(
        start=found.first,
        end=found.last,
        precision=found.precision,
        basis=DateBasis.STATED,
        quote=apart.quote,
    )


def open_day(trigger: Token, expressions: Sequence[DateExpression]) -> str | None:
    """Return the words of a trigger's own time that name no day without a publication date."""
    own = _own(event_of(trigger), expressions)
    if own is None or own[1] > OWN or own[0].first is not None:
        return None
    return text_of(trigger.doc)[own[0].start : own[0].end].casefold()


def when_of(
    trigger: Token, expressions: Sequence[DateExpression], published: date | None
) -> When | None:
    """Return when the event of ``trigger`` happened, or None where the text does not say.

    The date of its own clause is STATED; one of a neighbouring clause, of the sentence before or
    of the article's lead is CONTEXT; without any, the publication date is REPORTED, except for
    what lies before the story.
    """
    text = text_of(trigger.doc)
    trigger = event_of(trigger)
    apart = offset(trigger)
    if apart is not None:
        return _at(apart, when_of(apart.verb, expressions, published))
    possible = [e for e in expressions if not _ahead(e, trigger, published)]
    own = _own(trigger, possible)
    if own and own[1] <= OWN:
        return _when(text, own[0], DateBasis.STATED)
    near = _clause_before(trigger, possible) or (own[0] if own else None)
    if near is not None:
        return _when(text, near, DateBasis.CONTEXT)
    if _earlier(trigger):
        return None
    found = _after(trigger, expressions) or _told(trigger, expressions)
    found = found or _around(trigger, expressions, published)
    if found is not None:
        return _when(text, found, DateBasis.CONTEXT)
    if published is None:
        return None
    return When(
        start=published,
        end=published,
        precision=DatePrecision.DAY,
        basis=DateBasis.REPORTED,
        quote=None,
    )
