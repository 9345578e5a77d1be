"""Reach: how far a date is from an event's word in the parse of their sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from events.extract.expression import DateExpression, governor, head_of
from events.extract.reading import WORDS

SPEECH = frozenset(WORDS["speech"]["verbs"])
APART = frozenset(WORDS["speech"]["apart"])
AT_ONCE = frozenset(WORDS["speech"]["at_once"])
BLAMING = frozenset(WORDS["speech"]["blaming"])
WITHIN = frozenset(WORDS["speech"]["within"])
PUNISHING = frozenset(WORDS["speech"]["punishing"])
VERBAL = ("VERB", "AUX")
BLOCKED = 9.0
OWN = 1.0
"""Up to this cost a date is the trigger's own; up to NEAR it is one of its context."""
NEAR = 3.0
RECENT, FAR = 3.5, 6.0
"""Beyond NEAR, up to FAR, a date is of the context only if it is near the publication: the last
word of a participle may be that of its clause ("fired on cars using the road on Friday")."""
CLAUSES = {"relcl": 2.0, "acl": 1.5, "advcl": 1.5, "parataxis": 1.5, "xcomp": 0.5, "pcomp": 1.0}
"""What it costs a date to reach over the border of a clause, from inside it."""


def path(token: Token) -> list[Token]:
    """Return a token and all that it hangs on, up to the root of its sentence."""
    return [token, *token.ancestors]


def speaks(token: Token) -> bool:
    """Whether a verb says, so that its date is that of the saying."""
    return token.lemma_.lower() in SPEECH


def laid(token: Token) -> bool:
    """Whether a verb only tells what somebody is blamed for: "convicted of [killing] the mayor"."""
    word = token.head
    return token.dep_ == "pcomp" and word.head.lemma_.lower() in BLAMING


def _kept_apart(token: Token) -> bool:
    """Whether a token hangs under a word that sets another time ("after the attack")."""
    word = token.head
    if laid(token):
        return True
    at_once = any(child.lower_ in AT_ONCE for child in word.children)
    return token.dep_ in ("pobj", "pcomp") and word.lower_ in APART and not at_once


def cause(noun: Token) -> bool:
    """Whether a noun names for what somebody is punished: "sentenced for his role in the [coup]".

    It was on a day before that of the sentence.
    """
    word = noun
    while word.dep_ in ("pobj", "prep") and word.head.pos_ in ("NOUN", "ADP"):
        word = word.head
    punished = word.dep_ == "prep" and word.head.lemma_.lower() in PUNISHING
    return noun.pos_ == "NOUN" and punished and word.lower_ in ("over", "for")


def _of_day(token: Token) -> bool:
    """Whether a token is a time of day, which what follows dates: "before [dawn] on Sunday"."""
    return token.ent_type_ in ("DATE", "TIME") or token.lemma_.lower() in WORDS["speech"]["hours"]


def perfect(trigger: Token) -> bool:
    """Whether the trigger lies before the time of its story ("had captured")."""
    verb = trigger if trigger.pos_ in VERBAL else governor(trigger)
    return any(c.lower_ in ("had", "'d") and c.dep_ == "aux" for c in verb.children)


def speech_above(trigger: Token) -> Token | None:
    """Return the verb of saying in whose clause a trigger stands."""
    verb = trigger if trigger.pos_ in VERBAL else governor(trigger)
    while verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in VERBAL:
        verb = verb.head
    return verb.head if verb.dep_ == "ccomp" and speaks(verb.head) else None


def _up_cost(token: Token, trigger: Token, *, date_side: bool) -> float:
    """Return what the step from a token to its head costs."""
    dep, head = token.dep_, token.head
    if dep == "ccomp":
        return BLOCKED if date_side or (speaks(head) and perfect(trigger)) else 2.5
    if dep == "advcl" and any(c.dep_ == "mark" and c.lower_ in APART for c in token.children):
        return BLOCKED
    if _kept_apart(token) and not (date_side and _of_day(token)):
        return BLOCKED
    if dep == "conj" and token.pos_ in VERBAL:
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
        return 2.0 if own else 0.8
    if date_side and dep in ("relcl", "acl"):
        purpose = token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
        if head == trigger or purpose:  # "shot on his way [to work] last month"
            return 1.0
        within = head.dep_ == "pobj" and head.head.lower_ in WITHIN
        if within and head.head.head == trigger:
            return 1.8
        return RECENT if dep == "acl" else BLOCKED
    if token.pos_ == "NOUN" and not date_side and speaks(head) and dep in ("dobj", "pobj"):
        return BLOCKED
    if dep in CLAUSES:
        return CLAUSES[dep] if date_side or dep in ("relcl", "advcl", "acl") else 0.5
    return 0.0


def _about(side: Sequence[Token]) -> bool:
    """Whether a relative clause speaks of a time: "the middle of May, when they [seized] it"."""
    rest = list(side)
    while rest and rest[-1].dep_ in ("pobj", "prep"):
        rest.pop()
    return bool(rest) and rest[-1].dep_ == "relcl"


def cost_of(trigger: Token, head: Token) -> float:
    """Return how far a date is from a trigger in the parse: 0 in the same clause."""
    up_trigger, up_date = path(trigger), path(head)
    common = next((t for t in up_trigger if t in up_date), None)
    if common is None:
        return BLOCKED
    trigger_side = up_trigger[: up_trigger.index(common)]
    if common == head and _about(trigger_side):
        return OWN  # "on Monday, when rebels seized the depot"
    date_side = up_date[1 : up_date.index(common)] if common in up_date[1:] else []
    cost = sum(_up_cost(t, trigger, date_side=False) for t in trigger_side)
    return cost + sum(_up_cost(t, trigger, date_side=True) for t in date_side)


def located(span: Span, found: Sequence[DateExpression]) -> Iterator[tuple[DateExpression, Token]]:
    """Yield the expressions of a sentence, each with the token through which it hangs in it."""
    for expression in found:
        if span.start_char <= expression.start < span.end_char:
            head = head_of(span.doc, expression.start, expression.end)
            if head is not None:
                yield expression, head
