"""Date expressions: the words of a text that tell a time, resolved in reading order."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Token

from events.extract import calendar
from events.extract.calendar import Interval
from events.extract.grammar import NUMBER, UNIT
from events.extract.matching import Match, dateline
from events.extract.matching import matches as matched
from events.extract.reading import WORDS, Anchor, Reading, count_of
from events.report import DatePrecision
from geodata.language import text_of

AMOUNT = re.compile(
    rf"\b(?P<count>{NUMBER})\s+(?P<unit>{UNIT})s?\s+(?P<way>(?i:after|before))\s+(?:the\s+)?$"
)
FUTURE = frozenset(WORDS["tense"]["future_auxiliaries"])
PLANNING = frozenset(WORDS["tense"]["planning"])
PLANNED = frozenset(WORDS["tense"]["planned"])
TIMETABLE = frozenset(WORDS["tense"]["timetable"])
BEGINNING = 600
"""Characters in which an undated text may tell the day that its other days go by."""
MONTH_DAYS = 31
STORY_DAYS = 300
"""A dated past further back than this makes the passage a story of its own."""
RANGE = re.compile(r"\s*,?\s*(?:-|–|—|to|until|till|through|and)\s+(?:early\s+|on\s+)?", re.I)
RANGE_START = re.compile(r"\b(?P<word>from|between)\s+(?:the\s+|early\s+|late\s+)?$", re.I)
COMPARED = re.compile(r"\b(?:than|as)\s+(?:in|on|during|for)\s+(?:the\s+)?$", re.I)
SINCE = re.compile(r"\b(?:ever\s+)?since\s+(?:the\s+|at\s+least\s+)?$", re.I)


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
    """How it was resolved, in words: "the latest one up to 2025-04-08"."""
    aside: bool = False
    """Whether it stands in a clause about a noun, and so sets no time for what follows."""
    began: Interval | None = None
    """Of "since March", the March: when it began."""
    compared: bool = False
    """Whether it only tells what something is measured by: "more than in [2013]"."""


def token_at(doc: Doc, offset: int) -> Token | None:
    """Return the token that holds a character, or the next one."""
    index = bisect.bisect_right(doc, offset, key=lambda token: token.idx) - 1
    return doc[max(index, 0)] if len(doc) else None


def head_of(doc: Doc, start: int, end: int) -> Token | None:
    """Return the token through which a span hangs in its sentence."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None and len(span) else token_at(doc, start)


def governor(token: Token) -> Token:
    """Return the nearest verb above a token, or the root of its sentence."""
    while token.head != token:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            break
    return token


def _plans(verb: Token) -> bool:
    """Whether a verb stands in the complement of one that plans."""
    if not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return False
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "be":
        return True  # "were to be flown out on Thursday"
    return verb.dep_ in ("xcomp", "acl", "ccomp", "advcl") and verb.head.lemma_ in PLANNING


def _was_ahead(token: Token) -> bool:
    """Whether what lies ahead does so of a past: "they [had] agreed to stop on Saturday"."""
    return any(c.lower_ == "had" and c.dep_ == "aux" for t in token.ancestors for c in t.children)


def looks_ahead(token: Token) -> bool:
    """Whether the verb that governs a token looks forward ("will meet", "plan to", "set for")."""
    verb = governor(token)
    for _ in range(3):
        auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
        if auxiliaries & FUTURE or _plans(verb):
            return True
        if verb.dep_ not in ("xcomp", "conj") or verb.head == verb:
            break
        if auxiliaries - {"to"} or verb.tag_ in ("VBD", "VBZ", "VBP"):
            break
        verb = verb.head
    if verb.lemma_ in TIMETABLE and verb.tag_ in ("VBZ", "VBP"):
        return True
    prep = token.head if token.head.dep_ == "prep" else token
    return prep.lower_ == "for" and (verb.lemma_ in PLANNING or prep.head.lower_ in PLANNED)


def _now(token: Token) -> bool:
    """Whether the verb above a token is in the present or the future."""
    verb = governor(token)
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    first = helpers[0] if helpers else verb
    return first.tag_ in ("VBZ", "VBP", "MD") and first.lower_ != "would"


def _moved(text: str, start: int, reading: Reading) -> Reading:
    """Count "three days after 15 April 2018" from its day."""
    moved = AMOUNT.search(text, max(0, start - 40), start)
    found = reading.interval
    if moved is None or found is None or found.precision is not DatePrecision.DAY:
        return reading
    count = count_of(moved["count"]) * (-1 if moved["way"].lower() == "before" else 1)
    day = calendar.shift(found.first, count, moved["unit"].lower())
    interval = calendar.span(day, day)
    return Reading(interval, reading.relative, f"{moved[0].strip()} {found.first}")


def _since(text: str, start: int, reading: Reading, published: date | None) -> Reading:
    """Stretch "since March" up to the publication date."""
    found = reading.interval
    if not SINCE.search(text, max(0, start - 20), start) or found is None or published is None:
        return reading
    if found.first > published:
        return reading
    return Reading(calendar.span(found.first, published), True, f"from then up to {published}")


def _expression(start: int, end: int, reading: Reading) -> DateExpression:
    found = reading.interval
    return DateExpression(
        start=start,
        end=end,
        first=found.first if found else None,
        last=found.last if found else None,
        precision=found.precision if found else DatePrecision.RANGE,
        relative=reading.relative,
        reason=reading.reason,
    )


def _story(
    text: str, last: DateExpression | None, start: int, published: date | None
) -> Interval | None:
    """Return the dated past that the sentence before, or this one, told of."""
    if last is None or last.first is None or last.last is None or last.aside:
        return None
    between = text[last.end : start]
    if "\n" in between or len(between) > 250 or SINCE.search(text[: last.start][-20:]):
        return None
    if published is not None and (published - last.last).days < STORY_DAYS:
        return None
    return Interval(last.first, last.last, last.precision)


def _begun(matches: Sequence[Match], longest: int = 1) -> Interval | None:
    """Return the first time of at most so many days, with a year, that a text begins with."""
    for start, _, match, resolver in matches:
        if start > BEGINNING:
            return None
        reading = resolver(match, Anchor(None, False, None, None)) if match["year"] else None
        found = reading.interval if reading else None
        if found and (found.last - found.first).days < longest:
            return found
    return None


def _headed(text: str, matches: Sequence[Match]) -> date | None:
    """Return the day that is all of a text's first line: that of its publication."""
    if not matches or "\n" not in text.strip():
        return None
    start, end = matches[0][:2]
    alone = not text[:start].strip() and text[end:].lstrip(" .,\t\r")[:1] == "\n"
    found = _begun(matches[:1]) if alone else None
    return found.first if found else None


def _in_passing(head: Token, found: Interval, mentioned: Interval) -> bool:
    """Whether a subordinate clause tells a day of another time: "said who had done it in 2014"."""
    beneath = any(t.dep_ in ("relcl", "acl", "ccomp", "advcl") for t in (head, *head.ancestors))
    return beneath and abs((mentioned.last - found.last).days) >= STORY_DAYS


ASIDE = ("relcl", "acl")
"""Clauses whose dates the text does not go on from."""


def _names(head: Token, found: Interval | None) -> bool:
    """Whether a year only tells which thing is meant: "pulled out of the [2015] accord"."""
    year = found is not None and found.precision is DatePrecision.YEAR
    return year and head.dep_ in ("nummod", "compound", "nmod", "amod") and head.head.i > head.i


def _read(doc: Doc, published: date | None) -> Iterator[DateExpression]:
    text = text_of(doc)
    mentioned: Interval | None = None
    held: Interval | None = None
    last: DateExpression | None = None
    matches = [match for match in matched(text) if not dateline(text, match[0], match[1])]
    published = published or _headed(text, matches)
    begun = _begun(matches) if published is None else None
    told = begun.first if begun else None
    month = _begun(matches, MONTH_DAYS) if published is None else None
    era = month.last if month and not begun else None
    running = True
    for start, end, match, resolver in matches:
        head = head_of(doc, start, end)
        if head is None or not text[start:end].strip():
            continue
        story = _story(text, last, start, published or told)
        ahead = looks_ahead(head) and not _was_ahead(head)
        if ahead and _now(head):
            story = None  # "is scheduled for October 16" lies ahead of the report, not of the story
        if last and "." in text[last.end : start]:
            mentioned = held  # a sentence does not go on from what another told in passing
        at = Anchor(
            published, ahead, mentioned, story, told, era, running and mentioned is not None
        )
        reading = resolver(match, at)
        if reading is None:
            continue
        reading = _moved(text, start, reading)
        found = reading.interval
        running = running and not (found is None and mentioned is None)
        if found:
            held = held if held and _in_passing(head, found, held) else found
            mentioned = found
        lasting = _since(text, start, reading, published)
        last = replace(
            _expression(start, end, lasting),
            aside=_names(head, found) or any(t.dep_ in ASIDE for t in (head, *head.ancestors)),
            began=found if lasting is not reading else None,
            compared=COMPARED.search(text, max(0, start - 20), start) is not None,
        )
        yield last


def _in_year(first: date, last: date, relative: bool) -> date:
    """Give the first day of a range the year of its last: "from 20 December to 5 January 2022"."""
    if not relative:
        first = calendar.shift_months(first, 12 * (last.year - first.year))
    return calendar.shift_months(first, -12) if first > last else first


def _joined(text: str, found: list[DateExpression]) -> Iterator[DateExpression]:
    """Join "from X to Y" and "between X and Y" into one range."""
    index = 0
    while index < len(found):
        one = found[index]
        two = found[index + 1] if index + 1 < len(found) else None
        index += 1
        opened = RANGE_START.search(text[max(0, one.start - 20) : one.start])
        if two and opened and RANGE.fullmatch(text, one.end, two.start):
            first, last = one.first, two.last
            if first and last and one.relative:
                first = _in_year(first, last, two.relative)
            if first and last and first <= last:
                index += 1
                interval = calendar.span(first, last)
                reading = Reading(interval, one.relative or two.relative, "from one to the other")
                yield _expression(one.start, two.end, reading)
                continue
        yield one


def expressions(doc: Doc, published: date | None) -> tuple[DateExpression, ...]:
    """Return the date expressions of a parsed text, sorted by start, never overlapping.

    Relative ones ("on Tuesday") count from ``published`` and stay unresolved without it.
    """
    return tuple(_joined(text_of(doc), list(_read(doc, published))))
