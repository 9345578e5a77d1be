"""Copies: articles that print one text, and how many sources of an event are independent.

Texts are compared by MinHash over runs of three words, with rensa (MIT, 1 MB; datasketch draws in
SciPy, 140 MB, and takes hundred times as long a text). A shortened copy has few runs of the longer
text but most of its own, so what counts is how much of the shorter text stands in the longer one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from events.merge.rule import COPY
from events.report import Report

_WORD = re.compile(r"\w+")
_PERMUTATIONS = int(COPY["permutations"])
_RUN = int(COPY["shingle"])
_SEED = 6


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A text in brief: the least hash of its runs of words under each of some permutations."""

    runs: int
    least: npt.NDArray[np.uint32]

    @classmethod
    def of(cls, text: str) -> Sketch:
        """Sketch a text."""
        words = _WORD.findall(text.casefold())
        runs = {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
        minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        minhash.update(list(runs))
        return cls(len(runs), np.array(minhash.digest(), dtype=np.uint32))

    def contained(self, other: Sketch) -> float:
        """Return how much of the shorter text stands in the longer one, 0 to 1, by estimate."""
        shorter = min(self.runs, other.runs)
        if shorter < COPY["fewest"]:
            return 0.0
        likeness = float(np.count_nonzero(self.least == other.least)) / _PERMUTATIONS
        return min(1.0, likeness / (1 + likeness) * (self.runs + other.runs) / shorter)


def copied(a: Sketch, b: Sketch) -> bool:
    """Whether two texts are one story, whole or cut."""
    return a.contained(b) >= COPY["contained"]


def sources(reports: Sequence[Report], texts: Mapping[str, str]) -> tuple[frozenset[str], ...]:
    """Return the articles of an event as independent sources: each a set of copies.

    ``texts`` are the articles' texts by id; of one that is missing only the quotes are compared.
    Two articles that tell the event in the same sentence of some length have it from one text.
    The largest source comes first, then by id.
    """
    ids = sorted({report.article_id for report in reports})
    if len(ids) == 1:
        return (frozenset(ids),)
    home = {article_id: article_id for article_id in ids}

    def unite(one: str, other: str) -> None:
        low, high = sorted((home[one], home[other]))
        for article_id, place in home.items():
            if place == high:
                home[article_id] = low

    first: dict[str, str] = {}
    for report in reports:
        if len(report.quotes[0].text.split()) >= COPY["quote_words"]:
            unite(report.article_id, first.setdefault(report.wording, report.article_id))
    sketches = {key: Sketch.of(texts[key]) for key in ids if key in texts}
    for one, other in combinations(sketches, 2):
        if home[one] != home[other] and copied(sketches[one], sketches[other]):
            unite(one, other)
    found = [frozenset(i for i in ids if home[i] == key) for key in sorted(set(home.values()))]
    return tuple(sorted(found, key=lambda source: (-len(source), min(source))))
