"""Sequences: a sentence read word by word, both ways, for where the event of a trigger took place.

Each token is what spaCy makes of it (its vector, labels and word) and how it stands to the trigger
and to the names. One layer of long short-term memory reads them forwards and backwards; of each
name, what was read at it and at the trigger goes into its probability. Trained by
:mod:`events.extract.rehearsal`, applied with numpy alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Span, Token

from events.extract.recurrent import forward
from events.extract.sentence import sentence_of

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]
WIDTH = 96
"""Width of a token vector of the English pipeline."""
KINDS = ("dep", "pos", "ent", "word", "far", "tree", "name", "verb")
"""What is known of a token beside its vector; all but the first four depend on the trigger."""
EDGES = (0, 1, 2, 3, 4, 6, 9, 13, 20, 30)
CLIMB, FALL = 5, 4
"""Steps up from a token, and then down to the trigger, that are told apart."""
REACH = 80
"""Tokens read on each side of a trigger: no sentence of news goes on for longer."""


def _bucket(number: int) -> str:
    side = "" if number >= 0 else "-"
    return side + next((str(e) for e in EDGES if abs(number) <= e), "on")


def _ways(sentence: Span, trigger: Token) -> list[str]:
    """Return, for each token, how many steps lead up from it and then down to the trigger."""
    start, heads = sentence.start, [token.head.i - sentence.start for token in sentence]
    falls: dict[int, int] = {}
    at = trigger.i - start
    while at not in falls:
        falls[at] = len(falls)
        at = heads[at] if 0 <= heads[at] < len(heads) else at
    told = []
    for i in range(len(heads)):
        up, at = 0, i
        while at not in falls and up < len(heads):
            at, up = heads[at], up + 1
        told.append(f"{min(up, CLIMB)}/{min(falls.get(at, FALL), FALL)}")
    return told


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A sentence as it is read for one trigger."""

    words: tuple[tuple[str, ...], ...]
    """Of each token one word a kind, in the order of KINDS."""
    vectors: Floats
    """One row of WIDTH a token."""
    trigger: int
    names: tuple[tuple[int, int, int] | None, ...]
    """First token, token after the last, and head of each name; None out of reach."""


def _within(span: Span, sentence: Span) -> tuple[int, int, int] | None:
    start = sentence.start
    if span.start < start or span.end > sentence.end:
        return None
    return span.start - start, span.end - start, span.root.i - start


def passage(spans: Sequence[Span], trigger: Token, known: Sequence[str]) -> Passage:
    """Return a trigger's sentence, as far as it is read.

    ``known`` says what the gazetteer makes of each name: "town/PPLC".
    """
    sentence, doc = sentence_of(trigger), trigger.doc
    start = max(sentence.start, trigger.i - REACH)
    sentence = doc[start : min(sentence.end, trigger.i + REACH)]
    marks = ["-"] * len(sentence)
    names = tuple(_within(span, sentence) for span in spans)
    for name, kind in zip(names, known, strict=True):
        if name is not None:
            low, high, _ = name
            mark = kind.partition("/")[0]
            marks[low:high] = [f"{mark}^", *[mark] * (high - low - 1)]
    verb, ways = trigger.lemma_.lower(), _ways(sentence, trigger)
    words = tuple(
        (t.dep_, t.pos_, t.ent_type_, t.lower_, _bucket(t.i - trigger.i), way, mark, verb)
        for t, way, mark in zip(sentence, ways, marks, strict=True)
    )
    vectors = np.zeros((len(sentence), WIDTH), np.float32)
    if doc.tensor.shape[:1] == (len(doc),):
        vectors[:] = doc.tensor[sentence.start : sentence.end]
    return Passage(words, vectors, trigger.i - start, names)


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """The trained parameters."""

    rows: Mapping[str, int]
    """"kind=word" -> its row of ``table``; row 0 of nothing is for what is not known."""
    table: Floats
    """What each word of a kind gives to the input."""
    vectors: Floats
    """What the token's vector gives to it."""
    bias: Floats
    gain: Floats
    shift: Floats
    inputs: Floats
    """(2, input, 4 units): forwards and backwards."""
    gates: Floats
    weights: Floats
    """(2, units, 4 units)."""
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    def read(self, passage: Passage) -> npt.NDArray[np.float64]:
        """Return, 0 to 1, how likely each name says where the event took place."""
        found = np.zeros(len(passage.names))
        inside = [i for i, name in enumerate(passage.names) if name is not None]
        if not inside:
            return found
        found[inside] = self._read(passage, [n for n in passage.names if n is not None])
        return found

    def _read(
        self, passage: Passage, names: Sequence[tuple[int, int, int]]
    ) -> npt.NDArray[np.float64]:
        ids = self.ids(passage)
        told = self.table[ids].sum(axis=1) + passage.vectors @ self.vectors + self.bias
        np.maximum(told, 0, out=told)
        told -= told.mean(axis=1, keepdims=True)
        told /= np.sqrt((told * told).mean(axis=1, keepdims=True) + np.float32(1e-5))
        told *= self.gain
        told += self.shift
        both = np.stack([told, told[::-1]])
        gates = np.matmul(both, self.inputs) + self.gates[:, None]
        trace = forward(np.ascontiguousarray(gates.swapaxes(0, 1))[:, :, None], self.weights)
        ahead, back = trace.hidden[:, 0, 0], trace.hidden[::-1, 1, 0]
        state = told + np.hstack([ahead, back])
        whole, own = state.mean(axis=0), state[passage.trigger]
        found = np.stack(
            [
                np.concatenate([state[low:high].mean(axis=0), own, whole, state[root]])
                for low, high, root in names
            ]
        )
        inner = np.maximum(found @ self.inner + self.inner_bias, 0)
        odds = inner @ self.outer + self.outer_bias
        return np.asarray(1.0 / (1.0 + np.exp(-odds[:, 0].astype(np.float64))))

    def ids(self, passage: Passage) -> Rows:
        """Return the rows of each token's words, one column a kind."""
        get = self.rows.get
        return np.array(
            [
                [get(f"{kind}={word}", 0) for kind, word in zip(KINDS, words, strict=True)]
                for words in passage.words
            ],
            np.intp,
        )

    def save(self, path: Path) -> None:
        """Write a compressed file without pickled objects."""
        arrays = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "rows"}
        kept = {name: array.astype(np.float16) for name, array in arrays.items()}
        np.savez_compressed(path, allow_pickle=False, words=np.array(list(self.rows)), **kept)


@cache
def reader(path: Path) -> Reader:
    """Return the reader in a file, loaded once a process."""
    with np.load(path, allow_pickle=False) as file:
        rows = {str(word): i for i, word in enumerate(file["words"], start=1)}
        names = [f.name for f in fields(Reader) if f.name != "rows"]
        return Reader(rows=rows, **{name: file[name].astype(np.float32) for name in names})
