"""What the models read of a token's grammar, taken from spaCy once a text."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

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


class Grammar(NamedTuple):
    """One token: plain values, since each look into spaCy's own costs a microsecond.

    A tuple, as there is one of each token: it is made in a fifth of a data class's time.
    """

    pos: float
    """The coarse part of speech as a number; 19 for any other."""
    dep: str
    head: int
    root: bool
    lower: str
    starts: bool
    """Whether a sentence starts here."""


_SEEN = ("TAG", "DEP", "LOWER", "IS_PUNCT", "SENT_START", "HEAD")


def grammar(doc: Doc) -> list[Grammar]:
    """Return the grammar of every token."""
    seen = np.asarray(doc.to_array(list(_SEEN)), np.uint64).view(np.int64)
    words = seen[:, :3].view(np.uint64).tolist()
    strings = doc.vocab.strings
    text = {value: strings[value] for value in set(chain.from_iterable(words))}
    heads = seen[:, 5] + np.arange(len(seen))
    return [
        Grammar(
            pos=_number(text[tag], punctuation > 0),
            dep=text[dep],
            head=head,
            root=head == i,
            lower=text[lower],
            starts=start == 1,
        )
        for i, ((tag, dep, lower), (punctuation, start), head) in enumerate(
            zip(words, seen[:, 3:5].tolist(), heads.tolist(), strict=True)
        )
    ]


@cache
def _number(tag: str, punctuation: bool) -> float:
    coarse = _TAG.get(tag) or ("VERB" if tag.startswith("VB") else "PUNCT" if punctuation else "")
    return float(_POS.index(coarse)) if coarse in _POS else 19.0
