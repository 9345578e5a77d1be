"""Gradient-boosted decision trees in plain numpy: what ``python -m geodata train`` exports."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

MODELS = Path(os.environ.get("GEODATA_MODELS") or Path(__file__).parent / "model")
"""The weights; GEODATA_MODELS names another folder, to measure models trained on a part."""


_BLOCK = 256
"""Samples at a time: their nodes then stay in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as flat arrays: node ``i`` goes on at ``child[i]``, or beside it if it is larger.

    "Larger" is ``feature[i] > threshold[i]``. A leaf's child is itself and its threshold is
    infinite, so that all samples take the same number of steps.
    """

    names: tuple[str, ...]
    """The features, in the order of the columns."""
    feature: npt.NDArray[np.int32]
    threshold: npt.NDArray[np.float32]
    child: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    roots: npt.NDArray[np.int32]
    depth: int

    def raw(self, samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Return the sum of the leaves each sample (rows) falls into."""
        count, width = samples.shape
        flat = np.ascontiguousarray(samples).ravel()
        at = np.repeat(self.roots[:, None], count, axis=1)
        offset = np.arange(count, dtype=np.int32) * width
        for _ in range(self.depth):
            larger = flat.take(self.feature.take(at) + offset) > self.threshold.take(at)
            at = self.child.take(at) + larger
        total: npt.NDArray[np.float64] = self.value.take(at).sum(axis=0, dtype=np.float64)
        return total

    def probability(self, samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Return the logistic of :meth:`raw`, 0 to 1."""
        if not len(samples):
            return np.zeros(0)
        blocks = [self.raw(samples[i : i + _BLOCK]) for i in range(0, len(samples), _BLOCK)]
        result: npt.NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.concatenate(blocks)))
        return result

    def save(self, path: Path) -> None:
        """Write a compressed ``.npz`` without pickled objects."""
        np.savez_compressed(
            path,
            names=np.array(self.names),
            feature=self.feature,
            threshold=self.threshold,
            child=self.child,
            value=self.value,
            roots=self.roots,
            depth=np.int32(self.depth),
        )


def load(path: Path) -> Forest:
    """Read what :meth:`Forest.save` wrote."""
    with np.load(path, allow_pickle=False) as file:
        return Forest(
            names=tuple(str(name) for name in file["names"]),
            feature=file["feature"],
            threshold=file["threshold"],
            child=file["child"],
            value=file["value"],
            roots=file["roots"],
            depth=int(file["depth"]),
        )


@cache
def forest(name: str, folder: Path = MODELS) -> Forest:
    """Return one of the project's models, loaded once a process."""
    return load(folder / f"{name}.npz")


def from_dump(dump: dict[str, Any], names: tuple[str, ...]) -> Forest:
    """Return the forest of a LightGBM ``dump_model()``."""
    return from_dumps([dump], names)


def from_dumps(dumps: Sequence[dict[str, Any]], names: tuple[str, ...]) -> Forest:
    """Return one forest whose sum is the mean of several LightGBM ``dump_model()``."""
    flat = _Flat()
    roots = []
    for tree in (tree for dump in dumps for tree in dump["tree_info"]):
        roots.append(flat.reserve(1))
        flat.fill(roots[-1], tree["tree_structure"], 0)
    return Forest(
        names=names,
        feature=np.array(flat.feature, np.int32),
        threshold=np.array(flat.threshold, np.float32),
        child=np.array(flat.child, np.int32),
        value=np.array(flat.value, np.float32) / np.float32(len(dumps)),
        roots=np.array(roots, np.int32),
        depth=flat.depth,
    )


class _Flat:
    def __init__(self) -> None:
        self.feature: list[int] = []
        self.threshold: list[float] = []
        self.child: list[int] = []
        self.value: list[float] = []
        self.depth = 0

    def reserve(self, nodes: int) -> int:
        """Append empty leaves beside each other; return the index of the first."""
        first = len(self.feature)
        self.feature += [0] * nodes
        self.threshold += [math.inf] * nodes
        self.child += range(first, first + nodes)
        self.value += [0.0] * nodes
        return first

    def fill(self, index: int, node: dict[str, Any], depth: int) -> None:
        """Write a node and all below it."""
        self.depth = max(self.depth, depth)
        if "leaf_value" in node:
            self.value[index] = float(node["leaf_value"])
            return
        self.feature[index] = node["split_feature"]
        # LightGBM splits in double precision; rounding up keeps equal values on the left.
        bound = np.nextafter(np.float32(node["threshold"]), np.float32(np.inf))
        self.threshold[index] = float(bound)
        self.child[index] = self.reserve(2)
        self.fill(self.child[index], node["left_child"], depth + 1)
        self.fill(self.child[index] + 1, node["right_child"], depth + 1)
