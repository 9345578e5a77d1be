"""Trees: short walks in the dependency parse that several rules take."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from events.extract.vocabulary import words

RELATIVES = frozenset({"who", "which", "that", "whom"})


def counted(token: Token) -> Token:
    """Return what a quantity counts: "dozens of soldiers" -> soldiers; else the token."""
    if token.lemma_.lower() in words("frame", "quantities") or token.pos_ in ("NUM", "DET", "PRON"):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return inner
    return token


PLACED = ("GPE", "LOC", "FAC")
"""Entities that nobody calls "who" if a person stands before them."""


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for; any other token as it is."""
    if token.lower_ in RELATIVES and token.tag_ in ("WP", "WDT", "WP$", "IN"):
        clause = token.head
        while clause.dep_ in ("xcomp", "ccomp", "conj", "prep", "pcomp") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return _person(clause.head) if token.tag_ == "WP" else clause.head
    return token


def _person(noun: Token) -> Token:
    """Return who is meant by "who" after a place: "two [brothers] from Lagos, who"."""
    above = noun
    while above.ent_type_ in PLACED:
        if above.dep_ in ("appos", "conj", "compound"):
            above = above.head
        elif above.dep_ == "pobj" and above.head.dep_ == "prep":
            above = above.head.head
        else:
            return noun
    return above if above.pos_ in ("NOUN", "PROPN", "NUM", "PRON") else noun


def prepositional(token: Token) -> dict[str, list[Token]]:
    """Return the objects of a token's prepositions, by preposition ("by" for agents)."""
    found: dict[str, list[Token]] = {}
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "PART"):
            name = child.lower_
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    found.setdefault(name, []).append(inner)
                elif inner.dep_ == "prep":
                    for deep in inner.children:
                        if deep.dep_ == "pobj":
                            found.setdefault(inner.lower_, []).append(deep)
    return found


JUDGING = ("oprd", "attr", "acomp", "ccomp", "xcomp", "dobj", "appos")


def verdicts(token: Token) -> tuple[Token, ...]:
    """Return what a verb says that something is: "called the raid [barbaric]", "an [act] of [war]".

    They are its complements, those of "was" in its clause, and what stands after "as".
    """
    found = [child for child in token.lefts if child.dep_ == "ccomp"]  # a quotation before it
    found += [child for child in token.rights if child.dep_ in JUDGING]
    found = [child for child in found if child.dep_ == "oprd"] or found
    for child in (token, *found):
        for inner in child.rights:
            as_such = inner.dep_ == "prep" and inner.lower_ == "as"
            found += [deep for deep in inner.children if as_such]
            if child is not token and inner.dep_ in ("attr", "acomp", "appos"):
                found.append(inner)
    found += [other for child in found for other in child.conjuncts if other.i > child.i]
    said = [inner for child in found if child.dep_ == "dobj" for inner in child.rights]
    found += [child for child in said if child.dep_ == "acl" and child.tag_ == "VBN"]
    found = [child for child in found if child.pos_ != "VERB" or child.tag_ == "VBN"]
    inside = [c for child in found for c in child.children if c.dep_ == "prep" and c.lower_ == "of"]
    return (*found, *(deep for prep in inside for deep in prep.children))


def governors(token: Token) -> Iterator[Token]:
    """Yield the words above a token, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


def indefinite(token: Token) -> bool:
    """Whether a phrase tells of others than those named before: "a soldier", "twelve soldiers"."""
    return any(
        child.dep_ in ("nummod", "quantmod") or child.lower_ in ("a", "an", "another", "other")
        for child in token.lefts
    )
