"""Surroundings: the day that sentences around an event tell for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Span, Token

from events.extract.expression import DateExpression, governor, looks_ahead
from events.extract.reach import (
    OWN,
    VERBAL,
    cost_of,
    laid,
    located,
    path,
    perfect,
    speaks,
    speech_above,
)
from events.extract.reading import WORDS
from events.extract.sentence import number_of, numbered, sentence_of
from events.extract.speech import quoted
from events.report import DatePrecision
from geodata.language import text_of

REACTIONS = frozenset(WORDS["speech"]["reactions"])
LATER = frozenset(WORDS["speech"]["later"])
LEAD_DAYS = 8
"""A lead's day holds for the article only if it lies this near to the publication."""
LEAD_SENTENCES = 4
OLD_DAYS = 60
"""Days before the publication from which on a date is that of a story told in passing."""


def earlier(trigger: Token) -> bool:
    """Whether neither the sentence before nor the lead tells when.

    "Had captured" by itself, and what somebody is "accused of doing".
    """
    return laid(trigger) or (perfect(trigger) and speech_above(trigger) is None)


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


def _spoken(day: DateExpression, span: Span) -> bool:
    """Whether a sentence's day is that on which somebody said what it tells."""
    heads = (head for expression, head in located(span, [day]) if expression is day)
    return speaks(span.root) and any(cost_of(span.root, head) <= OWN for head in heads)


def _goes_on(trigger: Token) -> bool:
    """Whether an act goes on from a statement's day: in the past tense of a main clause.

    "He spoke of troops [fighting] abroad" and "they have [banned] it" tell nothing of the day, nor
    does what is told in quotation marks: "They [fought] against us."
    """
    if trigger.i in quoted(trigger.doc):
        return False
    if trigger.pos_ not in VERBAL:
        if trigger.dep_ not in ("nsubj", "nsubjpass", "dobj"):
            return False
        trigger = governor(trigger)
    first = next((c for c in trigger.children if c.dep_ in ("aux", "auxpass")), trigger)
    while trigger.dep_ == "conj" or (trigger.dep_ == "ccomp" and speaks(trigger.head)):
        trigger = trigger.head
    return trigger.head == trigger and first.tag_ == "VBD"


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


def after(trigger: Token, found: Sequence[DateExpression]) -> DateExpression | None:
    """Return the date of what a trigger led to: "died in 2010 after being hit"."""
    for token in path(trigger):
        marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
        pcomp = token.dep_ == "pcomp" and token.head.lower_ in ("after", "before")
        if pcomp or (token.dep_ == "advcl" and "after" in marks):
            return _main(sentence_of(trigger), found)
    return None


def told_of(trigger: Token, found: Sequence[DateExpression]) -> DateExpression | None:
    """Return when somebody told what had or would happen: "on Monday he said it [had sunk]"."""
    speech = speech_above(trigger)
    if speech is None or not (looks_ahead(trigger) or perfect(trigger)):
        return None
    for expression, head in located(sentence_of(trigger), found):
        if expression.first is not None and cost_of(speech, head) <= OWN:
            return expression
    return None


def _before(
    trigger: Token, found: Sequence[DateExpression], published: date | None, *, onward: bool
) -> DateExpression | None:
    """Return the date of the sentences before, in the same paragraph.

    The day of a statement holds for what is ``onward``.
    """
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
            return day if onward or not _spoken(day, sentence) else None
        following = sentence
    return None


def _lead(
    trigger: Token, found: Sequence[DateExpression], published: date | None, *, onward: bool
) -> DateExpression | None:
    """Return the day that the article's first sentences tell, near the publication.

    In a text without a publication date it is a full date.
    """
    told = 0
    for number in range(number_of(trigger) + 1):
        sentence = numbered(trigger.doc, number)
        if sentence is None or told >= LEAD_SENTENCES:
            return None
        told += sentence.root.pos_ in VERBAL
        day = _main(sentence, found)
        if day and day.first and day.precision in (DatePrecision.DAY, DatePrecision.RANGE):
            if published is None:
                return day if _reacts(trigger) and not day.relative else None
            near = 0 <= (published - day.first).days <= LEAD_DAYS
            return day if near and (onward or not _spoken(day, sentence)) else None
    return None


def _reacts(trigger: Token) -> bool:
    """Whether a trigger speaks of the story that an article tells."""
    return trigger.lemma_.lower() in REACTIONS


def _old(day: DateExpression, published: date) -> bool:
    """Whether a day is that of a story told in passing."""
    return day.last is not None and (published - day.last).days > OLD_DAYS


def _sooner(one: DateExpression, other: DateExpression) -> bool:
    return bool(one.last and other.first and one.last < other.first)


def around(
    trigger: Token, found: Sequence[DateExpression], published: date | None, *, said: bool
) -> DateExpression | None:
    """Return the date of the sentences before, or of the lead, unless the trigger's own bars it.

    What somebody apologised for in December is not of last week. The day of a statement holds for
    what else is ``said``, and for acts that the text goes on with, not for all that was spoken of.
    """
    onward = said or _goes_on(trigger)
    day = _before(trigger, found, published, onward=onward)
    lead = _lead(trigger, found, published, onward=onward)
    if day is None or (lead and _reacts(trigger) and _sooner(day, lead)):
        day = lead
    sentence = sentence_of(trigger)
    main = _main(sentence, found) if trigger != sentence.root else None
    if main is None or main.last is None or any(t.lower_ in LATER for t in path(trigger)):
        return day
    latest = day.first if day else published
    past = day is not None and published is not None and _old(day, published)
    return main if past or (latest and main.last < latest) else day
