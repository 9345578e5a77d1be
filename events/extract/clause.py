"""Clauses: how one hangs on another, for what stands above to count or not."""

from __future__ import annotations

from spacy.tokens import Token

from events.extract.vocabulary import words

SINGULAR = frozenset({"he", "she", "it"})


def parted(token: Token, head: Token) -> bool:
    """Whether a semicolon parts two clauses that the parser put one under the other."""
    low, high = sorted((token.i, head.i))
    return any(mark.text == ";" for mark in token.doc[low:high])


def beside(one: Token, other: Token) -> bool:
    """Whether two words stand in clauses joined by "and", the second with a subject of its own."""
    low, high = (one, other) if other.is_ancestor(one) else (other, one)
    if parted(low, high):
        return True
    while low.i != high.i and low.head.i != low.i:
        own = any(c.dep_ in ("nsubj", "nsubjpass") and c.pos_ != "PRON" for c in low.children)
        if low.dep_ == "conj" and low.pos_ in ("VERB", "AUX") and own:
            return True
        low = low.head
    return False


def infinitive(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def subjunctive(verb: Token) -> bool:
    """Whether a verb has the form of a wish: "suggested that she [step] down", "be [tried]"."""
    if any(child.dep_ == "aux" for child in verb.children):
        return False
    passive = [child.lower_ for child in verb.children if child.dep_ == "auxpass"]
    if passive or verb.lower_ == "be":
        return passive in ([], ["be"])
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    single = subject is not None and (subject.tag_ in ("NN", "NNP") or subject.lower_ in SINGULAR)
    return single and verb.tag_ in ("VB", "VBP")


def present(verb: Token) -> bool:
    """Whether a verb, or the auxiliary of its passive, stands in the present tense."""
    auxiliaries = [c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return (auxiliaries or [verb.tag_])[0] in ("VBZ", "VBP")


def ordinal(head: Token) -> bool:
    """Whether an infinitive says what the first or last one did: "became the [first] state to"."""
    nouns = [head, *(child for child in head.children if child.dep_ == "attr")]
    listed = words("standing", "ordinal")
    return any(
        noun.lower_ in listed or any(c.lower_ in listed for c in noun.lefts) for noun in nouns
    )


def held_true(verb: Token, head: Token) -> bool:
    """Whether an infinitive happened by what stands above it.

    "Is reported to [have killed]", "claims to [have killed]", "felt strong enough to [call]",
    "among the areas to [vote] no".
    """
    held = head.tag_ == "VBN" and head.lemma_.lower() in words("standing", "held")
    if (held and perfect(verb)) or avowed(verb, head) is not None:
        return True
    if any(child.lower_ == "enough" for child in head.children):
        return present(head.head) or head.head.tag_ == "VBD"
    if verb.dep_ == "advcl":
        return head.lemma_ == "be" and any(child.lower_ == "among" for child in head.children)
    return head.dep_ == "pobj" and head.head.lower_ == "among"


def perfect(verb: Token) -> bool:
    """Whether a verb has the auxiliary of a perfect: "to [have] killed"."""
    return any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children)


def avowed(verb: Token, head: Token) -> Token | None:
    """Return the verb by which somebody says to have done something: "[claims] to have shelled it".

    The parser may hang what was done on a noun between: "claimed in a statement to have shelled".
    """
    if head.pos_ == "NOUN" and head.head.lower_ == "in":
        head = head.head.head
    return head if head.lemma_.lower() in words("standing", "claiming") and perfect(verb) else None


def underway(verb: Token, head: Token) -> bool:
    """Whether an infinitive tells what an operation does: "the operation to [retake] the town"."""
    fought = head.lemma_.lower() in words("standing", "underway")
    return verb.dep_ in ("acl", "relcl") and fought


def denied_argument(verb: Token) -> Token | None:
    """Return the "no" of a subject or object: "[no] group has claimed"."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            for inner in (child, *child.lefts):
                if inner.lower_ in ("no", "none", "nobody", "neither"):
                    return inner
                if inner.lower_ == "not" and child.dep_ in ("nsubj", "nsubjpass"):
                    return inner
    return None


def _purpose(noun: Token) -> bool:
    """Whether "order" is that of "in order to"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and not list(noun.lefts)


def done_by(token: Token, head: Token) -> bool | None:
    """Return, for an infinitive that tells what was done, whether the words above it still count.

    None: it is only meant.
    """
    decided = head.lemma_.lower() in words("standing", "decided") and not _purpose(head)
    if token.dep_ == "acl" and decided:
        return False  # "the decision to expel" tells of an act
    if ordinal(head):
        return token.dep_ != "acl"  # "the first to expel an envoy" did so
    return True if held_true(token, head) or underway(token, head) else None


def awaited(verb: Token) -> bool:
    """Whether what did not happen at first happened then: "did not free them [until] Friday"."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    until = any(c.lower_ == "until" and c.i > verb.i for c in verb.children)
    return until and bool(auxiliaries & {"did", "was", "were", "had"})


def long_since(verb: Token) -> Token | None:
    """Return the words that make a perfect tell of a habit: "have [long] complained"."""
    perfect = any(c.dep_ == "aux" and c.lower_ in ("have", "has", "'ve") for c in verb.children)
    if not perfect or verb.lemma_.lower() in words("standing", "denial"):
        return None  # "has long denied" tells of an act
    for child in verb.children:
        if child.lower_ in words("standing", "long_since") and child.i < verb.i:
            return child
        if child.lower_ in ("over", "for") and any(_years(noun) for noun in child.children):
            return None if _counted(verb) else child
    return None


def _counted(verb: Token) -> bool:
    """Whether a verb tells how many suffered or were moved, all in all."""
    sides = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj"))
    counts = words("frame", "quantities") - {"string", "series", "wave"}
    return any(
        side.lemma_.lower() in counts or any(c.dep_ == "nummod" for c in side.children)
        for side in sides
    )


def _years(noun: Token) -> bool:
    """Whether a stretch of time is one of years: "over the past [decade]"."""
    unit = noun.lemma_.lower() in ("year", "decade", "century", "generation")
    plural = noun.tag_ == "NNS" or any(c.lower_ in ("past", "last") for c in noun.children)
    return noun.dep_ == "pobj" and unit and plural


def in_general(clause: Token, noun: Token) -> bool:
    """Whether a clause tells what such times were like: "the [years] when gangs set off bombs"."""
    plural = noun.tag_ == "NNS" and noun.lemma_.lower() in words("draft", "spans")
    return plural and any(c.lower_ == "when" for c in clause.children)


def tried(verb: Token) -> bool:
    """Whether an attempt is only what somebody is accused of, or one to make another act.

    "Accused of [trying] to seize power", "tried to [force] him to resign".
    """
    trying = words("standing", "trying")
    if verb.lemma_.lower() in trying:
        return verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "with")
    return verb.dep_ == "xcomp" and infinitive(verb) and verb.head.lemma_.lower() in trying


def resumed(verb: Token) -> Token | None:
    """Return the verb that a clause goes on with, above the one that the parser put it beside.

    "[Said] that nobody was hurt and condemned the raid": a passive has no object. "[Denies] arming
    them and accuses Iran": what is finite is not coordinated to "arming".
    """
    head = verb.head
    above = head.head.head if head.head.pos_ == "ADP" else head.head
    if verb.dep_ != "conj" or above.pos_ != "VERB":
        return None
    passive = any(child.dep_ == "auxpass" for child in head.children)
    active = any(child.dep_ == "dobj" for child in verb.children)
    finite = verb.tag_ in ("VBZ", "VBD") and head.tag_ in ("VB", "VBG")
    apart = passive and active and head.dep_ == "ccomp"
    inner = finite and head.dep_ in ("xcomp", "pcomp", "ccomp", "advcl", "acl")
    return above if apart or inner else None
