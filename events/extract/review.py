"""Reviews: a second reading of a sentence's names that knows how the sentence is written.

What the labelled sentences call the place of an event depends on who wrote and who labelled them.
Two linear models over the words of the whole sentence tell how likely any place is told at all and
how much the sentence reads like the source whose labels leave most places out. Two readers go
through it word by word (:mod:`events.extract.sequence`). Boosted trees weigh all that with the
first reading. Only :func:`events.extract.location.spans` uses it: what is pinned goes by the first
reading, whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from spacy.tokens import Span, Token

from events.extract.linear import Linear
from events.extract.linear import load as load_linear
from events.extract.scorer import MODELS, Matrix, Vector, logit, rivalry
from events.extract.sentence import sentence_of
from events.extract.sequence import Passage, Reader
from events.extract.sequence import reader as load_reader
from geodata.forest import Forest, load

READERS = 2
"""Readers that begin with other weights by chance. On folds left out two bring F1 to .827, one to
.822, none to .810."""
READ = 60
"""Words of a text that its style is read from."""
RELATIONS = ("nsubj", "nsubjpass", "dobj", "aux", "auxpass", "mark", "neg", "advmod", "prep")
OVERVIEW = (
    "best", "second", "third", "sum", "count", "any", "length", "rank", "known", "words", "place",
    "tokens", "told", "foreign",
)  # fmt: skip
"""What is known of a whole sentence from the first reading, its trigger and its style."""
SUMMARY = (
    "best", "second", "third", "sum", "any", "rank", "known", "length", "count", "told", "foreign",
)  # fmt: skip
"""What the gate knows of it, besides the verb."""


def style(trigger: Token, count: int) -> list[str]:
    """Return what is true of a sentence as a whole: its words, pairs of them, and its trigger.

    ``count`` is the number of names in it.
    """
    return list(dict.fromkeys(_style(trigger, count)))


def _style(trigger: Token, count: int) -> Iterator[str]:
    words = ["#" if token.is_digit else token.lower_ for token in trigger.doc[:READ]]
    yield from (f"u={word}" for word in words)
    yield from (f"b={one} {two}" for one, two in pairwise(words))
    lemma = trigger.lemma_.lower()
    yield f"first={words[0]}"
    yield from (f"lemma={lemma}", f"tag={trigger.tag_}", f"dep={trigger.dep_}")
    yield from (f"lt={lemma}{trigger.tag_}", f"n={min(count, 6)}")
    yield from (f"kid={c.dep_}:{c.lower_}" for c in trigger.children if c.dep_ in RELATIONS)
    above = list(trigger.ancestors)[:2]
    yield from (f"anc={token.lemma_.lower()}:{token.dep_}" for token in above)


def overview(spans: Sequence[Span], known: bool, trigger: Token, scores: Vector) -> list[float]:
    """Return one row on a whole sentence, in the order of OVERVIEW but for its style."""
    ranked, best = _ranked(scores), int(np.argmax(scores))
    sentence, count = sentence_of(trigger), len(spans)
    return [
        *ranked, float(scores.sum()), count, 1.0 - float(np.prod(1.0 - scores)), len(sentence),
        best / count, float(known), len(spans[best]), trigger.i - sentence.start, len(trigger.doc),
    ]  # fmt: skip


def summary(length: int, known: bool, scores: Vector) -> list[float]:
    """Return one row on a sentence of so many tokens, in the order of SUMMARY but for its style."""
    best, count = int(np.argmax(scores)), len(scores)
    anywhere = 1.0 - float(np.prod(1.0 - scores))
    ranked = _ranked(scores)
    return [*ranked, float(scores.sum()), anywhere, best / count, float(known), length, count]


def _ranked(scores: Vector) -> list[float]:
    return [*np.sort(scores)[::-1][:3].tolist(), 0.0, 0.0][:3]


def joint(readers: Sequence[Reader], passage: Passage) -> Vector:
    """Return how likely each name says where by the mean log odds of some readers."""
    odds = np.mean([logit(reader.read(passage)) for reader in readers], axis=0)
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


@dataclass(frozen=True, slots=True, eq=False)
class Review:
    """The trained parameters."""

    told: Linear
    """Whether a sentence says where, by its words."""
    foreign: Linear
    """Whether a sentence reads like the source whose labels leave most places out."""
    readers: tuple[Reader, ...]
    forest: Forest
    gate: Forest
    """Whether any name of a sentence says where the event took place."""

    def read(
        self,
        spans: Sequence[Span],
        passage: Passage,
        known: Sequence[bool],
        trigger: Token,
        columns: Matrix,
        scores: Vector,
    ) -> tuple[Vector, float]:
        """Return how likely each name says where, and how likely any does.

        ``known`` says which names the gazetteer has; ``columns`` and ``scores`` are the first
        reading's of :class:`events.extract.scorer.Scorer`.
        """
        words = style(trigger, len(spans))
        manner = [self.told.logit(words), self.foreign.logit(words)]
        whole = overview(spans, known[int(np.argmax(scores))], trigger, scores) + manner
        rivals = rivalry(spans, scores, joint(self.readers, passage))
        whole_rows = np.tile(np.array(whole, np.float32), (len(spans), 1))
        rows = np.hstack([columns, rivals, whole_rows])
        again = self.forest.probability(rows.astype(np.float32))
        length, best = len(sentence_of(trigger)), int(np.argmax(again))
        seen = f"verb={trigger.lemma_.lower()}"
        verbs = [float(name == seen) for name in self.gate.names[len(SUMMARY) :]]
        row = [*summary(length, known[best], again), *manner, *verbs]
        return again, float(self.gate.probability(np.array([row], np.float32))[0])

    def save(self, folder: Path) -> None:
        """Write compressed files without pickled objects."""
        for i, reader in enumerate(self.readers):
            reader.save(folder / f"location_reader{i}.npz")
        self.told.save(folder / "location_told.npz")
        self.foreign.save(folder / "location_foreign.npz")
        self.forest.save(folder / "location_review.npz")
        self.gate.save(folder / "location_gate.npz")


@cache
def review(folder: Path = MODELS) -> Review:
    """Return the project's second reading, loaded once a process."""
    return Review(
        told=load_linear(folder / "location_told.npz"),
        foreign=load_linear(folder / "location_foreign.npz"),
        readers=tuple(load_reader(folder / f"location_reader{i}.npz") for i in range(READERS)),
        forest=load(folder / "location_review.npz"),
        gate=load(folder / "location_gate.npz"),
    )
