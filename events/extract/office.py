"""Offices: words that tell that a party acts in public: a state, a body, a force, a crowd."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from events.extract.lexicon import classes
from events.extract.vocabulary import words

CLASSES = ("government", "post", "troops", "protester", "dignitary")
PRIVATE = frozenset(("person", "people", "worker", "resident", "thousands", "he", "she", "they"))
"""Words of these classes that tell of no office."""


@cache
def offices() -> frozenset[str]:
    """Return the nouns of offices, forces, bodies and crowds."""
    listed = words("cast", "police") | words("cast", "rebels") | words("cast", "offices")
    return frozenset().union(*(classes()[name] for name in CLASSES)) - PRIVATE | listed


@cache
def bodies() -> frozenset[str]:
    """Return the nouns of what "it" means and nobody's person: "the army", "the ministry"."""
    return words("cast", "groups") | words("cast", "bodies")


def titles(token: Token) -> set[str]:
    """Return the head word of a phrase, the words before it and in apposition to it."""
    found = {head_lemma(token)}
    for child in token.children:
        if child.dep_ in ("compound", "appos", "amod", "nmod"):
            found.add(head_lemma(child))
    return found


def head_lemma(token: Token) -> str:
    """Return a lemma in lower case; capitalised plurals ("Members") have lost theirs."""
    lemma = token.lemma_.lower()
    return lemma.removesuffix("s") if token.tag_ == "NNPS" else lemma


@cache
def deeds() -> frozenset[str]:
    """Return the nouns of what is done, said and agreed: none is a party of a country."""
    return frozenset().union(*(classes()[name] for name in ("deal", "talks", "violence", "aid")))
