"""Linear models over features that are there or not, applied without scikit-learn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """A logistic regression."""

    weights: Mapping[str, float]
    bias: float

    def logit(self, words: Iterable[str]) -> float:
        """Return the log odds that what has these features is what the model looks for."""
        return self.bias + sum(self.weights.get(word, 0.0) for word in set(words))

    def probability(self, words: Iterable[str]) -> float:
        """Return the probability, 0 to 1, that what has these features is looked for."""
        return 1.0 / (1.0 + math.exp(-self.logit(words)))

    def save(self, path: Path) -> None:
        """Write a compressed file without pickled objects."""
        np.savez_compressed(
            path,
            words=np.array(list(self.weights)),
            weights=np.array(list(self.weights.values()), np.float16),
            bias=np.float32(self.bias),
        )


@cache
def load(path: Path) -> Linear:
    """Return the model in a file, loaded once a process."""
    with np.load(path, allow_pickle=False) as file:
        pairs = zip(map(str, file["words"]), map(float, file["weights"]), strict=True)
        return Linear(weights=dict(pairs), bias=float(file["bias"]))
