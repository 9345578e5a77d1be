"""What a filter keeps of an index, and what the map, the lists and the filters show of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock

import numpy as np

from events.query.clause import Namer, Search, clauses, sentence
from events.query.filter import Filter
from events.query.index import CLASS_OF_TYPE, MODALITIES, NONE, PINNABLE, Array, Index, Mask
from events.query.symbol import CLASSES

KEPT = 24
"""Selections held ready; at a million events one takes about 6 MB."""


@dataclass(frozen=True, eq=False)
class Selection:
    """The rows of an index that a filter keeps, newest first."""

    index: Index
    filter: Filter
    mask: Mask
    others: dict[str, Mask]
    """By the field of each clause: what the other clauses keep."""

    @cached_property
    def rows(self) -> Array:
        """The rows, newest first."""
        return np.flatnonzero(self.mask).astype(np.int32)

    def __len__(self) -> int:
        return len(self.rows)

    def without(self, field: str) -> Mask:
        """What the filter would keep without the clauses of one field."""
        return self.others.get(field, self.mask)

    @cached_property
    def counts(self) -> Array:
        """Events by place, class and modality: shape (places, 5, 4)."""
        index = self.index
        rows = self.rows[index.place[self.rows] != NONE]
        shape = (len(index.lat), len(CLASSES), len(MODALITIES))
        code = index.place[rows].astype(np.int64) * (shape[1] * shape[2])
        code += CLASS_OF_TYPE[index.type[rows]] * shape[2] + index.modality[rows]
        return np.bincount(code, minlength=int(np.prod(shape))).reshape(shape)

    @cached_property
    def first(self) -> Array:
        """The newest kept row of each place; NONE where there is none."""
        result = np.full(len(self.index.lat) + 1, NONE, dtype=np.int32)
        backwards = self.rows[::-1]
        result[self.index.place[backwards]] = backwards
        return result[:-1]

    @cached_property
    def unplaced(self) -> Array:
        """The rows without any place."""
        found: Array = self.rows[self.index.place[self.rows] == NONE]
        return found

    @cached_property
    def undated(self) -> int:
        """How many have no stated day."""
        return int(len(self.rows) - self.index.stated[self.rows].sum())

    @cached_property
    def by_country(self) -> Array:
        """The rows whose place is no finer than a country: never a dot."""
        place = self.index.place[self.rows]
        coarse = np.append(~PINNABLE[self.index.precision], False)
        found: Array = self.rows[coarse[place]]
        return found


@dataclass(slots=True)
class Desk:
    """Answers filters over one index, keeping the last answers. Safe to share between threads."""

    index: Index
    search: Search = lambda _words: ()
    country: Namer = str
    _kept: OrderedDict[Filter, Selection] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def select(self, asked: Filter) -> Selection:
        """Return what a filter keeps."""
        with self._lock:
            known = self._kept.get(asked)
            if known:
                self._kept.move_to_end(asked)
                return known
        parts = clauses(asked, country=self.country, search=self.search)
        masks: dict[str, Mask] = {}
        for clause in parts:
            masks[clause.field] = clause.keeps(self.index)
        every = _all(masks.values(), len(self.index))
        others = {
            name: _all((m for other, m in masks.items() if other != name), len(self.index))
            for name in masks
            if name != "unreal"
        }
        made = Selection(self.index, asked, every, others)
        with self._lock:
            self._kept[asked] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def sentence(self, asked: Filter, count: int | None = None) -> str:
        """Return the sentence for a filter and what it keeps."""
        return sentence(
            asked, len(self.select(asked)) if count is None else count, country=self.country
        )

    def hidden(self, asked: Filter) -> int:
        """How many more events the filter would keep with those that did not take place."""
        if asked.unreal:
            return 0
        return len(self.select(replace(asked, unreal=True))) - len(self.select(asked))


def _all(masks: Iterable[Mask], length: int) -> Mask:
    result = np.ones(length, dtype=bool)
    for mask in masks:
        result &= mask
    return result
