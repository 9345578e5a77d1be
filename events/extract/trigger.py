"""Triggers: the words of a text that tell of an event, with the lexicon's sense for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from events.extract.condition import met
from events.extract.frame import TIMES, Frame, frame_of
from events.extract.lexicon import NOUN, VERB, Sense, index
from events.extract.sentence import forms_of
from events.extract.vocabulary import singulars, verb, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One word (or several) that tells of an event."""

    token: Token
    words: tuple[Token, ...]
    """The tokens of the lexicon entry, in text order; ``token`` is one of them."""
    sense: Sense
    frame: Frame

    @property
    def reason(self) -> str:
        """The sense and what met its conditions, for a reader; not what they keep out."""
        needs = ", ".join(need.text for need in self.sense.needs if not need.negated)
        return f"'{self.token.text}': {self.sense.name}" + (f" ({needs})" if needs else "")

    @property
    def start(self) -> int:
        """Character offset where the trigger words start."""
        return self.words[0].idx

    @property
    def end(self) -> int:
        """Character offset where the trigger words end: one stretch, or the head word alone."""
        last = self.words[-1]
        return last.idx + len(last)


def triggers(doc: Doc, places: frozenset[int] = frozenset()) -> tuple[Trigger, ...]:
    """Return the triggers of a parsed text by position; no token belongs to two.

    ``places``: indices of the tokens that a place name covers.
    """
    found: list[Trigger] = []
    for sentence in doc.sents:
        forms = forms_of(sentence)
        for token in sentence:
            senses = [sense for sense in _senses(token) if sense.others <= forms]
            trigger = _matched(token, senses, places) if senses else None
            if trigger and trigger.sense.pos == NOUN and _carried(token):
                trigger = _handed_on(trigger, token.head)
            if trigger:
                found.append(trigger)
    return _disjoint(found)


def _senses(token: Token) -> tuple[Sense, ...]:
    if token.ent_type_ in ("DATE", "TIME"):  # "March 2019" is no march
        return ()
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX") or (token.tag_ in ("VBN", "VBG", "VBD")):
        return index().get((VERB, verb(lemma)), ())
    if token.pos_ in ("NOUN", "PROPN"):
        forms = (lemma, token.lower_, *singulars(token))
        return next((index()[NOUN, form] for form in forms if (NOUN, form) in index()), ())
    return ()


def _matched(token: Token, senses: Sequence[Sense], places: frozenset[int]) -> Trigger | None:
    frame: Frame | None = None
    around = _around(token) if any(s.pos == VERB and len(s.words) > 1 for s in senses) else {}
    for sense in senses:
        found = _words(token, sense, around)
        if found is None:
            continue
        frame = frame or replace(frame_of(token), places=places)
        if all(met(need, frame) for need in sense.needs):
            return Trigger(token=token, words=found, sense=sense, frame=frame)
    return None


def _carried(noun: Token) -> bool:
    """Whether a noun says what another one is of: "a [looting] spree", "the [mediation] effort"."""
    head = noun.head
    listed = words("trigger", "carriers")
    before = noun.dep_ in ("compound", "amod") and head.i == noun.i + 1
    state = noun.lemma_.lower() in words("selection", "vague")  # "a flood fighting effort"
    own = any(len(sense.words) > 1 for sense in _senses(head))  # "bombing campaign" is a sense
    return before and not state and not own and head.lemma_.lower() in listed


def _handed_on(trigger: Trigger, carrier: Token) -> Trigger:
    """Return a trigger with the arguments of the noun that its own stands before."""
    frame = replace(frame_of(carrier), places=trigger.frame.places)
    return replace(trigger, token=carrier, words=(*trigger.words, carrier), frame=frame)


REACH = 9
"""Tokens within which the other words of a verb phrase are looked for."""


def _around(head: Token) -> Mapping[str, Token]:
    """Return the words that hang on a verb, by form and lemma; the first of each."""
    found: dict[str, Token] = {}
    for token in head.subtree:
        near = token.i != head.i and abs(token.i - head.i) <= REACH
        dated = token.ent_type_ == "DATE" and token.pos_ == "PROPN"  # "led it in March"
        if near and not dated and not _clause(token) and _belongs(token, head):
            found.setdefault(token.lemma_.lower(), token)
            found.setdefault(token.lower_, token)
    return found


def _clause(token: Token) -> bool:
    """Whether a verb heads another clause: "issued an alert after she [called]"."""
    marks = {child.dep_ for child in token.children} | {child.tag_ for child in token.children}
    apart = token.dep_ in ("conj", "relcl", "parataxis") or (
        token.dep_ == "advcl" and "mark" in marks
    )
    return token.pos_ == "VERB" and apart and "TO" not in marks


def _words(token: Token, sense: Sense, around: Mapping[str, Token]) -> tuple[Token, ...] | None:
    """Return the tokens of the sense's words around its head, or None where one is missing."""
    if len(sense.words) == 1:
        return (token,)
    if sense.pos == NOUN:
        return _compound(token, sense)
    others = [around[word] for word in sense.words[1:] if word in around]
    if len(others) < len(sense.words) - 1:
        return None
    if any(
        _in_object(other, token) and other.head not in others and other.head.lower_ != "of"
        for other in others
    ):
        return None
    return tuple(sorted((token, *others), key=lambda t: t.i))


def _belongs(token: Token, head: Token) -> bool:
    """Whether a word hangs on the head directly or through one word (a preposition).

    A particle ("gave [in]") stands next to its verb or is parsed as one.
    """
    if token.lower_ in words("trigger", "particles"):
        apart = token.dep_ in ("prt", "advmod") or token.i == head.i + 1 or _out_of(token)
        return token.head.i == head.i and apart
    dated = any(child.dep_ == "pobj" and child.ent_type_ in TIMES for child in token.children)
    if dated and token.lower_ in ("on", "in"):
        return False  # "called his friend on Monday" is no "called on"
    return token.head.i == head.i or token.head.head.i == head.i or _in_object(token, head)


def _in_object(token: Token, head: Token) -> bool:
    """Whether a word stands in its object's phrase with a preposition: "set homes on [fire]"."""
    inner = token.head.head
    return token.dep_ == "pobj" and inner.dep_ == "dobj" and inner.head.i == head.i


def _out_of(token: Token) -> bool:
    return token.dep_ == "prep" and any(c.lower_ == "of" for c in token.children)


def _compound(token: Token, sense: Sense) -> tuple[Token, ...] | None:
    length = len(sense.words)
    start = token.i - length + 1
    if start < 0:
        return None
    tokens = tuple(token.doc[start : token.i + 1])
    same = all(
        word in (t.lemma_.lower(), t.lower_) for word, t in zip(sense.words, tokens, strict=True)
    )
    return tokens if same else None


def _disjoint(found: list[Trigger]) -> tuple[Trigger, ...]:
    """Drop a trigger whose head is a word of a longer one: "launched an [attack]"."""
    taken: dict[int, Trigger] = {}
    for trigger in found:
        for word in trigger.words:
            other = taken.get(word.i)
            if other is None or len(other.words) < len(trigger.words):
                taken[word.i] = trigger
    return tuple(t for t in found if all(taken[word.i] is t for word in t.words))
