"""Labelled documents as the models of :mod:`geodata.verdict` learn from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata import sense, sign, verdict
from geodata.atlas import Atlas
from geodata.corpus import Lesson
from geodata.forest import Forest
from geodata.mention import Mention
from geodata.reading import Reading

HALVES = 2
"""Parts of the pages that the first two models judge for the third without having seen them."""
Bools = npt.NDArray[np.bool_]
Samples = npt.NDArray[np.float32]
Fit = Callable[[str, Samples, npt.ArrayLike, tuple[str, ...]], Forest]
"""Fits the model of a name to samples (rows) and labels, given the names of the columns."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """The mentions of one document with what is known of them."""

    fold: int
    mentions: list[Mention]
    signs: list[verdict.Signs]
    told: list[verdict.Signs]
    """Signs and tells; tells only of whole runs of capitals, or where the corpus has senses."""
    gold: Bools
    literal: Bools | None
    """None: the corpus does not tell literal from associative names."""


def page(lesson: Lesson, source: Atlas) -> Page | None:
    """Return the page of a document, None if it has no mentions."""
    reading = Reading(lesson.doc, source)
    signs = sign.signs(reading)
    if not signs:
        return None
    gold = {(g.start, g.end): g for g in lesson.gold}
    match = [gold.get((m.start, m.end)) for m in reading.mentions]
    labelled = any(g.literal is not None for g in lesson.gold)
    return Page(
        fold=lesson.fold,
        mentions=reading.mentions,
        signs=signs,
        told=[
            row | sense.tells(reading, i) if labelled or row["whole"] else row
            for i, row in enumerate(signs)
        ],
        gold=np.array([g is not None for g in match]),
        literal=np.array([bool(g and g.literal) for g in match]) if labelled else None,
    )


class School:
    """Fits the three models; what the third reads of the first two is never of their own pages."""

    def __init__(self, pages: Sequence[Page], fit: Fit) -> None:
        self.pages, self.fit = pages, fit
        self.signs = _columns([page.signs for page in pages])
        self.told = _columns([page.told for page in pages])
        self.near = verdict.surrounding(self.told)
        self.whole = [np.array([row["whole"] > 0 for row in page.signs]) for page in pages]

    def learn(self) -> dict[str, Forest]:
        """Return the models by name."""
        rows, labels = [], []
        for half in range(HALVES):
            first, second = self._finders(half)
            for page in self.pages:
                if page.fold % HALVES == half and page.literal is not None:
                    kept, samples = self._samples(page, first, second)
                    rows.append(samples)
                    labels.append(page.literal[kept])
        columns = (*self.told, *verdict.SUMMARY)
        third = self.fit("literal", np.vstack(rows), np.concatenate(labels), columns)
        first, second = self._finders(None)
        return {"mention": first, "around": second, "literal": third}

    def _finders(self, without: int | None) -> tuple[Forest, Forest]:
        """Fit the first two models to the pages outside a part."""
        kept = [i for i, page in enumerate(self.pages) if page.fold % HALVES != without]
        gold = [self.pages[i].gold for i in kept]
        rows = [sign.matrix(self.pages[i].signs, self.signs) for i in kept]
        first = self.fit("mention", np.vstack(rows), np.concatenate(gold), self.signs)
        whole = [self.whole[i] for i in kept]
        rows = [
            sign.matrix(
                [row for row, w in zip(self.pages[i].told, mask, strict=True) if w], self.near
            )
            for i, mask in zip(kept, whole, strict=True)
        ]
        labels = np.concatenate(gold)[np.concatenate(whole)]
        return first, self.fit("around", np.vstack(rows), labels, self.near)

    def _samples(
        self, page: Page, first: Forest, second: Forest
    ) -> tuple[npt.NDArray[np.intp], Samples]:
        """Return the indices of the mentions worth a look, and the third model's samples."""
        found = first.probability(sign.matrix(page.signs, self.signs))
        kept = verdict.worth(page.signs, found)
        told = [page.told[i] for i in kept]
        around = second.probability(sign.matrix(told, self.near))
        more = verdict.summary([page.mentions[i] for i in kept], found[kept], around)
        return kept, np.hstack([sign.matrix(told, self.told), more])


def _columns(pages: Sequence[list[verdict.Signs]]) -> tuple[str, ...]:
    return tuple(sorted({key for rows in pages for row in rows for key in row}))
