"""Who does what to whom in one sentence, whether or not the lexicon knows its verb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from events.extract.cast import Cast
from events.extract.frame import Frame, counted, frame_of
from events.extract.lexicon import classes
from events.extract.standing import is_reporting
from events.extract.trigger import Trigger, triggers
from events.extract.vocabulary import verb, words

THINGS = ("territory", "building", "vessel", "aircraft")
REACHING = ("on", "against", "with", "to", "for", "at", "from", "upon", "over", "of", "about")
"""Prepositions after which the one stands whom an act or a gift reaches."""


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
            if _mutual(frame):
                return WhoWhom(predicate=predicate, source=(), target=())
            source, target = _source(frame), _target(frame, cast)
            if source or target:
                return WhoWhom(predicate=predicate, source=source, target=target)
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


def _target(frame: Frame, cast: Cast) -> tuple[Token, ...]:
    """Return the object if it is a party, else the party that the act reaches, else the object."""
    thing = counted(frame.objects[0]) if frame.objects else None
    given = _given(frame, thing)
    if given is not None:
        return (given,)
    if thing is not None and (_party(thing, cast) or _struck(thing)):
        return (thing,)
    verbs = [frame]
    below = frame.infinitive or frame.clause
    if below is not None and below.pos_ == "VERB":
        inner = frame_of(below)
        verbs.append(inner)
        if thing is None:
            heads = inner.subjects if frame.clause is not None and inner.subjects else inner.objects
            thing = counted(heads[0]) if heads else None
            if thing is not None and _party(thing, cast):
                return (thing,)
    beyond = _beyond(verbs, thing, cast)
    willing = verb(frame.trigger.lemma_) in words("whowhom", "promises")
    chosen = beyond or (None if willing else thing)
    return (chosen,) if chosen is not None else ()


def _given(frame: Frame, thing: Token | None) -> Token | None:
    """Return who gets what is given or done: "returned a book to its [owners]"."""
    if thing is None or verb(frame.trigger.lemma_) not in words("whowhom", "carriers"):
        return None
    inner = frame_of(thing) if thing.pos_ == "NOUN" else frame
    for one in (inner, frame):
        for name in ("to", "on", "against", "with"):
            for token in one.slot(name):
                if token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in ("DATE", "TIME"):
                    return counted(token)
    return None


def _party(token: Token, cast: Cast) -> bool:
    named = token.ent_type_ in ("GPE", "ORG", "PERSON", "NORP")
    return token.pos_ != "NUM" and (cast.is_party(token) or named)


def _struck(token: Token) -> bool:
    """Whether a phrase is a thing that acts are done to: a base, a town, a ship."""
    return any(token.lemma_.lower() in classes()[name] for name in THINGS)


def _beyond(verbs: list[Frame], thing: Token | None, cast: Cast) -> Token | None:
    """Return the party that an act reaches: "launched strikes on [the rebels]"."""
    frames = list(verbs)
    if thing is not None and thing.pos_ in ("NOUN", "PROPN"):
        frames.insert(0, frame_of(thing))
    for frame in frames:
        for name in REACHING:
            for token in frame.slot(name):
                if token.ent_type_ not in ("DATE", "TIME") and _party(counted(token), cast):
                    return counted(token)
    if thing is not None:
        owner = next((c for c in thing.children if c.dep_ == "poss"), None)
        if owner is not None and owner.pos_ == "PROPN" and _party(owner, cast):
            return thing
    return _next(verbs[0], cast)


def _next(frame: Frame, cast: Cast) -> Token | None:
    """Return the first party named after the verb: in short sentences order tells the roles."""
    sources = {source.i for source in frame.subjects}
    for token in frame.trigger.sent:
        if token.i <= frame.trigger.i or token.i in sources or token.dep_ in BELOW:
            continue
        if token.pos_ in ("NOUN", "PROPN") and _party(token, cast):
            return token
    return None


BELOW = ("compound", "amod", "appos", "npadvmod")
"""Words inside a phrase, never its head."""


def phrase(token: Token) -> str:
    """Return the words of a phrase from its first modifier to its head."""
    first = min([token.i, *(c.left_edge.i for c in token.lefts)])
    return " ".join(token.doc[first : token.i + 1].text.split())
