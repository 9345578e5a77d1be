"""What the models read of a token's grammar, taken from spaCy once a text."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

_POS = (
    "PROPN",
    "NOUN",
    "ADJ",
    "VERB",
    "AUX",
    "ADP",
    "DET",
    "PUNCT",
    "NUM",
    "PRON",
    "CCONJ",
    "PART",
)
_TAG = {"NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "JJ": "ADJ", "JJR": "ADJ",
        "JJS": "ADJ", "IN": "ADP", "DT": "DET", "CD": "NUM", "PRP": "PRON", "PRP$": "PRON",
        "CC": "CCONJ", "POS": "PART", "TO": "PART", "MD": "AUX"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grammar:
    """One token: plain values, since each look into spaCy's own costs a microsecond."""

    pos: float
    """The coarse part of speech as a number; 19 for any other."""
    dep: str
    head: int
    root: bool
    lower: str
    starts: bool
    """Whether a sentence starts here."""


def grammar(doc: Doc) -> list[Grammar]:
    """Return the grammar of every token."""
    return [_grammar(token) for token in doc]


def _grammar(token: Token) -> Grammar:
    head = token.head.i
    return Grammar(
        pos=_number(token.tag_, token.is_punct),
        dep=token.dep_,
        head=head,
        root=head == token.i,
        lower=token.lower_,
        starts=bool(token.is_sent_start),
    )


def _number(tag: str, punctuation: bool) -> float:
    coarse = _TAG.get(tag) or ("VERB" if tag.startswith("VB") else "PUNCT" if punctuation else "")
    return float(_POS.index(coarse)) if coarse in _POS else 19.0
