"""Dates: which of a text's date expressions tells when an event happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from spacy.tokens import Token

from events.article import Quote
from events.extract.expression import (
    PLANNING,
    DateExpression,
    expressions,
    governor,
    looks_ahead,
)
from events.extract.offset import Offset, measured, offset
from events.extract.placing import event_of
from events.extract.reach import (
    FAR,
    NEAR,
    OWN,
    RECENT,
    VERBAL,
    cause,
    cost_of,
    located,
    speaks,
)
from events.extract.reading import WORDS
from events.extract.sentence import sentence_of
from events.extract.surroundings import LEAD_DAYS, after, around, earlier, told_of
from events.report import DateBasis, DatePrecision, When
from geodata.language import text_of

__all__ = ["DateExpression", "expressions", "when_of"]

COMING = frozenset(WORDS["speech"]["coming"])
LASTING = frozenset(WORDS["speech"]["lasting"])
BESIDE = re.compile(
    r"(?:\s+(?:in|at|near|outside)(?:\s+[A-Z][\w'’-]+){1,3})?\s+(?:(?:on|of|in)\s+)?"
)
"""What may stand between an event's noun and its day: "a bombing [in Basra on] 7 May"."""
FRONT = re.compile(
    r"\s*(?:(?:on|in|by|early|late|that|same|the|this|but|and|then|of|evening|night|morning)\b"
    r",?\s*)*",
    re.I,
)
"""What may stand before a day that opens its sentence."""
OPENING = re.compile(r"\s(?:and|but|while)\s+(?:(?:on|in|by|late|early|then)\s+)*$")
"""What stands before a day that opens the second half of a sentence: "..., [and on] Monday"."""
GAP = 25
"""Characters from which on a clause lies between two dates: no "on Monday and Tuesday"."""
LONGEST, YEAR_DAYS = 3660, 366
"""Days: no event is dated by more than a decade, and none from its context by more than a year."""


def _beside(trigger: Token, expression: DateExpression) -> bool:
    """Whether a date follows a word at once: "a meeting Friday", whatever verb it is parsed to."""
    end = trigger.idx + len(trigger)
    between = text_of(trigger.doc)[end : expression.start] if expression.start >= end else "."
    return trigger.pos_ in ("NOUN", "PROPN") and BESIDE.fullmatch(between) is not None


def _fronted(trigger: Token, expression: DateExpression) -> bool:
    """Whether a date opens the sentence, of whose main verb the trigger is or depends."""
    sentence = sentence_of(trigger)
    before = text_of(trigger.doc)[sentence.start_char : expression.start]
    return FRONT.fullmatch(before) is not None and cost_of(trigger, sentence.root) < FAR


def _recent(expression: DateExpression, published: date | None) -> bool:
    """Whether a date is of the days before the publication, or of a text that has none."""
    if published is None or expression.first is None:
        return published is None
    return 0 <= (published - expression.first).days <= LEAD_DAYS


def _own(
    trigger: Token, found: Sequence[DateExpression], published: date | None
) -> tuple[DateExpression, float] | None:
    """Return the expression of the trigger's sentence that is nearest to it in the parse."""
    options: list[tuple[tuple[bool, bool, bool, float, int], DateExpression]] = []
    listed = _in_reach(trigger, found)
    for expression, head in listed:
        cost = 0.0 if _beside(trigger, expression) else cost_of(trigger, head)
        if not _recent(expression, published) and _closes(trigger, expression, head, listed):
            cost = min(cost, OWN)
        if cost > FAR and _fronted(trigger, expression):
            cost = RECENT
        reach = FAR if _recent(expression, published) else NEAR
        if cost > reach or expression.compared:
            continue
        begins = head in trigger.ancestors or trigger.lemma_.lower() in LASTING
        if expression.began and begins:
            began = expression.began  # "since May, when rebels [seized] the town"
            expression = replace(expression, first=began.first, last=began.last)
        named = trigger.pos_ in ("NOUN", "PROPN") and trigger in head.ancestors
        key = (cost > OWN, not _tells(expression), not named, cost, abs(head.i - trigger.i))
        options.append((key, expression))
    if not options:
        return None
    best, first = min(options, key=lambda option: option[0])
    for key, expression in options:
        if key[0] == best[0] and _part_of(expression, first):
            first = expression  # "met on 3 March at the 2016 summit"
    return first, best[3]


def _closes(
    trigger: Token,
    expression: DateExpression,
    head: Token,
    listed: Sequence[tuple[DateExpression, Token]],
) -> bool:
    """Whether an old date at the end is a noun's, the verb having one of its own before it.

    "Police [on Saturday] arrested a man over the murder of a priest in [2009]".
    """
    verb = governor(trigger)
    if trigger.pos_ != "NOUN" or expression.start < trigger.idx or governor(head) != verb:
        return False
    inside = trigger.dep_ == "pobj" and trigger.head.head in (verb, *verb.children)
    between = trigger.doc[trigger.i : head.i]
    apart = any(token.pos_ == "VERB" or token.text in ",;" for token in between)
    own = any(e.start < trigger.idx and governor(other) == verb for e, other in listed)
    return inside and own and not apart


def _part_of(one: DateExpression, whole: DateExpression) -> bool:
    """Whether a time is a shorter one within another."""
    if one.first is None or one.last is None or whole.first is None or whole.last is None:
        return False
    return whole.first <= one.first <= one.last <= whole.last and one.last - one.first < (
        whole.last - whole.first
    )


def _tells(expression: DateExpression) -> bool:
    """Whether an expression is short enough to date an event by."""
    first, last = expression.first, expression.last
    return first is not None and last is not None and (last - first).days <= LONGEST


def _in_reach(
    trigger: Token, found: Sequence[DateExpression]
) -> list[tuple[DateExpression, Token]]:
    """Return the dates of a trigger's sentence that may be its own.

    "And the following day" opens a clause of its own: what stands before does not reach into it.
    Nor does what a semicolon sets apart, where the part has a date.
    """
    sentence, text = sentence_of(trigger), text_of(trigger.doc)
    listed = list(located(sentence, found))
    first = text.rfind(";", sentence.start_char, trigger.idx)
    last = text.find(";", trigger.idx, sentence.end_char)
    last = sentence.end_char if last < 0 else last
    listed = [pair for pair in listed if first < pair[0].start < last] or listed
    opened = 0
    for (before, _), (expression, _) in pairwise(listed):
        between = text[before.end : expression.start]
        if expression.start < trigger.idx and len(between) > GAP and OPENING.search(between):
            opened = expression.start
    return [
        (e, head) for e, head in listed if e.start >= opened and not _of_object(trigger, head, e)
    ]


def _of_object(trigger: Token, head: Token, expression: DateExpression) -> bool:
    """Whether a date tells when that was of which somebody speaks: "condemns the [2022] raid".

    So does the day that somebody agrees upon: "agreed to meet on [9 May]".
    """
    if trigger.pos_ != "VERB" or expression.first is None:
        return False
    chain = [head, *head.ancestors]
    if trigger not in chain:
        return False
    below = chain[chain.index(trigger) - 1]
    told = below.dep_ == "dobj" and below.pos_ == "NOUN" and head != below
    inner = chain[: chain.index(trigger)]
    if speaks(trigger) and told and any(t.dep_ in ("acl", "relcl") for t in inner):
        return True
    if speaks(trigger) and (told or trigger.tag_ in ("VBZ", "VBP")):
        return expression.precision is not DatePrecision.DAY
    meant = below.dep_ == "xcomp" and below.tag_ == "VB" and trigger.lemma_ in PLANNING
    words = text_of(trigger.doc)[expression.start : expression.end]
    return meant and looks_ahead(head) and any(letter.isdigit() for letter in words)


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


def _dated_inside(trigger: Token, found: Sequence[DateExpression]) -> bool:
    """Whether a noun's own phrase tells its day: "a year after the coup [of 1 February 2021]"."""
    return trigger.pos_ in ("NOUN", "PROPN") and any(
        _tells(expression) and trigger in head.ancestors and cost_of(trigger, head) <= OWN
        for expression, head in located(sentence_of(trigger), found)
    )


def open_day(trigger: Token, expressions: Sequence[DateExpression]) -> str | None:
    """Return the words of a trigger's own time that name no day without a publication date."""
    own = _own(event_of(trigger), expressions, None)
    if own is None or own[1] > OWN or own[0].first is not None:
        return None
    return text_of(trigger.doc)[own[0].start : own[0].end].casefold()


def when_of(
    trigger: Token,
    expressions: Sequence[DateExpression],
    published: date | None,
    *,
    counted: bool = True,
    said: bool = False,
) -> When | None:
    """Return when the event of ``trigger`` happened, or None where the text does not say.

    The date of its own clause is STATED; one of a neighbouring clause, of the sentence before or
    of the article's lead is CONTEXT; without any, the publication date is REPORTED, except for
    what lies before the story, and, where it is ``counted`` so, for what is told to be so long
    before or after something else. What is ``said`` itself goes by the day of what else was said.
    """
    text = text_of(trigger.doc)
    trigger = event_of(trigger)
    possible = [e for e in expressions if not _ahead(e, trigger, published)]
    apart = offset(trigger)
    if apart is not None and not _dated_inside(trigger, possible):
        coming = apart.verb.lemma_ in COMING  # "the raid came a week after": of the lead's day
        return _at(apart, when_of(apart.verb, expressions, published, counted=not coming))
    own = _own(trigger, possible, published)
    if own and own[1] <= OWN:
        return _when(text, own[0], DateBasis.STATED)
    near = _clause_before(trigger, possible) or (own[0] if own else None)
    if near is not None:
        return _when(text, near, DateBasis.CONTEXT)
    if earlier(trigger) or cause(trigger) or (counted and measured(trigger)):
        return None
    found = after(trigger, expressions) or told_of(trigger, expressions)
    found = found or around(trigger, expressions, published, said=said)
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
