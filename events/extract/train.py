"""``python -m events.extract.train``: train the location scorer on the labelled sentences.

Reads ``<shared>/corpora/events/event_location.jsonl`` and writes ``events/extract/model``. Needs
scikit-learn and LightGBM (requirements-dev.txt); nothing of the text goes into the model but
words that stand in many sentences.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

from events.extract.placing import FREQUENT
from events.extract.sample import FOLDS, Sample, held_out, samples
from events.extract.scorer import MODELS, Scorer, flags, rivalry
from geodata.forest import from_dump

LEAST_LINEAR, LEAST_FREQUENT = 3, 60
"""A feature counts from so many names on: the linear reading's, and the one-by-one ones."""
Vector = npt.NDArray[np.float64]


def _count(found: Sequence[Sample], least: int) -> list[str]:
    counts = Counter(w for s in found for words in s.told for w in set(words))
    return sorted(word for word, number in counts.items() if number >= least)


def _sparse(found: Sequence[Sample], column: dict[str, int]) -> csr_matrix:
    starts, columns = [0], []
    for sample in found:
        for words in sample.told:
            columns += [column[w] for w in set(words) if w in column]
            starts.append(len(columns))
    data = np.ones(len(columns), np.float32)
    return csr_matrix((data, columns, starts), shape=(len(starts) - 1, len(column)))


def _linear() -> LogisticRegression:
    return LogisticRegression(C=0.3, solver="liblinear", max_iter=400)


def _network() -> MLPClassifier:
    return MLPClassifier((64,), alpha=1.0, max_iter=12, batch_size=128, random_state=0)


def _cross(
    make: Callable[[], Any], inputs: Any, right: Vector, folds: Vector
) -> tuple[Vector, Any]:
    """Return what models fitted to the other folds say of each row, and the model fitted to all."""
    told = np.zeros(len(right))
    for fold in range(FOLDS):
        model = make().fit(inputs[folds != fold], right[folds != fold])
        told[folds == fold] = model.predict_proba(inputs[folds == fold])[:, 1]
    return told, make().fit(inputs, right)


def train(found: Sequence[Sample]) -> Scorer:
    """Fit the two readings, then the trees to what the readings say of sentences left out."""
    right = np.array([r for s in found for r in s.right], np.float64)
    folds = np.array([s.fold for s in found for _ in s.right])
    words = _count(found, LEAST_LINEAR)
    column = {word: i for i, word in enumerate(words)}
    frequent = [w for w in _count(found, LEAST_FREQUENT) if w.split("=", 1)[0] in FREQUENT]
    shown = {word: i for i, word in enumerate(frequent)}
    linear, model = _cross(_linear, _sparse(found, column), right, folds)
    seen = np.vstack([flags(s.told, shown) for s in found])
    dense = np.hstack([seen, np.vstack([s.dense for s in found])])
    scaler = StandardScaler().fit(dense)
    deep, network = _cross(_network, scaler.transform(dense), right, folds)
    ends = np.cumsum([len(s.right) for s in found])[:-1]
    parts = zip(found, np.split(linear, ends), np.split(deep, ends), strict=True)
    columns = np.hstack([np.vstack([rivalry(s.spans, a, b) for s, a, b in parts]), seen])
    trees = lightgbm.LGBMClassifier(
        n_estimators=160, learning_rate=0.05, num_leaves=15, min_child_samples=30, reg_lambda=1.0,
        random_state=0, n_jobs=1, verbose=-1,
    ).fit(columns, right)  # fmt: skip
    labels = tuple(f"c{i}" for i in range(columns.shape[1]))
    return Scorer(
        weights=dict(zip(words, map(float, model.coef_[0]), strict=True)),
        bias=float(model.intercept_[0]),
        names=shown,
        centre=scaler.mean_.astype(np.float32),
        scale=scaler.scale_.astype(np.float32),
        hidden=network.coefs_[0].astype(np.float32),
        hidden_bias=network.intercepts_[0].astype(np.float32),
        output=network.coefs_[1][:, 0].astype(np.float32),
        output_bias=float(network.intercepts_[1][0]),
        forest=from_dump(trees.booster_.dump_model(), labels),
    )


def main() -> None:
    """Train and write; with ``--all`` on every sentence, else without the held-out fifth."""
    parser = argparse.ArgumentParser(prog="python -m events.extract.train", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=MODELS)
    parser.add_argument("--all", action="store_true", help="fit to the held-out fifth too")
    options = parser.parse_args()
    path = options.shared / "corpora" / "events" / "event_location.jsonl"
    found = samples(path, lambda text: options.all or not held_out(text))
    train(found).save(options.out)


if __name__ == "__main__":
    main()
