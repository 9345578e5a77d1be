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

from events.extract.linear import Linear
from events.extract.placing import FREQUENT
from events.extract.rehearsal import rehearse
from events.extract.review import (
    OVERVIEW,
    READERS,
    SUMMARY,
    Review,
    joint,
    overview,
    summary,
)
from events.extract.sample import FOLDS, Sample, Sentence, held_out, samples, sentences
from events.extract.scorer import MODELS, Scorer, flags, logit, rivalry
from events.extract.sentence import sentence_of
from events.extract.sequence import Reader
from geodata.forest import from_dump

LEAST_LINEAR, LEAST_FREQUENT, LEAST_TARGET, LEAST_VERB, LEAST_STYLE = 3, 60, 2, 25, 5
"""A feature counts from so many names on: linear, one by one, of a target, verb, sentence."""
BAGS = 5
Vector = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


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
    make: Callable[[], Any], inputs: Any, right: Vector, folds: Vector, use: Mask
) -> tuple[Vector, Any]:
    """Return what models fitted to the other folds say of each row, and the model fitted to all.

    Only the rows of ``use`` are fitted to.
    """
    told = np.zeros(len(right))
    for fold in range(FOLDS):
        other = use & (folds != fold)
        model = make().fit(inputs[other], right[other])
        told[folds == fold] = model.predict_proba(inputs[folds == fold])[:, 1]
    return told, make().fit(inputs[use], right[use])


class _Forest:
    """The mean of several boosted models, each on another part of the rows and columns."""

    def __init__(self, labels: Sequence[str], bags: int = BAGS, **settings: Any) -> None:
        self._labels, self._bags, self._settings = tuple(labels), bags, settings

    def fit(self, columns: Any, right: Vector) -> _Forest:
        trees: list[dict[str, Any]] = []
        for seed in range(self._bags):
            settings = TREES | self._settings
            model = lightgbm.LGBMClassifier(**settings, random_state=seed, n_jobs=1, verbose=-1)
            trees += model.fit(columns, right).booster_.dump_model()["tree_info"]
        forest = from_dump({"tree_info": trees}, self._labels)
        self.forest = replace(forest, value=(forest.value / self._bags).astype(np.float32))
        return self

    def predict_proba(self, columns: Any) -> Any:
        told = self.forest.probability(columns.astype(np.float32))
        return np.column_stack([1.0 - told, told])


TREES: dict[str, Any] = {
    "n_estimators": 200, "learning_rate": 0.04, "num_leaves": 15, "min_child_samples": 30,
    "reg_lambda": 1.0, "colsample_bytree": 0.4, "subsample": 0.7, "subsample_freq": 1,
}  # fmt: skip


def train(found: Sequence[Sample]) -> tuple[Scorer, Review]:
    """Fit the two readings and the trees to what they say of sentences left out; then the review.

    The sentences of the sources that are LEFT_OUT are fitted to by the review alone.
    """
    right = np.array([r for s in found for r in s.right], np.float64)
    folds = np.array([s.fold for s in found for _ in s.right])
    use = np.array([not s.foreign for s in found for _ in s.right])
    own = [s for s in found if not s.foreign]
    words = _count(own, LEAST_LINEAR)
    column = {word: i for i, word in enumerate(words)}
    frequent = [w for w in _count(own, LEAST_FREQUENT) if w.split("=", 1)[0] in FREQUENT]
    shown = {word: i for i, word in enumerate(frequent)}
    inputs = _matrix((words for s in found for words in s.told), column)
    linear, model = _cross(_linear, inputs, right, folds, use)
    seen = np.vstack([flags(s.told, shown) for s in found])
    dense = np.hstack([seen, np.vstack([s.dense for s in found])])
    scaler = StandardScaler().fit(dense[use])
    deep, network = _cross(_network, scaler.transform(dense), right, folds, use)
    ends = np.cumsum([len(s.right) for s in found])[:-1]
    parts = zip(found, np.split(linear, ends), np.split(deep, ends), strict=True)
    columns = np.hstack([np.vstack([rivalry(s.spans, a, b) for s, a, b in parts]), seen])
    labels = [f"c{i}" for i in range(columns.shape[1])]
    scores, trees = _cross(lambda: _Forest(labels), columns, right, folds, use)
    scorer = Scorer(
        weights=dict(zip(words, map(float, model.coef_[0]), strict=True)),
        bias=float(model.intercept_[0]),
        names=shown,
        centre=scaler.mean_.astype(np.float32),
        scale=scaler.scale_.astype(np.float32),
        hidden=network.coefs_[0].astype(np.float32),
        hidden_bias=network.intercepts_[0].astype(np.float32),
        output=network.coefs_[1][:, 0].astype(np.float32),
        output_bias=float(network.intercepts_[1][0]),
        forest=trees.forest,
    )
    return scorer, train_review(found, columns, np.split(scores, ends))


def _rehearsed(found: Sequence[Sample]) -> tuple[Vector, tuple[Reader, ...]]:
    """Return what readers of the other folds say of each name, and the readers of all sentences."""
    others = [_readers([s for s in found if s.fold != fold]) for fold in range(FOLDS)]
    told = [joint(others[s.fold], s.passage) for s in found]
    return np.concatenate(told), _readers(found)


def _readers(found: Sequence[Sample]) -> tuple[Reader, ...]:
    own = [s for s in found if not s.foreign]
    passages, right = [s.passage for s in own], [s.right for s in own]
    return tuple(rehearse(passages, right, seed) for seed in range(READERS))


def _manner(found: Sequence[Sample], right: Vector, strength: float) -> tuple[Vector, Linear]:
    """Fit a linear model to the words of sentences; return its log odds on folds left out too."""
    counts = Counter(word for s in found for word in s.style)
    words = sorted(word for word, number in counts.items() if number >= LEAST_STYLE)
    column = {word: i for i, word in enumerate(words)}
    inputs, folds = _matrix((s.style for s in found), column), np.array([s.fold for s in found])

    def make() -> LogisticRegression:
        return LogisticRegression(C=strength, max_iter=300)

    told, model = _cross(make, inputs, right, folds, np.ones(len(right), bool))
    weights = dict(zip(words, map(float, model.coef_[0]), strict=True))
    return logit(told), Linear(weights=weights, bias=float(model.intercept_[0]))


def train_review(found: Sequence[Sample], columns: Any, scores: Sequence[Vector]) -> Review:
    """Fit the second reading to the first one's columns and scores of sentences left out."""
    right = np.array([r for s in found for r in s.right], np.float64)
    anywhere = np.array([any(s.right) for s in found], np.float64)
    folds = np.array([s.fold for s in found])
    sizes = [len(s.right) for s in found]
    everything = np.ones(len(found), bool)
    told, telling = _manner(found, anywhere, 0.03)
    likeness, foreign = _manner(found, np.array([s.foreign for s in found], np.float64), 0.1)
    known = [["gaz=none" not in words for words in s.told] for s in found]
    whole = np.array(
        [
            [*overview(s.spans, k[int(np.argmax(p))], s.trigger, p), a, b]
            for s, k, p, a, b in zip(found, known, scores, told, likeness, strict=True)
        ]
    )
    read, readers = _rehearsed(found)
    parts = zip(found, scores, np.split(read, np.cumsum(sizes)[:-1]), strict=True)
    columns = np.hstack([columns, np.vstack([rivalry(s.spans, a, b) for s, a, b in parts])])
    rows = np.hstack([columns, np.repeat(whole, sizes, 0)])
    labels = [*(f"c{i}" for i in range(columns.shape[1])), *OVERVIEW]
    again, trees = _cross(
        lambda: _Forest(labels, bags=3, n_estimators=250, reg_lambda=2.0),
        rows,
        right,
        np.repeat(folds, sizes),
        np.repeat(everything, sizes),
    )
    counts = Counter(w for s in found for w in set(s.told[0]) if w.startswith("verb="))
    verbs = sorted(word for word, number in counts.items() if number >= LEAST_VERB)
    second = np.split(again, np.cumsum(sizes)[:-1])
    lines = [
        [
            *summary(len(sentence_of(s.trigger)), k[int(np.argmax(p))], p), a, b,
            *(float(verb in s.told[0]) for verb in verbs),
        ]
        for s, k, p, a, b in zip(found, known, second, told, likeness, strict=True)
    ]  # fmt: skip
    gate = _Forest([*SUMMARY, *verbs], bags=3, num_leaves=8, reg_lambda=2.0)
    gate.fit(np.array(lines), anywhere)
    return Review(
        told=telling, foreign=foreign, readers=readers, forest=trees.forest, gate=gate.forest
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
        for part in train(samples(folder / "event_location.jsonl", keep)):
            part.save(options.out)
    else:
        found = sentences(folder / "cameo_who_whom.jsonl", keep)
        train_target(found).save(options.out / "target.npz")


if __name__ == "__main__":
    main()
