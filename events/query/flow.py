"""Which country acts towards which: the matrix behind the page "Actors"."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from events.query.index import NONE, ROLES, Array
from events.query.selection import Selection
from events.query.symbol import CLASSES
from events.report import Role


@dataclass(frozen=True, slots=True)
class Flow:
    """Events in which a party of one country acts towards a party of another."""

    actor: str
    recipient: str
    counts: tuple[int, ...]
    """By class, in the order of ``CLASSES``."""


def flows(selection: Selection, most: int = 40) -> tuple[Flow, ...]:
    """Return the most frequent pairs of countries, each event counted once a pair."""
    index = selection.index
    kept = selection.mask[index.party_row] & (index.party_country != NONE)
    rows, countries = index.party_row[kept], index.party_country[kept].astype(np.int64)
    roles = index.party_role[kept]
    acting = roles == ROLES.index(Role.ACTOR)
    facing = roles == ROLES.index(Role.RECIPIENT)
    pairs = _joined(rows[acting], countries[acting], rows[facing], countries[facing])
    if not len(pairs):
        return ()
    pairs = np.unique(pairs, axis=0)
    width = len(index.countries)
    code = (pairs[:, 1] * width + pairs[:, 2]) * len(CLASSES) + index.classes[pairs[:, 0]]
    numbers = np.bincount(code, minlength=width * width * len(CLASSES)).reshape(-1, len(CLASSES))
    totals = numbers.sum(axis=1)
    best = np.argsort(-totals, kind="stable")[:most]
    return tuple(
        Flow(
            str(index.countries[pair // width]),
            str(index.countries[pair % width]),
            tuple(int(n) for n in numbers[pair]),
        )
        for pair in best
        if totals[pair]
    )


def _joined(rows: Array, values: Array, other_rows: Array, other_values: Array) -> Array:
    """Return (row, value, other value) for every two entries of the same row; rows are sorted."""
    first = np.searchsorted(other_rows, rows, "left")
    number = np.searchsorted(other_rows, rows, "right") - first
    left = np.repeat(np.arange(len(rows)), number)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(number) - number, number)
    right = np.repeat(first, number) + offset
    return np.column_stack([rows[left], values[left], other_values[right]])
