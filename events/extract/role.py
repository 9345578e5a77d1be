"""Roles: which phrase acts and which suffers in the event of a trigger."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from events.extract.frame import Frame, frame_of
from events.extract.lexicon import classes
from events.extract.tree import prepositional
from events.extract.trigger import Trigger
from events.extract.vocabulary import words
from events.report import EventType, Role

RECIPIENT_AFTER: dict[EventType, tuple[str, ...]] = {
    EventType.ASSAULT: ("on", "against", "at", "with", "from", "into"),
    EventType.CONSULT: ("with", "to", "between"),
    EventType.AGREE: ("with", "to"),
    EventType.AID: ("to", "for"),
    EventType.REQUEST: ("on", "upon", "from", "to", "with"),
    EventType.SANCTION: ("on", "against", "with"),
    EventType.COERCE: ("on", "against"),
    EventType.ACCUSE: ("on", "against", "at", "to"),
    EventType.THREATEN: ("against", "with"),
    EventType.PROTEST: ("against", "with", "at", "into"),
    EventType.MOBILIZE: ("against", "to"),
    EventType.RETREAT: ("to", "with"),
    EventType.COOPERATE: ("with", "to"),
    EventType.SUPPORT: ("with", "for"),
    EventType.REJECT: ("to", "from"),
    EventType.CONCEDE: ("to", "for"),
}
"""Prepositions after which the other party of an event of this type stands."""
ADDRESSED = frozenset(
    {
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.SUPPORT,
        EventType.SANCTION,
        EventType.COOPERATE,
        EventType.AGREE,
    }
)
"""Types whose other party often stands inside what is said."""


def roles(trigger: Trigger) -> Iterator[tuple[Token, Role, str]]:
    """Yield the phrase heads of the parties with their role and the reason, each head once."""
    seen: set[int] = set()
    for head, role, reason in _all(trigger):
        for token in (head, *_owners(head), *_members(head)):
            if token.i not in seen:
                seen.add(token.i)
                yield token, role, reason


def _owners(token: Token) -> list[Token]:
    """Return the others of several whose a party is: "the navies of A, [B] and [C]"."""
    if token.pos_ != "NOUN":
        return []
    listed = [child for child in token.lefts if child.dep_ in ("amod", "compound", "poss")]
    before = [t for child in listed if child.conjuncts for t in (child, *child.conjuncts[:-1])]
    capital = [t for t in before if t.text[0].isupper()]
    inner = prepositional(token)
    named = [*inner.get("of", ()), *inner.get("from", ())]
    for owner in inner.get("of", ()):
        if owner.pos_ == "NOUN":  # "heads of state from A, [B] and [C]"
            named += prepositional(owner).get("from", ())
    return capital + [other for owner in named for other in owner.conjuncts]


def _members(token: Token) -> list[Token]:
    """Return who a group is told to be: "nations [including A and B]", "ministers, [A] and [B]"."""
    if token.tag_ not in ("NNS", "NN", "NNPS"):
        return []
    heads: list[Token] = []
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("including", "like"):
            heads += [inner for inner in child.children if inner.dep_ == "pobj"]
        elif child.dep_ == "appos" and child.pos_ == "PROPN" and token.tag_ == "NNS":
            heads.append(child)
    if token.dep_ == "nsubj" and token.head.lemma_ == "include":
        heads += [child for child in token.head.children if child.dep_ == "dobj"]
    return [name for head in heads for name in _series(head)]


def _series(head: Token) -> list[Token]:
    """Return the names of a series "[A], [B] and [C]", however the parser hangs them together."""
    found = [head, *(t for t in head.subtree if t.dep_ in ("conj", "appos", "nmod"))]
    return [t for t in dict.fromkeys(found) if t.pos_ == "PROPN"]


def _all(trigger: Trigger) -> Iterator[tuple[Token, Role, str]]:
    frame = trigger.frame
    suffers = trigger.token.lemma_.lower() in words("role", "undergoers") or _under(trigger)
    for subject in frame.subjects:
        if suffers:
            yield subject, Role.RECIPIENT, f"subject of '{trigger.token.text}'"
        else:
            yield from _subject(subject, frame)
    for target in frame.objects:
        left = trigger.sense.type is EventType.RETREAT and target.ent_type_ in ("GPE", "LOC")
        if target not in trigger.words and not left:
            yield target, Role.RECIPIENT, frame.object_reason
    yield from _after(trigger, frame)
    yield from _alike(trigger.token)
    yield from _sides(trigger)
    if trigger.sense.type in (EventType.COOPERATE, EventType.MOBILIZE):
        yield from _joining(trigger.token)
    yield from _about(trigger)
    for word in trigger.words:
        if word is not trigger.token and word.pos_ in ("NOUN", "PROPN", "VERB"):
            inner = frame_of(word)
            for target in inner.objects:
                yield target, Role.RECIPIENT, f"after '{word.text}'"
            yield from _after(trigger, inner)


def _under(trigger: Trigger) -> bool:
    """Whether the subject is what an act of force is done to: "[the convoy] came under fire"."""
    force = trigger.sense.type is EventType.ASSAULT
    return force and any(word.lower_ == "under" for word in trigger.words)


def _alike(token: Token) -> Iterator[tuple[Token, Role, str]]:
    """Yield who did the same: "condemned the attack, as did [A], [B] and [C]"."""
    for clause in token.children:
        marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
        if clause.dep_ == "advcl" and clause.lemma_ == "do" and marks & {"as", "so"}:
            for child in clause.children:
                for name in _series(child) if child.dep_ in ("nsubj", "dobj") else ():
                    yield name, Role.ACTOR, f"'as {clause.text}'"


def _sides(trigger: Trigger) -> Iterator[tuple[Token, Role, str]]:
    """Yield on whose side the parties serve: "captured while fighting alongside [troops]"."""
    for token in trigger.frame.slot("alongside"):
        yield token, Role.OTHER, "after 'alongside'"
    clauses = [c for c in trigger.token.children if c.dep_ == "advcl"]
    clauses += [c for t in trigger.frame.objects for c in t.children if c.dep_ in ("relcl", "acl")]
    for clause in clauses:
        if clause.lemma_.lower() not in words("frame", "serving"):
            continue
        frame = frame_of(clause)
        for name in ("alongside", "for", "in", "with"):
            for token in frame.slot(name):
                yield token, Role.OTHER, f"after '{clause.text} {name}'"


def _joining(token: Token) -> Iterator[tuple[Token, Role, str]]:
    """Yield who joins in: "a coalition which was joined by [A] and [B]"."""
    for other in token.subtree:
        if other.lemma_.lower() in words("role", "joining") and other.i != token.i:
            for joiner in frame_of(other).slot("by"):
                yield joiner, Role.ACTOR, f"'{other.text} by'"


def _about(trigger: Trigger) -> Iterator[tuple[Token, Role, str]]:
    """Yield whom a statement or a protest is about."""
    if trigger.sense.type in ADDRESSED or trigger.sense.type is EventType.AID:
        yield from _addressed(trigger.frame)
    elif trigger.sense.type is EventType.PROTEST:
        yield from _grievance(trigger.frame)


def _grievance(frame: Frame) -> Iterator[tuple[Token, Role, str]]:
    """Yield whom a protest is about: "protests over [A]'s raid", "by crowds angry at [A]"."""
    angry = [child for t in frame.subjects for child in t.children if child.dep_ in ("amod", "acl")]
    for about in (*(prepositional(adjective) for adjective in angry), frame.prepositions):
        for name in ("over", "against", "at", "about", "outside"):
            for thing in about.get(name, ()):
                if thing.pos_ == "PROPN":
                    yield thing, Role.RECIPIENT, f"after '{name}'"
                for owner in thing.children if thing.pos_ == "NOUN" else ():
                    if owner.dep_ == "poss" and owner.pos_ == "PROPN":
                        yield owner, Role.RECIPIENT, f"possessor of '{thing.text}'"


def _addressed(frame: Frame) -> Iterator[tuple[Token, Role, str]]:
    """Yield whom a statement is about: "urged action from [X]", "recommended that [X] leave"."""
    for clause in (frame.clause, frame.infinitive):
        if clause is None:
            continue
        inner = frame_of(clause)
        own = clause.dep_ == "xcomp"
        for token in inner.objects if own or inner.passive else inner.subjects:
            yield token, Role.RECIPIENT, f"in the clause of '{clause.text}'"
        if own and clause.lemma_.lower() in words("role", "seeking"):
            yield from _sought(clause, inner)
    for thing in (*frame.objects, *frame.slot("on"), *frame.slot("for")):
        if thing.pos_ == "NOUN":
            yield from _within(thing)


def _sought(clause: Token, inner: Frame) -> Iterator[tuple[Token, Role, str]]:
    """Yield whom it is sought from: "told the ministry to seek an answer from [X]"."""
    for token in inner.slot("from"):
        if token.pos_ == "PROPN":
            yield token, Role.RECIPIENT, f"after '{clause.text} from'"
    for thing in inner.objects:
        if thing.pos_ == "NOUN":
            yield from _within(thing)


def _within(thing: Token) -> Iterator[tuple[Token, Role, str]]:
    """Yield the parties inside what a statement is about: "response from [X]", "[X]'s plan"."""
    inner = frame_of(thing).prepositions
    for name in ("from", "by", "to", "against", "of"):
        for token in inner.get(name, ()):
            if token.pos_ in ("NOUN", "PROPN"):
                yield token, Role.RECIPIENT, f"after '{thing.text} {name}'"
    for clause in thing.children:
        if clause.dep_ == "acl":
            for token in frame_of(clause).objects if clause.tag_ == "VB" else ():
                yield token, Role.RECIPIENT, f"in '{thing.text} to {clause.text}'"
    for child in thing.children:
        if child.dep_ == "poss" and child.pos_ == "PROPN":
            yield child, Role.RECIPIENT, f"possessor of '{thing.text}'"


def _subject(subject: Token, frame: Frame) -> Iterator[tuple[Token, Role, str]]:
    """A subject that is an event itself ("an Israeli strike killed") lends its own parties."""
    if subject.lemma_.lower() in classes()["violence"] and subject.pos_ == "NOUN":
        inner = frame_of(subject)
        for actor in inner.subjects:
            yield actor, Role.ACTOR, f"{inner.subject_reason} '{subject.text}'"
        return
    yield subject, Role.ACTOR, frame.subject_reason


def _after(trigger: Trigger, frame: Frame) -> Iterator[tuple[Token, Role, str]]:
    if trigger.sense.type is EventType.SANCTION:
        for token in frame.slot("from"):
            if token.ent_type_ == "GPE":
                yield token, Role.ACTOR, "after 'from'"
    for name in RECIPIENT_AFTER.get(trigger.sense.type, ()):
        for token in frame.slot(name):
            if token.pos_ in ("NOUN", "PROPN", "PRON") and not _beside(token, trigger):
                yield token, Role.RECIPIENT, f"after '{name}'"


def _beside(token: Token, trigger: Trigger) -> bool:
    """Whether "with" names who feels alike or what one strikes with, and not the other party.

    "In solidarity with [Britain]", "poisoned him with a nerve [agent]".
    """
    link = token.head
    if link.lower_ != "with" or link.i == 0:
        return False
    before = link.nbor(-1)
    if before.lemma_.lower() in words("role", "accord"):
        return before not in trigger.words  # "expressed solidarity with [the king]"
    others = [thing for thing in trigger.frame.objects if thing not in trigger.words]
    struck = trigger.sense.type is EventType.ASSAULT and bool(others)
    return struck and link.head == trigger.token and token.pos_ == "NOUN"
