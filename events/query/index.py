"""The events as numpy columns, newest first: what every question of the map is answered from."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from events.query.symbol import CLASS_OF, CLASSES, TYPES
from events.report import DateBasis, Modality, Role
from geodata.place import Precision

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]

MODALITIES = tuple(Modality)
PRECISIONS = tuple(Precision)
ROLES = tuple(Role)
BASES = tuple(DateBasis)
NO_DAY = 0
"""In ``start`` and ``end``: the event has no date at all; ordinal days begin at 1."""
NONE = -1
"""In ``place``: the text names no place. In ``party_country`` and the like: not known."""
CLASS_OF_TYPE = np.array([CLASSES.index(CLASS_OF[kind]) for kind in TYPES], dtype=np.uint8)
PINNABLE = np.array([p not in (Precision.COUNTRY, Precision.WORLD) for p in PRECISIONS])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Index:
    """Columns of the events (n rows), of their places (p), parties (m) and publishers (s).

    Rows are sorted by the first day, newest first, undated last; the tables of parties and
    publishers by the row of their event. Text columns hold numpy unicode.
    """

    id: Array
    """n, bytes."""
    type: Array
    """n, position in ``TYPES``."""
    mode: Array
    """n, position in ``modes``."""
    start: Array
    """n, ordinal day or NO_DAY."""
    end: Array
    stated: Array
    """n, whether the text states the day (a report's own date is none)."""
    modality: Array
    real: Array
    """n, whether the event took place or is claimed to have."""
    reports: Array
    independent: Array
    """n, how many of the reports' articles are independent: copies of one text count once."""
    place: Array
    """n, position in the place columns, or NONE."""
    lat: Array
    """p, degrees."""
    lon: Array
    precision: Array
    """p, position in ``PRECISIONS``."""
    place_name: Array
    place_country: Array
    outline: Array
    """p, key of :mod:`geodata.outline`, or empty."""
    party_row: Array
    """m, the event's row."""
    party_country: Array
    """m, position in ``countries``, or NONE."""
    party_nationality: Array
    party_actor: Array
    """m, position in ``actors``."""
    party_role: Array
    source_row: Array
    """s, the event's row."""
    source: Array
    """s, position in ``sources``."""
    modes: Array
    countries: Array
    actors: Array
    sources: Array

    def __len__(self) -> int:
        return len(self.id)

    @property
    def classes(self) -> Array:
        """The class of each row, position in ``CLASSES``."""
        return CLASS_OF_TYPE[self.type]

    def row(self, event_id: str) -> int | None:
        """Return the row of an event, None if there is no such."""
        found = np.flatnonzero(self.id == event_id.encode("ascii", "replace"))
        return int(found[0]) if len(found) else None

    def parties(self, row: int) -> range:
        """Return the positions of a row's parties."""
        first, last = np.searchsorted(self.party_row, [row, row + 1])
        return range(int(first), int(last))

    def save(self, path: Path) -> None:
        """Write the columns to one file, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # Several processes may keep the same index at once, each in a file of its own until done.
        partial = path.with_suffix(f".{os.getpid()}.partial")
        with partial.open("wb") as file:
            columns: dict[str, Array] = {f.name: getattr(self, f.name) for f in fields(self)}
            np.savez(file, **columns)  # type: ignore[arg-type]
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> Index:
        """Read what :meth:`save` wrote; raises ValueError or KeyError for another layout."""
        with np.load(path, allow_pickle=False) as columns:
            return cls(**{field.name: columns[field.name] for field in fields(cls)})
