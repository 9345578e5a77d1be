"""``python -m events.extract.train``: train the location or the target scorer.

Reads the labelled sentences of ``<shared>/corpora/events``, writes ``events/extract/model``.
Needs scikit-learn and LightGBM (requirements-dev.txt). Of the text only words and short runs of
words that stand in several sentences go into a model, each with its weight.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
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
from events.extract.sample import FOLDS, Sample, Sentence, held_out, samples, sentences
from events.extract.scorer import MODELS, OVERVIEW, Scorer, flags, overview, rivalry
from events.extract.target import Linear
from geodata.forest import Forest, from_dump

LEAST_LINEAR, LEAST_FREQUENT, LEAST_TARGET, LEAST_VERB = 3, 60, 2, 25
"""A feature counts from so many names on: linear, one by one, of a target, of a verb."""
BAGS = 5
Vector = npt.NDArray[np.float64]


def _count(found: Sequence[Sample], least: int) -> list[str]:
    counts = Counter(w for s in found for words in s.told for w in set(words))
    return sorted(word for word, number in counts.items() if number >= least)


def _matrix(told: Iterable[Sequence[str]], column: dict[str, int]) -> csr_matrix:
    starts, columns = [0], []
    for words in told:
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


def _forest(columns: Any, right: Vector, labels: tuple[str, ...]) -> Forest:
    """Return the mean of several boosted models, each on another part of the rows and columns."""
    trees: list[dict[str, Any]] = []
    for seed in range(BAGS):
        model = lightgbm.LGBMClassifier(
            n_estimators=200, learning_rate=0.04, num_leaves=15, min_child_samples=30,
            reg_lambda=1.0, colsample_bytree=0.4, subsample=0.7, subsample_freq=1,
            random_state=seed, n_jobs=1, verbose=-1,
        ).fit(columns, right)  # fmt: skip
        trees += model.booster_.dump_model()["tree_info"]
    forest = from_dump({"tree_info": trees}, labels)
    return replace(forest, value=(forest.value / BAGS).astype(np.float32))


def _gate(found: Sequence[Sample], scores: Sequence[Vector]) -> Forest:
    """Fit, on scores of sentences left out, whether any name of a sentence says where."""
    counts = Counter(w for s in found for w in set(s.told[0]) if w.startswith("verb="))
    verbs = sorted(word for word, number in counts.items() if number >= LEAST_VERB)
    labels = (*OVERVIEW, *verbs)
    rows = [overview(s.spans, s.told, p, labels) for s, p in zip(found, scores, strict=True)]
    model = lightgbm.LGBMClassifier(
        n_estimators=150, learning_rate=0.04, num_leaves=8, min_child_samples=40, reg_lambda=5.0,
        random_state=0, n_jobs=1, verbose=-1,
    ).fit(np.vstack(rows), np.array([any(s.right) for s in found]))  # fmt: skip
    return from_dump(model.booster_.dump_model(), labels)


def train(found: Sequence[Sample]) -> Scorer:
    """Fit the two readings, then the trees to what the readings say of sentences left out."""
    right = np.array([r for s in found for r in s.right], np.float64)
    folds = np.array([s.fold for s in found for _ in s.right])
    words = _count(found, LEAST_LINEAR)
    column = {word: i for i, word in enumerate(words)}
    frequent = [w for w in _count(found, LEAST_FREQUENT) if w.split("=", 1)[0] in FREQUENT]
    shown = {word: i for i, word in enumerate(frequent)}
    linear, model = _cross(
        _linear, _matrix((words for s in found for words in s.told), column), right, folds
    )
    seen = np.vstack([flags(s.told, shown) for s in found])
    dense = np.hstack([seen, np.vstack([s.dense for s in found])])
    scaler = StandardScaler().fit(dense)
    deep, network = _cross(_network, scaler.transform(dense), right, folds)
    ends = np.cumsum([len(s.right) for s in found])[:-1]
    parts = zip(found, np.split(linear, ends), np.split(deep, ends), strict=True)
    columns = np.hstack([np.vstack([rivalry(s.spans, a, b) for s, a, b in parts]), seen])
    labels = tuple(f"c{i}" for i in range(columns.shape[1]))
    scores = np.zeros(len(right))
    for fold in range(FOLDS):
        others = _forest(columns[folds != fold], right[folds != fold], labels)
        scores[folds == fold] = others.probability(columns[folds == fold].astype(np.float32))
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
        forest=_forest(columns, right, labels),
        gate=_gate(found, np.split(scores, ends)),
    )


def train_target(found: Sequence[Sentence]) -> Linear:
    """Fit the ranking of targets."""
    told = [words for sentence in found for words in sentence.told]
    right = np.array([r for sentence in found for r in sentence.right])
    counts = Counter(word for words in told for word in set(words))
    words = sorted(word for word, number in counts.items() if number >= LEAST_TARGET)
    column = {word: i for i, word in enumerate(words)}
    model = LogisticRegression(C=0.3, solver="liblinear", max_iter=400)
    model.fit(_matrix(told, column), right)
    weights = dict(zip(words, map(float, model.coef_[0]), strict=True))
    return Linear(weights=weights, bias=float(model.intercept_[0]))


def main() -> None:
    """Train one scorer and write it; with ``--all`` on every sentence, held-out fifth included."""
    parser = argparse.ArgumentParser(prog="python -m events.extract.train", description=__doc__)
    parser.add_argument("scorer", choices=("location", "target"))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=MODELS)
    parser.add_argument("--all", action="store_true", help="fit to the held-out fifth too")
    options = parser.parse_args()
    folder = options.shared / "corpora" / "events"

    def keep(text: str) -> bool:
        return options.all or not held_out(text)

    options.out.mkdir(exist_ok=True)
    if options.scorer == "location":
        train(samples(folder / "event_location.jsonl", keep)).save(options.out)
    else:
        found = sentences(folder / "cameo_who_whom.jsonl", keep)
        train_target(found).save(options.out / "target.npz")


if __name__ == "__main__":
    main()
