"""The token encoders of the language model: the same numbers as thinc's, in a third of the time.

A token's embedding depends on nothing but its word: it is kept for the words met last. What is
left are four matrix products a text.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from thinc.api import Model

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]
CAPACITY = 30_000
"""Words kept, 0.4 kB each: those of six hundred articles."""
STRIDE = 384
"""Tokens computed at a time: what they need fits the cache of a core."""
_MIX = 0x9E3779B97F4A7C15


class Encoder:
    """A MultiHashEmbed and MaxoutWindowEncoder (window 1, three pieces) of spaCy, ready to run."""

    def __init__(self, model: Model[Any, Any]) -> None:
        """Take the weights of a ``spacy.Tok2Vec.v2`` model; raise ValueError for another kind."""
        extract, _, hashed, mixed, _ = model.get_ref("embed").layers
        self._columns = extract.attrs["columns"]
        self._hashed, self._mixed = hashed.layers[0], mixed.layers[0]
        encode = list(model.get_ref("encode").walk())
        norms = [node for node in encode if node.name == "layernorm"]
        maxouts = [node for node in encode if node.name == "maxout"]
        self._layers = [_Layer(*pair) for pair in zip(maxouts, norms, strict=True)]
        if any(node.get_dim("nP") != 3 or node.get_dim("nI") != 3 * WIDTH for node in maxouts):
            raise ValueError("the language model has another encoder than en_core_web_sm's")
        self._edge = len(self._layers)
        with np.errstate(over="ignore"):
            powers = np.uint64(_MIX) ** np.arange(1, len(self._columns) + 1, dtype=np.uint64)
        self._powers = powers
        longest = STRIDE + 2 * self._edge
        widths = (3 * WIDTH, 3 * WIDTH, WIDTH)
        self._buffers = [np.empty((longest, width), np.float32) for width in widths]
        self._rows: dict[int, int] = {}
        self._embedded = np.zeros((CAPACITY, WIDTH), np.float32)

    def __call__(self, doc: Doc) -> Floats:
        """Return one vector of 96 a token."""
        features = np.asarray(doc.to_array(self._columns), np.uint64)
        vectors = np.empty((len(doc), WIDTH), np.float32)
        for start in range(0, len(doc), STRIDE):
            end = min(start + STRIDE, len(doc))
            vectors[start:end] = self._stretch(features, start, end)
        return vectors

    def _stretch(self, features: npt.NDArray[np.uint64], start: int, end: int) -> Floats:
        """Encode some tokens; the window of each layer reaches one token further out."""
        low, high = max(start - self._edge, 0), min(end + self._edge, len(features))
        # Row 0 is the nothing around a text, which takes part in every layer.
        rows = np.zeros(end - start + 2 * self._edge, np.intp)
        first = low - start + self._edge
        rows[first : first + high - low] = self._known(features[low:high])
        vectors = self._embedded.take(rows, axis=0, mode="clip")
        window, summed, best = (buffer[: len(rows)] for buffer in self._buffers)
        for layer in self._layers:
            np.matmul(_windows(vectors, window), layer.weights, out=summed)
            vectors += layer.normal(summed, best)
        return vectors[self._edge : -self._edge]

    def _known(self, features: npt.NDArray[np.uint64]) -> Rows:
        """Return the row of each token's word, after learning those not met before."""
        keys = (features @ self._powers).tolist()
        fresh = {key: i for i, key in enumerate(keys) if key not in self._rows}
        if fresh and len(self._rows) + len(fresh) >= CAPACITY:
            self._rows.clear()
            fresh = {key: i for i, key in enumerate(keys)}
        if fresh:
            self._learn(fresh, features)
        rows = self._rows
        return np.array([rows[key] for key in keys], np.intp)

    def _learn(self, fresh: dict[int, int], features: npt.NDArray[np.uint64]) -> None:
        first = len(self._rows) + 1
        chosen = np.ascontiguousarray(features[list(fresh.values())])
        taken = slice(first, first + len(fresh))
        self._embedded[taken] = self._mixed.predict(self._hashed.predict(chosen))
        self._rows.update(zip(fresh, range(first, first + len(fresh)), strict=True))


WIDTH = 96


def parameter(model: Model[Any, Any], name: str) -> Floats:
    """Return the weights of a layer under thinc's name for them."""
    return np.asarray(model.get_param(name), np.float32)


class _Layer:
    """One maxout over a window of three tokens, then the layer's normalisation."""

    def __init__(self, maxout: Model[Any, Any], norm: Model[Any, Any]) -> None:
        # The three pieces side by side: their greatest is then taken of whole blocks.
        weights = parameter(maxout, "W").transpose(1, 0, 2).reshape(3 * WIDTH, 3 * WIDTH)
        self.weights = np.ascontiguousarray(weights.T)
        self._bias = parameter(maxout, "b").T.reshape(-1).copy()
        self._gain, self._shift = parameter(norm, "G"), parameter(norm, "b")

    def normal(self, summed: Floats, best: Floats) -> Floats:
        """Return the normalised greatest pieces of the products, in ``best``."""
        summed += self._bias
        np.maximum(summed[:, :WIDTH], summed[:, WIDTH : 2 * WIDTH], out=best)
        np.maximum(best, summed[:, 2 * WIDTH :], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(WIDTH) + np.float32(1e-8)
        best *= (variance ** np.float32(-0.5))[:, None]
        best *= self._gain
        best += self._shift
        return best


def _windows(vectors: Floats, window: Floats) -> Floats:
    """Lay each token's neighbours beside it; beyond both ends there is nothing."""
    window[0, :WIDTH] = 0
    window[1:, :WIDTH] = vectors[:-1]
    window[:, WIDTH : 2 * WIDTH] = vectors
    window[:-1, 2 * WIDTH :] = vectors[1:]
    window[-1, 2 * WIDTH :] = 0
    return window
