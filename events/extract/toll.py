"""Tolls: how many people an event killed, injured, captured, as the text counts them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from events.article import Quote
from events.extract.amount import amount
from events.extract.frame import frame_of
from events.extract.lexicon import classes
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
STATES = {
    "dead": "killed",
    "killed": "killed",
    "wounded": "injured",
    "injured": "injured",
    "hurt": "injured",
    "missing": "missing",
    "homeless": "displaced",
}
"""What people are told to be: "left nine [dead]"."""
FELLING = {"shoot": "dead", "gun": "down", "mow": "down", "burn": "dead", "hack": "dead"}
"""Verbs that kill with another word."""
TAKING = frozenset(("claim", "cost", "take"))
"""Verbs that kill with lives as their object."""
WIDEST = 8
"""Tokens of the longest number that is read before a state."""


def tolls(trigger: Token) -> Iterator[Toll]:
    """Yield the tolls that the clause of a trigger and its coordinated verbs give."""
    seen: set[tuple[str, int]] = set()
    for toll in (*_counted(trigger), *_risen(trigger)):
        if (toll.kind, toll.quote.start) not in seen:
            seen.add((toll.kind, toll.quote.start))
            yield toll


def _counted(trigger: Token) -> Iterator[Toll]:
    for verb in _verbs(trigger):
        if verb.lemma_.lower() == "leave":
            yield from _left(verb)
            continue
        kind = _kind(verb)
        if kind is None:
            continue
        beside = _before(verb, kind) if verb.dep_ == "conj" else None
        if beside is not None:
            yield beside
            continue
        frame = frame_of(verb)
        for phrase in frame.subjects if verb.lemma_ == "die" else frame.objects:
            toll = _count(phrase, kind)
            if toll:
                yield toll


def _kind(verb: Token) -> str | None:
    """Return what a verb does to people: "killed", "shot dead", "claimed 16 lives"."""
    lemma = verb.lemma_.lower()
    after = {token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 3]}
    if FELLING.get(lemma) in after:
        return "killed"
    if lemma in TAKING:
        lives = any(c.dep_ == "dobj" and c.lemma_ == "life" for c in verb.children)
        return "killed" if lives else None
    return KINDS.get(lemma)


def _left(verb: Token) -> Iterator[Toll]:
    """Yield what an act left: "left [nine people] dead and [30] injured"."""
    end = max((token.i for token in verb.subtree), default=verb.i)
    for token in verb.doc[verb.i + 1 : end + 1]:
        kind = STATES.get(token.lower_)
        toll = _before(token, kind) if kind else None
        if toll:
            yield toll


def _before(state: Token, kind: str) -> Toll | None:
    """Return the count right before a state: "[at least 30 others] injured"."""
    doc, last = state.doc, state.i - 1
    start = max(state.sent.start, state.i - WIDEST)
    while last > start and doc[last].tag_ in ("NNS", "NN", "JJ") and amount([doc[last]]) is None:
        last -= 1
    if last < start or amount([doc[last]]) is None:
        return None
    first = last
    while first > start and doc[first - 1].lower_ in BEFORE:
        first -= 1
    while first > start and amount([doc[first - 1]]) is not None:
        first -= 1
    return _toll(doc[first : state.i], kind)


BEFORE = frozenset(("at", "least", "more", "than", "up", "to", "as", "many", "over", "some"))
"""Words before a number that belong to it."""


def _risen(trigger: Token) -> Iterator[Toll]:
    """Yield a toll that is called so: "the death [toll] from the bombing rose to 45"."""
    for noun in trigger.ancestors:
        if noun.lemma_ != "toll" or noun.pos_ != "NOUN":
            continue
        for word in (noun, noun.head):
            for child in word.children:
                if child.dep_ == "prep" and child.lower_ in ("to", "at", "of"):
                    for inner in child.children:
                        toll = _count(inner, "killed") if inner.pos_ == "NUM" else None
                        if toll:
                            yield toll


def _verbs(trigger: Token) -> Iterator[Token]:
    yield trigger
    yield from trigger.conjuncts
    for child in trigger.children:
        if child.dep_ in ("advcl", "conj", "xcomp"):
            yield child


def _count(phrase: Token, kind: str) -> Toll | None:
    """Read "at least 25 civilians", "dozens of people", "five", "a soldier" from a phrase."""
    numerals = [c for c in phrase.children if c.dep_ == "nummod" and c.i < phrase.i]
    first = min(numeral.left_edge.i for numeral in numerals or (phrase,))
    last = phrase.i
    after = phrase.doc[last + 1 : last + 3].text.lower()
    if after in ("of thousands", "of millions"):
        last += 2
    return _toll(phrase.doc[first : last + 1], kind) or _one(phrase, kind)


def _one(phrase: Token, kind: str) -> Toll | None:
    """Read one person: "killed [a soldier]"."""
    article = any(child.lower_ in ("a", "an", "another") for child in phrase.lefts)
    if not article or phrase.tag_ != "NN" or phrase.lemma_.lower() not in classes()["person"]:
        return None
    span = phrase.doc[phrase.left_edge.i : phrase.i + 1]
    return Toll(kind=kind, low=1, high=1, quote=_quote(span))


def _toll(span: Span, kind: str) -> Toll | None:
    told = amount(list(span))
    if told is None:
        return None
    return Toll(kind=kind, low=told[0], high=told[1], quote=_quote(span))


def _quote(span: Span) -> Quote:
    return Quote(start=span.start_char, end=span.end_char, text=span.text)
