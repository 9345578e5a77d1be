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

    "Is reported to [have killed]", "felt strong enough to [call]", "among the areas to [vote] no".
    """
    perfect = any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children)
    if perfect and head.tag_ == "VBN" and head.lemma_.lower() in words("standing", "held"):
        return True
    if any(child.lower_ == "enough" for child in head.children):
        return present(head.head) or head.head.tag_ == "VBD"
    if verb.dep_ == "advcl":
        return head.lemma_ == "be" and any(child.lower_ == "among" for child in head.children)
    return head.dep_ == "pobj" and head.head.lower_ == "among"


def underway(verb: Token, head: Token) -> bool:
    """Whether an infinitive tells what an operation does: "the operation to [retake] the town"."""
    fought = head.lemma_.lower() in words("standing", "underway")
    return verb.dep_ in ("acl", "relcl") and fought


def ended(preposition: Token) -> bool:
    """Whether what comes to an end is known, and so a fact: "an end [to] their siege"."""
    if preposition.lower_ == "of":
        return True
    nouns = (child for child in preposition.children if child.dep_ == "pobj")
    return preposition.lower_ == "to" and any(_known(noun) for noun in nouns)


def _known(noun: Token) -> bool:
    return any(child.dep_ == "poss" or child.lower_ == "the" for child in noun.children)


def presupposed(noun: Token, verb: Token) -> bool:
    """Whether a verb only makes sense if its object is a fact: "to end its siege of the town"."""
    if noun.dep_ not in ("dobj", "nsubjpass"):
        return False
    told = _known(noun) or any(child.lower_ == "between" for child in noun.children)
    return told and verb.lemma_.lower() in words("standing", "presupposing")


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


def done_by(token: Token, head: Token) -> bool | None:
    """Return, for an infinitive that tells what was done, whether the words above it still count.

    None: it is only meant.
    """
    if token.dep_ == "acl" and head.lemma_.lower() in words("standing", "decided"):
        return False  # "the decision to expel" tells of an act
    if ordinal(head):
        return token.dep_ != "acl"  # "the first to expel an envoy" did so
    return True if held_true(token, head) or underway(token, head) else None
