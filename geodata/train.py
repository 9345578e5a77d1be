"""Trains the geoparser's models on labelled news and exports them as plain arrays.

LightGBM is needed here and nowhere else (requirements-dev.txt); its trees are exported to numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from geodata import ranker
from geodata.atlas import Atlas, atlas
from geodata.context import Context, kilometres_between
from geodata.corpus import Gold, Lesson, lessons
from geodata.forest import MODELS, Forest, from_dumps
from geodata.geoparser import named
from geodata.page import Page, School, page
from geodata.reading import Reading

COMMON = {
    "objective": "binary",
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "verbose": -1,
    "num_threads": 1,
    "max_bin": 127,
    "seed": 1,
}
# Chosen on cross-validation; more rounds or leaves changed no figure by more than .003.
SHAPES: dict[str, dict[str, Any]] = {
    "mention": {"rounds": 260, "learning_rate": 0.06, "num_leaves": 24, "max_depth": 9,
                "min_data_in_leaf": 30, "feature_fraction": 0.5, "lambda_l2": 5},
    "rank": {"rounds": 200, "learning_rate": 0.06, "num_leaves": 24, "max_depth": 9,
             "min_data_in_leaf": 30, "feature_fraction": 0.6, "lambda_l2": 5},
    "around": {"rounds": 150, "learning_rate": 0.06, "num_leaves": 24, "max_depth": 9,
               "min_data_in_leaf": 30, "feature_fraction": 0.3, "lambda_l2": 5},
    "literal": {"rounds": 150, "learning_rate": 0.06, "num_leaves": 24, "max_depth": 9,
                "min_data_in_leaf": 15, "feature_fraction": 0.3, "lambda_l2": 5},
}  # fmt: skip
NOT_FOR_FINDING = frozenset({"geovirus"})
"""Corpora that leave out nationality words and names without a page: not what we look for."""


SEEDS = {"literal": 3}
"""Forests averaged, one where not named: with few literal names in the data they differ."""


@dataclass(slots=True)
class Material:
    """What all models learn from."""

    pages: list[Page] = field(default_factory=list)
    rank: list[npt.NDArray[np.float64]] = field(default_factory=list)
    right: list[npt.NDArray[np.float64]] = field(default_factory=list)

    def learn(self, lesson: Lesson, source: Atlas) -> None:
        """Take in one document."""
        made = page(lesson, source) if lesson.corpus not in NOT_FOR_FINDING else None
        if made is not None:
            self.pages.append(made)
        self._places(lesson, source)

    def _places(self, lesson: Lesson, source: Atlas) -> None:
        spans = [(g.start, g.end) for g in lesson.gold]
        reading = Reading(lesson.doc, source, spans)
        context = Context(
            reading.text,
            named(reading, reading.mentions, given=True),
            source,
            lesson.title,
            lesson.url,
        )
        for i, rows in enumerate(ranker.features(context)):
            right = correct(context, i, lesson.gold[i])
            if right.any():
                self.rank.append(rows)
                self.right.append(right)


def correct(context: Context, index: int, gold: Gold) -> npt.NDArray[np.float64]:
    """Return 1 for the candidate that the gold names: by id, else the best one near enough."""
    a, b = context.slices[context.names[context.found[index].name]]
    right = np.zeros(b - a)
    if a == b or gold.lat is None or gold.lon is None:
        return right
    if gold.geonames_id:
        right[context.atlas.places["gid"][context.row[a:b]] == gold.geonames_id] = 1.0
    if not right.any():
        lat, lon = np.array(gold.lat), np.array(gold.lon)
        far = kilometres_between(context.lat[a:b], context.lon[a:b], lat, lon)
        near = np.flatnonzero(far <= (40.0 if gold.geonames_id else 161.0))
        if len(near):
            right[near[np.argmax(context.prior[a:b][near])]] = 1.0
    return right


def _fit(
    name: str, rows: npt.NDArray[np.float32], labels: npt.ArrayLike, columns: tuple[str, ...]
) -> Forest:
    import lightgbm

    shape = dict(SHAPES[name])
    rounds = shape.pop("rounds")
    dumps = []
    for seed in range(1, 1 + SEEDS.get(name, 1)):
        data = lightgbm.Dataset(rows, np.asarray(labels))
        dumps.append(lightgbm.train(COMMON | shape | {"seed": seed}, data, rounds).dump_model())
    return from_dumps(dumps, columns)


def train(paths: Sequence[Path], to: Path = MODELS, without: int | None = None) -> int:
    """Train on gold files, leaving out the documents of one fold; return how many were used."""
    material, source, used = Material(), atlas(), 0
    for lesson in tqdm(lessons(paths), desc="reading", unit=" documents"):
        if lesson.fold != without:
            material.learn(lesson, source)
            used += 1
    models = School(material.pages, _fit).learn()
    rows = np.vstack(material.rank).astype(np.float32)
    models["rank"] = _fit("rank", rows, np.concatenate(material.right), ranker.NAMES)
    to.mkdir(parents=True, exist_ok=True)
    for name, model in models.items():
        model.save(to / f"{name}.npz")
    return used
