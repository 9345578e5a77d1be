"""Copies: articles that print one text, and how many sources of an event are independent.

Texts are compared by MinHash over runs of three words, with rensa (MIT, 1 MB; datasketch draws in
SciPy, 140 MB, and takes hundred times as long a text). A shortened copy has few runs of the longer
text but most of its own, so what counts is how much of the shorter text stands in the longer one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from events.merge.rule import COPY
from events.report import Report

_WORD = re.compile(r"\w+")
_PERMUTATIONS = int(COPY["permutations"])
_RUN = int(COPY["shingle"])
_SEED = 6
_REMEMBERED = 8_192
"""Sketches of articles that are kept at hand, 1 kB each: a story's are needed with each copy."""

Texts = Callable[[Collection[str]], Mapping[str, str]]


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
        return float(_contained(self, _Stack.of([other]))[0])


@dataclass(frozen=True, slots=True, eq=False)
class _Stack:
    """Sketches on top of each other, to compare one with all of them."""

    runs: npt.NDArray[np.int64]
    least: npt.NDArray[np.uint32]

    @classmethod
    def of(cls, sketches: Sequence[Sketch]) -> _Stack:
        runs = np.array([sketch.runs for sketch in sketches], dtype=np.int64)
        return cls(runs, np.stack([sketch.least for sketch in sketches]))

    def among(self, rows: npt.NDArray[np.int64]) -> _Stack:
        return _Stack(self.runs[rows], self.least[rows])


def _contained(one: Sketch, others: _Stack) -> npt.NDArray[np.float64]:
    shorter = np.minimum(one.runs, others.runs)
    likeness = (others.least == one.least).mean(axis=1)
    share = likeness / (1 + likeness) * (one.runs + others.runs) / np.maximum(shorter, 1)
    return np.where(shorter < COPY["fewest"], 0.0, np.minimum(1.0, share))


def copied(a: Sketch, b: Sketch) -> bool:
    """Whether two texts are one story, whole or cut."""
    return a.contained(b) >= COPY["contained"]


def one_text(a: Report, b: Report) -> bool:
    """Whether two reports tell of it in the same sentence of some length: they have it from one."""
    return a.wording == b.wording and _telling(a) and _telling(b)


def _telling(report: Report) -> bool:
    return len(report.quotes[0].text.split()) >= COPY["quote_words"]


def sources(reports: Sequence[Report], texts: Texts | None = None) -> tuple[frozenset[str], ...]:
    """Return the articles of an event as independent sources: each a set of copies.

    ``texts`` gives articles' texts by id; where they are missing only the quotes are compared.
    Two articles that tell the event in the same sentence of some length have it from one text.
    The largest source comes first, then by id.
    """
    ids = sorted({report.article_id for report in reports})
    if len(ids) == 1:
        return (frozenset(ids),)
    rows = {article_id: row for row, article_id in enumerate(ids)}
    home = np.arange(len(ids))

    def unite(one: int, other: int) -> None:
        low, high = sorted((home[one], home[other]))
        home[home == high] = low

    first: dict[str, int] = {}
    for report in reports:
        if _telling(report):
            row = rows[report.article_id]
            unite(row, first.setdefault(report.wording, row))
    if texts and home.any():
        _unite_copies(ids, home, unite, texts)
    found = [frozenset(ids[row] for row in np.flatnonzero(home == key)) for key in np.unique(home)]
    return tuple(sorted(found, key=lambda source: (-len(source), min(source))))


def _unite_copies(
    ids: Sequence[str],
    home: npt.NDArray[np.int64],
    unite: Callable[[int, int], None],
    texts: Texts,
) -> None:
    """Unite the rows of articles whose texts are copies; ``home`` tells who is united."""
    sketches = _sketches(ids, texts)
    known = np.array([row for row, key in enumerate(ids) if key in sketches], dtype=np.int64)
    if not len(known):
        return
    stack = _Stack.of([sketches[ids[row]] for row in known])
    for number, row in enumerate(known):
        apart = np.flatnonzero(home[known[number + 1 :]] != home[row]) + number + 1
        if len(apart):
            shares = _contained(sketches[ids[row]], stack.among(apart))
            for other in known[apart[shares >= COPY["contained"]]]:
                unite(row, other)


_sketched: dict[str, Sketch] = {}


def _sketches(ids: Sequence[str], texts: Texts) -> dict[str, Sketch]:
    """Return the sketches of articles by id; an id is the hash of the text, so one is kept."""
    found = {key: _sketched[key] for key in ids if key in _sketched}
    missing = [key for key in ids if key not in found]
    new = {key: Sketch.of(text) for key, text in texts(missing).items()} if missing else {}
    if len(_sketched) + len(new) > _REMEMBERED:
        _sketched.clear()
    _sketched.update(new)
    return found | new
