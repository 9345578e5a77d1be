"""The entity recogniser of the language model, decoded for all tokens of a text at once.

spaCy takes one step a token. But outside of an entity a step's scores depend on the token alone,
and inside of one only on its first token, so that all steps can be scored in a few products.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from geodata.encoder import Encoder, Floats, parameter

Flags = npt.NDArray[np.bool_]
_OUTSIDE, _BEGINS, _INSIDE = 2, 3, 1
"""spaCy's codes of ``ent_iob``."""


class Entities:
    """Marks the entities of a parsed text as spaCy's own recogniser does."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        """Take the weights and moves of a trained recogniser."""
        encode, lower, upper = recogniser.model.layers
        # The tokens' features: the one at hand, an entity's first, an entity's last so far.
        tok2vec, _, linear = encode.layers
        self._encode = Encoder(tok2vec)
        self._narrow, self._narrow_bias = _weights(linear)
        self._upper, self._upper_bias = _weights(upper)
        features, width, pieces, inputs = parameter(lower, "W").shape
        self._shape = (features, width, pieces)
        self._lower = parameter(lower, "W").reshape(-1, inputs).T.copy()
        self._pad = parameter(lower, "pad")[0]
        self._bias = parameter(lower, "b")
        self._moves = _Moves(recogniser)

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a text whose sentences are known; return it."""
        if not len(doc):
            return doc
        inputs = self._encode(doc) @ self._narrow + self._narrow_bias
        hidden = (inputs @ self._lower).reshape(-1, *self._shape)
        state = hidden[:, 0] + self._pad[1]
        best = self._moves.outside(self._scores(state + self._pad[2]), doc)
        marks = np.zeros((len(doc), 2), np.uint64)
        marks[:, 0] = _OUTSIDE
        # Every token that could open an entity, were it outside of one; then the next, and so on.
        opens = np.flatnonzero(self._moves.label[best])
        length = dict.fromkeys(opens.tolist(), 1)
        going = opens[self._moves.begins[best[opens]]]
        while len(going):
            at = np.array([i + length[i] for i in going.tolist()])
            step = hidden[at, 0] + hidden[going, 1] + hidden[at - 1, 2]
            goes_on = self._moves.inside(self._scores(step), best[going], at, doc)
            for i in going.tolist():
                length[i] += 1
            going = going[goes_on]
        self._mark(marks, best, length)
        doc.from_array(["ENT_IOB", "ENT_TYPE"], marks)  # type: ignore[arg-type]
        return doc

    def _scores(self, state: Floats) -> Floats:
        # Piece by piece: numpy's maximum along a short axis takes ten times as long.
        hidden = reduce(np.maximum, np.moveaxis(state + self._bias, 2, 0))
        scores: Floats = hidden @ self._upper + self._upper_bias
        return scores

    def _mark(
        self, marks: npt.NDArray[np.uint64], best: npt.NDArray[np.intp], length: dict[int, int]
    ) -> None:
        """Take the entities from the left; what lies within one was never a state of its own."""
        end = 0
        for first, size in length.items():
            if first >= end:
                end = first + size
                marks[first:end, 0] = _INSIDE
                marks[first, 0] = _BEGINS
                marks[first:end, 1] = self._moves.label[best[first]]


class _Moves:
    """The recogniser's moves by number: begin, in, last, unit of each label, and out."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        moves = recogniser.moves
        names = [moves.get_class_name(i) for i in range(moves.n_moves)]
        strings = recogniser.vocab.strings
        opening = [name[0] in "BU" and len(name) > 2 for name in names]
        self.label = np.array(
            [strings[name[2:]] if opens else 0 for name, opens in zip(names, opening, strict=True)],
            np.uint64,
        )
        self.begins = np.array([name[0] == "B" for name in names])
        self._opening = np.array(opening)
        self._other = np.array([name != "O" for name in names]) & ~self._opening
        number = {name: i for i, name in enumerate(names)}
        self._in = np.array([number.get(f"I-{name[2:]}", 0) for name in names])
        self._last = np.array([number.get(f"L-{name[2:]}", 0) for name in names])

    def outside(self, scores: Floats, doc: Doc) -> npt.NDArray[np.intp]:
        """Return the best move of each token that no entity is open at."""
        scores[:, self._other] = -np.inf
        scores[np.ix_(doc.to_array(["IS_SPACE"]) > 0, self._opening)] = -np.inf
        scores[np.ix_(_ends(doc), self.begins)] = -np.inf
        best: npt.NDArray[np.intp] = scores.argmax(axis=1)
        return best

    def inside(
        self, scores: Floats, best: npt.NDArray[np.intp], at: npt.NDArray[np.intp], doc: Doc
    ) -> Flags:
        """Return whether each open entity goes on after the token ``at``."""
        rows = np.arange(len(scores))
        on, last = self._in[best], self._last[best]
        better = scores[rows, on] > scores[rows, last]
        better |= (scores[rows, on] == scores[rows, last]) & (on < last)
        goes_on: Flags = better & ~_ends(doc)[at]
        return goes_on


def _ends(doc: Doc) -> Flags:
    """Return whether each token is the last of its sentence."""
    starts = doc.to_array(["SENT_START"]) == 1
    return np.append(starts[1:], True)


def _weights(linear: Any) -> tuple[Floats, Floats]:
    return parameter(linear, "W").T.copy(), parameter(linear, "b")
