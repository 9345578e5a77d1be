from pathlib import Path

import numpy as np
import pytest

from geodata.forest import from_dump, load

SPLIT = {
    "split_feature": 1,
    "threshold": 2.0,
    "left_child": {"leaf_value": -1.0},
    "right_child": {
        "split_feature": 0,
        "threshold": 0.5,
        "left_child": {"leaf_value": 3.0},
        "right_child": {"leaf_value": 5.0},
    },
}
DUMP = {"tree_info": [{"tree_structure": SPLIT}, {"tree_structure": {"leaf_value": 0.25}}]}
SAMPLES = np.array([[0, 2], [0, 2.1], [0.6, 9], [9, -9]], np.float32)


def test_each_sample_falls_into_its_leaves(tmp_path: Path) -> None:
    forest = from_dump(DUMP, ("one", "two"))
    assert forest.raw(SAMPLES) == pytest.approx([-0.75, 3.25, 5.25, -0.75])
    assert forest.probability(SAMPLES)[0] == pytest.approx(1 / (1 + np.exp(0.75)))
    forest.save(tmp_path / "model.npz")
    again = load(tmp_path / "model.npz")
    assert again.names == ("one", "two")
    assert again.raw(SAMPLES) == pytest.approx(forest.raw(SAMPLES))


def test_no_samples_are_no_probabilities() -> None:
    assert len(from_dump(DUMP, ("one", "two")).probability(np.zeros((0, 2), np.float32))) == 0
