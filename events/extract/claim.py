"""Claims: who says what a text only passes on."""

from __future__ import annotations

from spacy.tokens import Token

from events.extract.tree import antecedent
from events.extract.vocabulary import words


def speaker(verb: Token) -> Token | None:
    """Return the head of who says something: subject, or agent of a passive."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            return antecedent(child)
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return speaker(verb.head)
    if verb.dep_ in ("advcl", "xcomp") and verb.head.pos_ == "VERB":
        return speaker(verb.head)
    return None


def according_to(trigger: Token) -> Token | None:
    """Return the head of who is named after "according to" in the sentence of a trigger."""
    for token in trigger.sent:
        if token.lower_ != "according":
            continue
        for child in token.subtree:
            if child.dep_ == "pobj" and child.head.lower_ == "to":
                return child
    return None


def account_of(trigger: Token) -> Token | None:
    """Return the noun for an account of an event: "He cited [reports] of troops engaging them"."""
    token = trigger
    below = ("acl", "pcomp", "pobj", "conj", "compound")
    while token.head.i != token.i and (token.dep_ in below or token.lower_ == "of"):
        token = token.head
        if token.pos_ == "NOUN" and token.lemma_.lower() in words("standing", "accounts"):
            return token
    return None
