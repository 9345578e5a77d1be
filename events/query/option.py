"""How many events each option of each filter would show under all the other filters."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

import numpy as np

from events.query.index import MODALITIES, NONE, PRECISIONS, Array, Index, Mask
from events.query.selection import Selection
from events.query.symbol import TYPES

Counts = dict[str, int]
"""Option to its number of events; the most frequent first."""


def counts(selection: Selection) -> dict[str, Counts]:
    """Return the counts of every option, by the field of its filter."""
    return {name: count(selection, name) for name in _COUNTERS}


def count(selection: Selection, field: str) -> Counts:
    """Return the counts of one field's options."""
    return _COUNTERS[field](selection.index, selection.without(field))


def _ranked(numbers: Array, names: Array | tuple[str, ...]) -> Counts:
    order = np.argsort(-numbers, kind="stable")
    return {str(names[i]): int(numbers[i]) for i in order if numbers[i]}


def _column(column: Array, names: Array | tuple[str, ...], mask: Mask) -> Counts:
    kept = column[mask]
    return _ranked(np.bincount(kept[kept >= 0], minlength=len(names)), names)


def _parties(index: Index, column: str, names: Array, mask: Mask) -> Counts:
    """Count events, not parties: two of the same country in one event are one."""
    numbers = getattr(index, column)
    kept = numbers[mask[index.party_row] & _first(index, column)]
    return _ranked(np.bincount(kept, minlength=len(names)), names)


_firsts: WeakKeyDictionary[Index, dict[str, Mask]] = WeakKeyDictionary()


def _first(index: Index, column: str) -> Mask:
    """Return which parties are known and the first of their kind in their event; made once."""
    known = _firsts.setdefault(index, {})
    if column not in known:
        rows, numbers = index.party_row, getattr(index, column)
        first = numbers != NONE
        # The parties of an event lie side by side: compare each with those before it, step by step.
        back = 1
        while back < len(rows) and (beside := rows[back:] == rows[:-back]).any():
            first[back:] &= ~(beside & (numbers[back:] == numbers[:-back]))
            back += 1
        known[column] = first
    return known[column]


def _precision(index: Index, mask: Mask) -> Counts:
    places = index.place[mask]
    return _column(index.precision, PRECISIONS, places[places != NONE])


_COUNTERS: dict[str, Callable[[Index, Mask], Counts]] = {
    "country": lambda i, m: _parties(i, "party_country", i.countries, m),
    "nationality": lambda i, m: _parties(i, "party_nationality", i.countries, m),
    "actor": lambda i, m: _parties(i, "party_actor", i.actors, m),
    "type": lambda i, m: _column(i.type, TYPES, m),
    "mode": lambda i, m: _column(i.mode, i.modes, m),
    "precision": _precision,
    "claim": lambda i, m: _column(i.modality, MODALITIES, m),
    "source": lambda i, m: _column(i.source, i.sources, m[i.source_row]),
}
