"""Who does what to whom in one sentence, whether or not the lexicon knows its verb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from events.extract.cast import Cast
from events.extract.frame import Frame, frame_of
from events.extract.standing import is_reporting
from events.extract.target import target
from events.extract.trigger import Trigger, triggers
from events.extract.vocabulary import verb, words


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoWhom:
    """The two sides of a sentence; each value is the head of a phrase."""

    predicate: Token | None
    source: tuple[Token, ...]
    target: tuple[Token, ...]


def who_whom(doc: Doc) -> WhoWhom:
    """Return the main act of a text's first sentence that has one, with its two sides."""
    found = triggers(doc)
    cast = Cast(doc, ())
    for sentence in doc.sents:
        root = sentence.root
        inside = [t for t in found if t.token.sent.start == sentence.start]
        predicate = _predicate(root, inside)
        if predicate is not None:
            frame = frame_of(predicate)
            source = () if _mutual(frame) else _source(frame)
            other = target(frame, source, cast)
            if source or other is not None:
                reached = (other,) if other is not None else ()
                return WhoWhom(predicate=predicate, source=source, target=reached)
    return WhoWhom(predicate=None, source=(), target=())


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _predicate(root: Token, found: Iterable[Trigger]) -> Token | None:
    """Return the shallowest trigger verb, else the verb below the verbs of saying."""
    ranked = sorted((_depth(t.token), t.token.i, t.token) for t in found)
    verbs = [token for depth, _, token in ranked if token.pos_ == "VERB" and depth <= 2]
    if verbs:
        return verbs[0]
    below = _said(root)
    if below.pos_ in ("VERB", "AUX"):
        return below
    return ranked[0][2] if ranked else None


def _said(top: Token) -> Token:
    """Follow verbs of saying down to what is said."""
    while is_reporting(top):
        clause = next((c for c in top.children if c.dep_ == "ccomp"), None)
        if clause is None:
            break
        top = clause
    return top


def _mutual(frame: Frame) -> bool:
    """Whether all sides are one subject: "the two states and the bloc signed"."""
    joined = verb(frame.trigger.lemma_) in words("whowhom", "mutual")
    return joined and len(frame.subjects) > 1


def _source(frame: Frame) -> tuple[Token, ...]:
    return tuple(_named(token) for token in frame.subjects[:1])


def _named(token: Token) -> Token:
    """Replace "it has" and "he will" by the subject of the verb of saying above."""
    if token.pos_ != "PRON":
        return token
    above = token.head
    while above.head.i != above.i:
        above = above.head
        for child in above.children:
            if child.dep_ == "nsubj" and child.pos_ != "PRON" and child.i < token.i:
                return child
    return token


def phrase(token: Token) -> str:
    """Return the words of a phrase from its first modifier to its head."""
    first = min([token.i, *(c.left_edge.i for c in token.lefts)])
    return " ".join(token.doc[first : token.i + 1].text.split())
