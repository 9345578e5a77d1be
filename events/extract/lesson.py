"""Lessons: ``python -m events.extract.lesson --set DIR ...`` trains what labelled articles teach.

Each folder holds ``articles.jsonl`` and ``gold.jsonl`` (or ``gold_A.jsonl``) as
``python -m quality.events --set`` reads them. Writes the models of :mod:`events.extract.sameness`
and :mod:`events.extract.involved` to ``events/extract/model``; of the text only prepositions and
a few words of time go into them.
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
from events.extract import involved, joining, sameness
from events.extract.cast import Cast
from events.extract.draft import Draft
from events.extract.drafting import drafts
from events.extract.extractor import where_of
from events.extract.linear import Linear
from events.extract.party import told as parties_of
from events.extract.scene import foreseen, staged
from events.extract.scorer import MODELS
from geodata.geoparser import geoparse
from geodata.language import parse
from geodata.toponym import Toponym

LEAST = 6
"""A feature counts from so many pairs on."""
STRENGTH = 0.05
"""Inverse of the regularisation: on articles kept out, what is one event is told from what is not
with AUC .756; with twice the strength .744, with four times .730."""


@dataclass(frozen=True, slots=True)
class Example:
    """What is true of something, and whether it is what a model looks for."""

    told: list[str]
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A labelled article, read as far as the mentions of its events."""

    article: Article
    toponyms: Sequence[Toponym]
    cast: Cast
    mentions: list[Draft]
    events: Sequence[Mapping[str, Any]]

    @property
    def which(self) -> list[int | None]:
        """The marked event that each mention tells of."""
        return [event_of(draft, self.article.text, self.events) for draft in self.mentions]


def rows(folder: Path) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield the articles of a folder with the events that an annotator marked."""
    gold = folder / "gold.jsonl"
    marked = _read(gold if gold.is_file() else folder / "gold_A.jsonl")
    events = {row["doc_id"]: row["events"] for row in marked}
    for row in _read(folder / "articles.jsonl"):
        yield row, events[row["doc_id"]]


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def read(row: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> Reading:
    """Read an article up to the mentions of its events, as they are before joining."""
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    article = Article(text=row["text"], title=row.get("title"), published=published)
    doc = parse(article.text)
    toponyms = geoparse(doc, title=article.title, url=row.get("url"))
    cast = Cast(doc, toponyms)
    accepted, _ = drafts(article, doc, toponyms, cast)
    return Reading(article, toponyms, cast, foreseen(accepted), events)


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


def pairs(found: Sequence[Draft], which: Sequence[int | None]) -> Iterator[Example]:
    """Yield the pairs that joining asks the model about; the mentions before are rightly joined."""
    groups: list[list[Draft]] = []
    known: list[int | None] = []
    for draft, event in zip(found, which, strict=True):
        settled = None
        for group, told in zip(groups, known, strict=True):
            match joining.settled(draft, group):
                case None if not draft.echo and told is not None:
                    # What no annotator marked is rightly joined: alone it would be too much.
                    same = event is None or event == told
                    yield Example(sameness.features(draft, group), same)
                case fit if fit is not None and fit.score > 0:
                    settled = group
        if event is not None and event in known:
            groups[known.index(event)].append(draft)
        elif event is None and settled is not None:
            settled.append(draft)
        elif event is not None or not draft.echo:
            groups.append([draft])
            known.append(event)


def countries(reading: Reading) -> Iterator[Example]:
    """Yield the countries that an event's sentences name beside its parties."""
    which = dict(zip(map(_key, reading.mentions), reading.which, strict=True))
    grouped = staged(joining.join(reading.mentions), reading.toponyms, reading.cast.home)
    for group in grouped:
        counted = Counter(event for draft in group if (event := which[_key(draft)]) is not None)
        if not counted:
            continue
        actors = reading.events[counted.most_common(1)[0][0]]["actors"]
        right = {actor.get("country") for actor in actors}
        parties, _ = parties_of(reading.article, group, where_of(group), reading.cast)
        known = frozenset(party.country for party in parties if party.country)
        found = [
            (candidate, involved.features(candidate, draft, known, reading.cast, later=number > 0))
            for number, draft in enumerate(group)
            for candidate in involved.candidates(draft, known, reading.cast)
        ]
        often = Counter(candidate.country for candidate, _ in found)
        for candidate, words in found:
            yield Example(words, candidate.country in right, 1.0 / often[candidate.country])


def _key(draft: Draft) -> tuple[int, str]:
    return draft.trigger.start, draft.type.value


def fit(found: Sequence[Example]) -> Linear:
    """Fit a linear model to examples."""
    counts = Counter(word for pair in found for word in set(pair.told))
    chosen = sorted(word for word, number in counts.items() if number >= LEAST)
    column = {word: i for i, word in enumerate(chosen)}
    inputs = np.zeros((len(found), len(chosen)))
    for i, pair in enumerate(found):
        inputs[i, [column[word] for word in pair.told if word in column]] = 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    model.fit(inputs, [p.right for p in found], sample_weight=[p.weight for p in found])
    weights = dict(zip(chosen, map(float, model.coef_[0]), strict=True))
    return Linear(weights=weights, bias=float(model.intercept_[0]))


def main() -> None:
    """Train on the labelled articles of all folders and write the model."""
    parser = argparse.ArgumentParser(prog="python -m events.extract.lesson", description=__doc__)
    parser.add_argument("--set", type=Path, action="append", required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, default=MODELS)
    options = parser.parse_args()
    same: list[Example] = []
    beside: list[Example] = []
    for row, events in tqdm([item for folder in options.set for item in rows(folder)]):
        reading = read(row, events)
        same += pairs(reading.mentions, reading.which)
        beside += countries(reading)
    fit(same).save(options.out / sameness.FILE)
    fit(beside).save(options.out / involved.FILE)


if __name__ == "__main__":
    main()
