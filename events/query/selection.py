"""What a filter keeps of an index, and what the map, the lists and the filters show of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import numpy as np

from events.query.clause import Namer, Search, clauses, sentence
from events.query.filter import Filter
from events.query.index import MODALITIES, NONE, PINNABLE, PRECISIONS, Array, Index, Mask
from events.query.symbol import CLASSES
from geodata.place import Precision

KEPT = 24
"""Selections held ready; at a million events one takes about 6 MB."""


AREAL = np.array(
    [p in (Precision.ADMIN1, Precision.ADMIN2, Precision.SEA_OR_BORDER) for p in PRECISIONS]
)
"""By precision: drawn as an area, not as a symbol."""


@dataclass(frozen=True, slots=True)
class Spots:
    """Places of the map that hold selected events, the fullest first; columns of equal length."""

    place: Array
    """Position in the place columns of the index."""
    totals: Array
    lat: Array
    lon: Array
    x: Array
    """Web mercator, 0 at the date line in the west to 1 in the east."""
    y: Array
    """0 in the north to 1 in the south."""
    tally: Array
    """Events by class, then by modality: shape (n, 5 + 4)."""

    @classmethod
    def of(cls, index: Index, counts: Array, kind: Mask) -> Spots:
        """Return the spots among the places of a kind; ``counts`` as in :class:`Selection`."""
        totals = counts.sum(axis=(1, 2))
        place = np.flatnonzero((totals > 0) & kind)
        place = place[np.argsort(-totals[place], kind="stable")]
        held = counts[place]
        tally = np.hstack([held.sum(axis=2), held.sum(axis=1)]).astype(np.int32)
        lat, lon = index.lat[place], index.lon[place]
        clipped = np.radians(np.clip(lat, -85.05, 85.05))
        y = (1 - np.arcsinh(np.tan(clipped)) / np.pi) / 2
        return cls(place, totals[place], lat, lon, (lon + 180) / 360, y, tally)


@dataclass(frozen=True, eq=False)
class Selection:
    """The rows of an index that a filter keeps, newest first."""

    index: Index
    filter: Filter
    mask: Mask
    others: dict[str, Mask]
    """By the field of each clause: what the other clauses keep."""
    codes: Array
    """By row of the index: its cell in :attr:`counts`, flat; without a place the one after all."""
    whole: Array
    """How many rows of the index have each code."""

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
        shape = (len(self.index.lat), len(CLASSES), len(MODALITIES))
        size = int(np.prod(shape))
        if 2 * len(self.rows) > len(self.mask):
            # Most rows are kept: what is left out is quicker to count.
            flat = self.whole - np.bincount(self.codes[~self.mask], minlength=size + 1)
        else:
            flat = np.bincount(self.codes[self.rows], minlength=size + 1)
        return flat[:size].reshape(shape)

    @cached_property
    def totals(self) -> Array:
        """Events by place."""
        totals: Array = self.counts.sum(axis=(1, 2))
        return totals

    @cached_property
    def points(self) -> Spots:
        """The places drawn as symbols."""
        level = self.index.precision
        return Spots.of(self.index, self.counts, PINNABLE[level] & ~AREAL[level])

    @cached_property
    def areas(self) -> Spots:
        """The places drawn as areas."""
        level = self.index.precision
        return Spots.of(self.index, self.counts, PINNABLE[level] & AREAL[level])

    @cached_property
    def only(self) -> Array:
        """The row of each place that has just one; NONE elsewhere."""
        result = np.full(len(self.index.lat), NONE, dtype=np.int32)
        alone = np.append(self.totals == 1, False)
        rows = self.rows[alone[self.index.place[self.rows]]]
        result[self.index.place[rows]] = rows
        return result

    @cached_property
    def unplaced(self) -> Array:
        """The rows without any place."""
        found: Array = self.rows[self.index.place[self.rows] == NONE]
        return found

    def prepare(self) -> None:
        """Work out what every view of the map asks for, before one does."""
        _ = self.points, self.areas, self.unplaced, self.by_country, self.undated, self.extent

    @cached_property
    def extent(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north of the places drawn; None where there are none."""
        drawn = [spots for spots in (self.points, self.areas) if len(spots.place)]
        if not drawn:
            return None
        lon, lat = (np.concatenate([getattr(s, name) for s in drawn]) for name in ("lon", "lat"))
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())

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
    _codes: tuple[Array, Array] | None = None
    _lock: Lock = field(default_factory=Lock)
    _making: Lock = field(default_factory=Lock)

    def select(self, asked: Filter) -> Selection:
        """Return what a filter keeps."""
        known = self._known(asked)
        if known:
            return known
        # The page and its map ask for the same at once: the second waits for the first.
        with self._making:
            return self._known(asked) or self._made(asked)

    def _known(self, asked: Filter) -> Selection | None:
        with self._lock:
            known = self._kept.get(asked)
            if known:
                self._kept.move_to_end(asked)
            return known

    def _made(self, asked: Filter) -> Selection:
        parts = clauses(asked, country=self.country, search=self.search)
        masks: dict[str, Mask] = {}
        for clause in parts:
            masks[clause.field] = clause.keeps(self.index)
        every = _all(masks.values(), len(self.index))
        others = {
            name: _all((m for other, m in masks.items() if other != name), len(self.index))
            for name in masks
        }
        made = Selection(self.index, asked, every, others, *self._codes_now())
        with self._lock:
            self._kept[asked] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def holds(self, asked: Filter) -> bool:
        """Whether what a filter keeps is at hand."""
        return asked in self._kept

    def _codes_now(self) -> tuple[Array, Array]:
        """Return each row's cell in the counts by place, class and modality, and their counts."""
        if self._codes is None:
            index, classes, claims = self.index, len(CLASSES), len(MODALITIES)
            place = np.where(index.place == NONE, len(index.lat), index.place).astype(np.int32)
            inner = index.classes.astype(np.int32) * claims + index.modality
            inner[index.place == NONE] = 0
            codes: Array = place * np.int32(classes * claims) + inner
            size = len(index.lat) * classes * claims + 1
            self._codes = codes, np.bincount(codes, minlength=size)
        return self._codes

    def sentence(self, asked: Filter, count: int | None = None) -> str:
        """Return the sentence for a filter and what it keeps."""
        return sentence(
            asked, len(self.select(asked)) if count is None else count, country=self.country
        )

    def hidden(self, asked: Filter) -> int:
        """How many more events the filter would keep with those that did not take place."""
        kept = self.select(asked)
        return int(np.count_nonzero(kept.without("unreal"))) - len(kept)


def _all(masks: Iterable[Mask], length: int) -> Mask:
    result = np.ones(length, dtype=bool)
    for mask in masks:
        result &= mask
    return result
