"""Lessons: ``python -m events.extract.lesson --set DIR ...`` trains what labelled articles teach.

Each folder holds ``articles.jsonl`` and ``gold.jsonl`` (or ``gold_A.jsonl``) as
``python -m quality.events --set`` reads them. Writes ``same.npz`` of
:mod:`events.extract.sameness` to ``events/extract/model``; of the text nothing goes into it.
Needs scikit-learn (requirements-dev.txt).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from events.article import Article
from events.extract import joining, sameness
from events.extract.cast import Cast
from events.extract.draft import Draft
from events.extract.drafting import drafts
from events.extract.linear import Linear
from events.extract.scene import foreseen
from events.extract.scorer import MODELS
from geodata.geoparser import geoparse
from geodata.language import parse

LEAST = 6
"""A feature counts from so many pairs on."""
UNMARKED = 0.3
"""Weight of mentions that no annotator marked: to join them is right, they count for less."""
STRENGTH = 0.1
"""Inverse of the regularisation."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What is alike between a mention and a group before it, and whether both are one event."""

    told: list[str]
    same: bool
    weight: float


def rows(folder: Path) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield the articles of a folder with the events that an annotator marked."""
    gold = folder / "gold.jsonl"
    marked = _read(gold if gold.is_file() else folder / "gold_A.jsonl")
    events = {row["doc_id"]: row["events"] for row in marked}
    for row in _read(folder / "articles.jsonl"):
        yield row, events[row["doc_id"]]


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def mentions(row: Mapping[str, Any]) -> list[Draft]:
    """Return the mentions of events in an article, as they are before joining."""
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    article = Article(text=row["text"], title=row.get("title"), published=published)
    doc = parse(article.text)
    toponyms = geoparse(doc, title=article.title, url=row.get("url"))
    accepted, _ = drafts(article, doc, toponyms, Cast(doc, toponyms))
    return foreseen(accepted)


def event_of(draft: Draft, text: str, events: Sequence[Mapping[str, Any]]) -> int | None:
    """Return which marked event a mention tells of: of its type, in the shortest quote round it."""
    best: tuple[int, int] | None = None
    for number, event in enumerate(events):
        if draft.type.value not in {event["type"], *event.get("alt_types", ())}:
            continue
        for quote in event["quotes"]:
            start = text.find(quote)
            inside = start <= draft.trigger.start and draft.trigger.end <= start + len(quote)
            if start >= 0 and inside and (best is None or len(quote) < best[0]):
                best = (len(quote), number)
    return best[1] if best else None


def pairs(found: Sequence[Draft], which: Sequence[int | None]) -> Iterator[Pair]:
    """Yield the pairs that joining asks the model about; the mentions before are rightly joined."""
    groups: list[list[Draft]] = []
    known: list[int | None] = []
    for draft, event in zip(found, which, strict=True):
        settled = None
        for group, told in zip(groups, known, strict=True):
            match joining.settled(draft, group):
                case None if not draft.echo and told is not None:
                    weight = UNMARKED if event is None else 1.0
                    same = event is None or event == told
                    yield Pair(sameness.features(draft, group), same, weight)
                case fit if fit is not None and fit.score > 0:
                    settled = group
        if event is not None and event in known:
            groups[known.index(event)].append(draft)
        elif event is None and settled is not None:
            settled.append(draft)
        elif event is not None or not draft.echo:
            groups.append([draft])
            known.append(event)


def fit(found: Sequence[Pair]) -> Linear:
    """Fit a linear model to pairs."""
    counts = Counter(word for pair in found for word in set(pair.told))
    chosen = sorted(word for word, number in counts.items() if number >= LEAST)
    column = {word: i for i, word in enumerate(chosen)}
    inputs = np.zeros((len(found), len(chosen)))
    for i, pair in enumerate(found):
        inputs[i, [column[word] for word in pair.told if word in column]] = 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    model.fit(inputs, [p.same for p in found], sample_weight=[p.weight for p in found])
    weights = dict(zip(chosen, map(float, model.coef_[0]), strict=True))
    return Linear(weights=weights, bias=float(model.intercept_[0]))


def main() -> None:
    """Train on the labelled articles of all folders and write the model."""
    parser = argparse.ArgumentParser(prog="python -m events.extract.lesson", description=__doc__)
    parser.add_argument("--set", type=Path, action="append", required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, default=MODELS)
    options = parser.parse_args()
    told: list[Pair] = []
    for row, events in tqdm([item for folder in options.set for item in rows(folder)]):
        found = mentions(row)
        told += pairs(found, [event_of(draft, row["text"], events) for draft in found])
    fit(told).save(options.out / sameness.FILE)


if __name__ == "__main__":
    main()
