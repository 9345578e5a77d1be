"""Suppositions: whether an event noun is as real as the words that it hangs on."""

from __future__ import annotations

from spacy.tokens import Token

from events.extract.vocabulary import words


def ended(preposition: Token) -> bool:
    """Whether what comes to an end is known, and so a fact: "an end [to] their siege"."""
    if preposition.lower_ == "of":
        return True
    nouns = (child for child in preposition.children if child.dep_ == "pobj")
    return preposition.lower_ == "to" and any(_known(noun) for noun in nouns)


def _known(noun: Token) -> bool:
    return any(child.dep_ == "poss" or child.lower_ == "the" for child in noun.children)


FACTUAL = frozenset(("in", "into", "over", "after", "since", "following", "behind"))
"""Prepositions before a known event that leave it a fact whatever stands above them."""


def taken_as_fact(preposition: Token) -> bool:
    """Whether an event is told as known: "denied a role [in] the killing of two"."""
    nouns = [child for child in preposition.children if child.dep_ == "pobj"]
    fact = preposition.lower_ in FACTUAL and not led_to(preposition)
    return fact and any(_known(noun) for noun in nouns)


def presupposed(noun: Token, verb: Token) -> bool:
    """Whether a verb only makes sense if its object is a fact: "to end its siege of the town"."""
    if noun.dep_ not in ("dobj", "nsubjpass"):
        return False
    told = _known(noun) or any(child.lower_ == "between" for child in noun.children)
    return told and verb.lemma_.lower() in words("standing", "presupposing")


def called_off(verb: Token) -> bool:
    """Whether the object of a verb with its particle does not take place: "[called] off talks"."""
    particles = {child.lower_ for child in verb.children if child.dep_ == "prt"}
    return "off" in particles and verb.lemma_.lower() in ("call", "break", "put", "head", "stave")


def led_to(preposition: Token) -> bool:
    """Whether what follows comes about with its verb: "a war that will lead [to] genocide"."""
    verb = preposition.head.lemma_.lower()
    pairs = {"to": ("lead", "amount"), "in": ("result", "end", "culminate"), "into": ("escalate",)}
    return preposition.head.pos_ == "VERB" and verb in pairs.get(preposition.lower_, ())


def indefinite(noun: Token) -> bool:
    """Whether a noun tells of no known event: "a blockade", "blockades"."""
    settled = ("det", "poss", "nummod", "amod")
    listed = [c.lower_ for c in noun.children if c.dep_ in settled]
    bare = noun.pos_ == "NOUN" and not listed
    return bare or bool({"a", "an", "any"} & set(listed))


def supposed(noun: Token, verb: Token) -> bool:
    """Whether a subject is as unreal as its verb: "[a blockade] would meet its test"."""
    heard = verb.lemma_ in ("hear", "see", "feel", "trace", "link", "attribute")
    return noun.dep_ in ("nsubj", "nsubjpass") and indefinite(noun) and not heard


def usual(noun: Token, verb: Token) -> bool:
    """Whether events are said to be common: "[kidnappings] have become an industry"."""
    tensed = [c for c in verb.children if c.dep_ == "aux"] or [verb]
    now = tensed[0].tag_ in ("VBZ", "VBP") and verb.lemma_ in ("be", "become", "remain")
    said = {c.lower_ for c in verb.children if c.dep_ in ("acomp", "attr", "prep", "advmod")}
    bare = noun.tag_ == "NNS" and not any(
        c.dep_ in ("det", "poss", "nummod") for c in noun.children
    )
    return noun.dep_ == "nsubj" and now and bare and not said & {"underway", "ongoing", "under"}


def wished(verb: Token) -> bool:
    """Whether "is" tells what somebody wants or fears: "their demand [is] his resignation"."""
    subjects = (c.lemma_.lower() for c in verb.children if c.dep_ == "nsubj")
    wishes = words("standing", "unreal") | {"aim", "goal", "wish"}
    return any(lemma in wishes for lemma in subjects)


def proposed(verb: Token) -> bool:
    """Whether a verb tells what a plan holds: "the options [include] suspending a member"."""
    subjects = (c.lemma_.lower() for c in verb.children if c.dep_ == "nsubj")
    listed = words("standing", "unreal")
    return verb.lemma_ in ("include", "involve") and any(lemma in listed for lemma in subjects)
