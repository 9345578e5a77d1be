"""Gradient-boosted decision trees in plain numpy: what ``python -m geodata train`` exports."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

MODELS = Path(os.environ.get("GEODATA_MODELS") or Path(__file__).parent / "model")
"""The weights; GEODATA_MODELS names another folder, to measure models trained on a part."""


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as flat arrays: node ``i`` splits on ``feature[i] <= threshold[i]``.

    A leaf points to itself on both sides, so that all samples take the same number of steps.
    """

    names: tuple[str, ...]
    """The features, in the order of the columns."""
    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float32]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    roots: npt.NDArray[np.int32]
    depth: int

    def raw(self, samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Return the sum of the leaves each sample (rows) falls into."""
        at = np.repeat(self.roots[:, None], len(samples), axis=1)
        column = np.arange(len(samples))
        for _ in range(self.depth):
            goes_left = samples[column, self.feature[at]] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        total: npt.NDArray[np.float64] = self.value[at].sum(axis=0, dtype=np.float64)
        return total

    def probability(self, samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Return the logistic of :meth:`raw`, 0 to 1."""
        if not len(samples):
            return np.zeros(0)
        result: npt.NDArray[np.float64] = 1.0 / (1.0 + np.exp(-self.raw(samples)))
        return result

    def save(self, path: Path) -> None:
        """Write a compressed ``.npz`` without pickled objects."""
        np.savez_compressed(
            path,
            names=np.array(self.names),
            feature=self.feature,
            threshold=self.threshold,
            left=self.left,
            right=self.right,
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
            left=file["left"],
            right=file["right"],
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
    flat = _Flat()
    roots = [flat.add(tree["tree_structure"], 0) for tree in dump["tree_info"]]
    return Forest(
        names=names,
        feature=np.array(flat.feature, np.int16),
        threshold=np.array(flat.threshold, np.float32),
        left=np.array(flat.left, np.int32),
        right=np.array(flat.right, np.int32),
        value=np.array(flat.value, np.float32),
        roots=np.array(roots, np.int32),
        depth=flat.depth,
    )


class _Flat:
    def __init__(self) -> None:
        self.feature: list[int] = []
        self.threshold: list[float] = []
        self.left: list[int] = []
        self.right: list[int] = []
        self.value: list[float] = []
        self.depth = 0

    def add(self, node: dict[str, Any], depth: int) -> int:
        """Append a node and all below it; return its index."""
        index = len(self.feature)
        self.depth = max(self.depth, depth)
        leaf = "leaf_value" in node
        self.feature.append(0 if leaf else node["split_feature"])
        # LightGBM splits in double precision; rounding up keeps equal values on the left.
        self.threshold.append(
            0.0 if leaf else float(np.nextafter(np.float32(node["threshold"]), np.float32(np.inf)))
        )
        self.left.append(index)
        self.right.append(index)
        self.value.append(float(node["leaf_value"]) if leaf else 0.0)
        if not leaf:
            self.left[index] = self.add(node["left_child"], depth + 1)
            self.right[index] = self.add(node["right_child"], depth + 1)
        return index
