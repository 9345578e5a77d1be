"""Asides: words that by their grammar tell of no act of their own."""

from __future__ import annotations

from spacy.tokens import Token

from events.extract.clause import infinitive
from events.extract.vocabulary import words

UNNAMED = frozenset(("those", "anyone", "anybody", "everyone", "everybody", "whoever", "people"))


def told_past(verb: Token) -> bool:
    """Whether a verb's form is the past's: "came and [set] fire", "watched them [burn] homes".

    An infinitive is no present either: "the decision to drop Taiwan and [recognise] China".
    """
    unchanged = verb.lemma_.lower() in words("selection", "unchanged")
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
        if verb.tag_ == "VBD":
            return unchanged
        if infinitive(verb):
            return True
    return verb.tag_ == "VB" and verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN")


def described(participle: Token) -> bool:
    """Whether a participle before a noun only describes it.

    It does not where the parser takes a verb for it: ", [looting] shops", "that [hit] depots".
    """
    if any(child.dep_ == "dobj" for child in participle.children):
        return False
    before = participle.nbor(-1) if participle.i > participle.sent.start else None
    clause = before is not None and (
        before.lower_ in ("that", "which", "who")
        or (participle.tag_ == "VBG" and before.text == ",")
    )
    root = participle.sent.root
    bare = root == participle.head and root.pos_ in ("NOUN", "PROPN") and root.dep_ == "ROOT"
    return not (clause or (bare and participle.tag_ == "VBD"))


def named_so(noun: Token) -> bool:
    """Whether a noun only says what "this" or "it" was, or what somebody calls it."""
    if noun.dep_ == "oprd" and noun.head.lemma_.lower() in words("selection", "naming"):
        return True
    as_such = noun.dep_ == "pobj" and noun.head.lower_ == "as"
    if as_such and noun.head.head.lemma_.lower() in words("selection", "labelling"):
        return True
    subjects = (c.lower_ for c in noun.head.children if c.dep_ == "nsubj")
    return noun.dep_ == "attr" and any(word in ("this", "it", "that") for word in subjects)


def unnamed(verb: Token) -> bool:
    """Whether a clause only tells which people are meant: "those it has [put] on trial"."""
    noun = verb.head
    counted = any(c.dep_ in ("nummod", "amod", "quantmod") for c in noun.lefts)
    return verb.dep_ in ("relcl", "acl") and noun.lower_ in UNNAMED and not counted


def goes_on(verb: Token) -> bool:
    """Whether a verb goes on telling of the statement of the verb before it.

    "Denied it and [accused] the envoy" turns on somebody: a statement of its own.
    """
    own = any(child.dep_ in ("nsubj", "nsubjpass", "npadvmod") for child in verb.children)
    reacting = words("selection", "reacting")
    if verb.lemma_.lower() in words("selection", "turning_on"):
        denied = verb.head.lemma_.lower() in words("standing", "denial")
        named = any(c.dep_ == "dobj" and c.pos_ == "PROPN" for c in verb.children)
        own = own or (denied and named) or verb.lemma_ == "summon"
    return verb.dep_ == "conj" and not own and verb.head.lemma_.lower() in reacting


def stance(verb: Token) -> bool:
    """Whether a present tense tells what somebody is against, no act: "many [object] to it"."""
    lemma = verb.lemma_.lower()
    if any(child.lower_ in ("i", "we") for child in verb.children):
        return False
    plural = verb.tag_ == "VBP" and lemma in words("selection", "stances")
    return plural or lemma in words("selection", "lasting")


def what_is_called(verb: Token) -> bool:
    """Whether a verb only gives a party's word: "survived what they [called] a coup"."""
    if verb.lemma_.lower() not in words("selection", "naming"):
        return False
    first = {child.lower_ for child in verb.lefts}
    if verb.dep_ == "ccomp" and verb.head.pos_ == "VERB":
        return "what" in first and verb.head.lemma_.lower() not in words("selection", "reacting")
    return verb.dep_ == "relcl" and verb.tag_ in ("VBZ", "VBP") and "whom" in first
