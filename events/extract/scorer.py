"""The location scorer: how likely each name of a sentence is where a trigger's event took place.

Two first readings (a linear one over the words of :mod:`events.extract.feature`, a small network
over spaCy's own token vectors) go into boosted trees that weigh each name against its rivals.
Trained by ``python -m events.extract.train``, applied with numpy alone; a second reading, by how
the sentence is written, is in :mod:`events.extract.review`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Span, Token

from events.extract.feature import prepositions
from events.extract.placing import phrase_head
from geodata.forest import Forest, load

MODELS = Path(__file__).parent / "model"
Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float64]
WIDTH = 96
"""Width of a token vector of the English pipeline."""


def vectors(spans: Sequence[Span], trigger: Token) -> Matrix:
    """Return, for each name, the token vectors of the words that matter for it, side by side."""
    rows = np.zeros((len(spans), 6 * WIDTH), np.float32)
    doc = trigger.doc
    if doc.tensor.shape[:1] != (len(doc),):
        return rows
    for row, span in zip(rows, spans, strict=True):
        root = span.root
        above = prepositions(root)
        head = above[0].head if above else root.head
        after = min(span.end, len(doc) - 1)
        tokens = (root.i, max(span.start - 1, 0), after, phrase_head(root).i, head.i, trigger.i)
        row[:] = doc.tensor[list(tokens)].reshape(-1)
    return rows


def flags(told: Sequence[Sequence[str]], names: Mapping[str, int]) -> Matrix:
    """Return one row a name with a 1 for each frequent feature that it has."""
    rows = np.zeros((len(told), len(names)), np.float32)
    for row, words in zip(rows, told, strict=True):
        row[[names[word] for word in words if word in names]] = 1.0
    return rows


def logit(probability: npt.ArrayLike) -> Vector:
    """Return the log odds, cut where they would grow without bound."""
    p = np.clip(np.asarray(probability, np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(p / (1 - p)))


def rivalry(spans: Sequence[Span], linear: Vector, deep: Vector) -> Matrix:
    """Return how each name of a sentence stands against the others, by the first readings."""
    mean = (linear + deep) / 2
    columns = np.zeros((len(spans), 22), np.float32)
    order = list(np.argsort(-mean))
    for i in range(len(spans)):
        others = [j for j in order if j != i]
        beside = [mean[j] if 0 <= j < len(spans) else -1.0 for j in (i - 2, i - 1, i + 1, i + 2)]
        columns[i, :10] = (
            logit(mean[i]), logit(linear[i]), logit(deep[i]), mean.sum(), order.index(i),
            *beside, mean[:i].sum(),
        )  # fmt: skip
        if others:
            columns[i, 10:] = _against(spans, i, others[0], mean)
    return columns


def _against(spans: Sequence[Span], one: int, other: int, mean: Vector) -> list[float]:
    span, rival = spans[one], spans[other]
    root, head = span.root, rival.root
    listed = (root.dep_ == "conj" and root.head == head) or (
        head.dep_ == "conj" and head.head == root
    )
    return [
        float(mean[one] - mean[other]),
        float(mean[other]),
        head.is_ancestor(root),
        root.is_ancestor(head),
        sum(1 for _ in root.ancestors) - sum(1 for _ in head.ancestors),
        other - one,
        rival.start - span.start,
        listed,
        root.head == head.head,
        span.text == rival.text,
        spans[one + 1].start - span.end if one + 1 < len(spans) else 99,
        span.start - spans[one - 1].end if one else 99,
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """The trained parameters."""

    weights: Mapping[str, float]
    """Of the linear reading, a feature each."""
    bias: float
    names: Mapping[str, int]
    """Frequent features -> their column."""
    centre: Matrix
    scale: Matrix
    hidden: Matrix
    hidden_bias: Matrix
    output: Matrix
    output_bias: float
    forest: Forest

    def linear(self, told: Sequence[Sequence[str]]) -> Vector:
        """Return the linear reading's probability of each name."""
        sums = [sum(self.weights.get(w, 0.0) for w in set(words)) + self.bias for words in told]
        return np.asarray(1.0 / (1.0 + np.exp(-np.array(sums, np.float64))))

    def deep(self, dense: Matrix) -> Vector:
        """Return the network's probability of each name."""
        inner = np.maximum((dense - self.centre) / self.scale @ self.hidden + self.hidden_bias, 0)
        return np.asarray(1.0 / (1.0 + np.exp(-(inner @ self.output + self.output_bias))))

    def columns(
        self, spans: Sequence[Span], told: Sequence[Sequence[str]], trigger: Token
    ) -> Matrix:
        """Return one row a name: what the two first readings make of it and of its rivals."""
        seen = flags(told, self.names)
        deep = self.deep(np.hstack([seen, vectors(spans, trigger)]))
        columns = np.hstack([rivalry(spans, self.linear(told), deep), seen])
        return columns.astype(np.float32)

    def probability(
        self, spans: Sequence[Span], told: Sequence[Sequence[str]], trigger: Token
    ) -> Vector:
        """Return, 0 to 1, how likely each name says where the event took place."""
        if not spans:
            return np.zeros(0)
        return self.forest.probability(self.columns(spans, told, trigger))

    def save(self, folder: Path) -> None:
        """Write two compressed files without pickled objects."""
        folder.mkdir(exist_ok=True)
        self.forest.save(folder / "location_trees.npz")
        np.savez_compressed(
            folder / "location.npz",
            words=np.array(list(self.weights)),
            weights=np.array(list(self.weights.values()), np.float16),
            names=np.array(list(self.names)),
            centre=self.centre,
            scale=self.scale,
            hidden=self.hidden.astype(np.float16),
            hidden_bias=self.hidden_bias,
            output=self.output,
            biases=np.array([self.bias, self.output_bias], np.float32),
        )


@cache
def scorer(folder: Path = MODELS) -> Scorer:
    """Return the project's scorer, loaded once a process."""
    with np.load(folder / "location.npz", allow_pickle=False) as file:
        return Scorer(
            weights=dict(zip(map(str, file["words"]), map(float, file["weights"]), strict=True)),
            bias=float(file["biases"][0]),
            names={str(name): i for i, name in enumerate(file["names"])},
            centre=file["centre"],
            scale=file["scale"],
            hidden=file["hidden"].astype(np.float32),
            hidden_bias=file["hidden_bias"],
            output=file["output"],
            output_bias=float(file["biases"][1]),
            forest=load(folder / "location_trees.npz"),
        )
