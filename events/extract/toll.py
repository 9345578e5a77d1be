"""Tolls: how many people an event killed, injured, captured, as the text counts them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from events.article import Quote
from events.extract.frame import frame_of
from events.extract.vocabulary import words
from events.report import Toll

KINDS = {
    "kill": "killed",
    "die": "killed",
    "dead": "killed",
    "murder": "killed",
    "execute": "killed",
    "massacre": "killed",
    "assassinate": "killed",
    "behead": "killed",
    "wound": "injured",
    "injure": "injured",
    "hurt": "injured",
    "maim": "injured",
    "capture": "captured",
    "abduct": "captured",
    "kidnap": "captured",
    "arrest": "captured",
    "detain": "captured",
    "displace": "displaced",
}
NUMBERS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
ROUND: dict[str, tuple[int, int | None]] = {
    "dozen": (12, 12),
    "dozens": (24, None),
    "scores": (40, None),
    "hundreds": (200, None),
    "thousands": (2000, None),
    "several": (3, None),
    "many": (3, None),
}


def value(token: Token) -> int | None:
    """Return the number of a numeral token: "25", "1,200", "twelve"; None if it is none."""
    text = token.lower_.replace(",", "")
    if text.isascii() and text.isdigit() and len(text) < 9:
        return int(text)
    if text in NUMBERS:
        return NUMBERS[text]
    tens, _, ones = text.partition("-")
    if tens in NUMBERS and ones in NUMBERS:
        return NUMBERS[tens] + NUMBERS[ones]
    return None


def tolls(trigger: Token) -> Iterator[Toll]:
    """Yield the tolls that the clause of a trigger and its coordinated verbs give."""
    for verb in _verbs(trigger):
        kind = KINDS.get(verb.lemma_.lower())
        if kind is None:
            continue
        frame = frame_of(verb)
        people = frame.subjects if kind == "killed" and verb.lemma_ == "die" else frame.objects
        for phrase in people:
            toll = _count(phrase, kind)
            if toll:
                yield toll


def _verbs(trigger: Token) -> Iterator[Token]:
    yield trigger
    yield from trigger.conjuncts
    for child in trigger.children:
        if child.dep_ in ("advcl", "conj", "xcomp"):
            yield child


def _count(phrase: Token, kind: str) -> Toll | None:
    """Read "at least 25 civilians", "dozens of people", "five" from a phrase."""
    numeral = next((c for c in phrase.children if c.dep_ == "nummod"), phrase)
    low: int | None
    high: int | None
    number = value(numeral)
    if number is not None:
        low = high = number
    elif phrase.lower_ in ROUND or numeral.lower_ in ROUND:
        low, high = ROUND[phrase.lower_ if phrase.lower_ in ROUND else numeral.lower_]
    else:
        return None
    around = {t.lower_ for t in phrase.subtree if t.i <= numeral.i}
    if around & words("toll", "at_least"):
        high = None
    elif around & words("toll", "at_most"):
        low = 0
    first = phrase.left_edge
    last = phrase if phrase.i >= numeral.i else numeral
    text = phrase.doc[first.i : last.i + 1].text
    quote = Quote(start=first.idx, end=last.idx + len(last), text=text)
    return Toll(kind=kind, low=low, high=high, quote=quote)
