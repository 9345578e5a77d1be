"""The store's rows made into an index, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any, Protocol

import numpy as np

from events.query.index import MODALITIES, NO_DAY, NONE, PRECISIONS, ROLES, Array, Index
from events.query.symbol import TYPES
from events.report import DateBasis, Role


class EventRow(Protocol):
    """One event, flat: see :data:`events.store.schema.event`."""

    id: Any
    type: Any
    mode: Any
    start: Any
    end: Any
    date_basis: Any
    lat: Any
    lon: Any
    place: Any
    place_precision: Any
    geonames_id: Any
    country: Any
    outline: Any
    modality: Any
    aux: Any
    reports: Any
    sources: Any
    publishers: Any


class PartyRow(Protocol):
    """One party of an event: see :data:`events.store.schema.event_actor`."""

    event_id: Any
    name: Any
    country: Any
    nationality: Any
    role: Any


class _Names:
    """Texts by the number they first came with."""

    def __init__(self, first: Sequence[str] = ()) -> None:
        self.number: dict[str, int] = {name: i for i, name in enumerate(first)}

    def __call__(self, name: str | None) -> int:
        return NONE if not name else self.number.setdefault(name, len(self.number))

    def column(self) -> Array:
        return np.array(list(self.number), dtype=np.str_) if self.number else np.empty(0, "U1")


def build(
    events: Iterable[EventRow],
    parties: Iterable[PartyRow],
    progress: Callable[[int], None] = lambda _count: None,
) -> Index:
    """Build the index from the store's rows; ``progress`` is told the rows read so far."""
    reader = _Reader()
    for count, row in enumerate(events, 1):
        reader.event(row)
        if count % 5000 == 0:
            progress(count)
    for party in parties:
        reader.party(party)
    return reader.index()


class _Reader:
    """Gathers rows into columns."""

    def __init__(self) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self.row_of: dict[str, int] = {}
        self.places: dict[tuple[Any, ...], int] = {}
        self.party_rows: list[tuple[int, int, int, int, int]] = []
        self.source_rows: list[tuple[int, int]] = []
        self.modes = _Names()
        self.countries, self.actors, self.sources = _Names(), _Names(), _Names()
        self.type_number = {str(kind): i for i, kind in enumerate(TYPES)}
        self.modality_number = {str(m): i for i, m in enumerate(MODALITIES)}

    def event(self, row: EventRow) -> None:
        number = len(self.rows)
        self.row_of[row.id] = number
        place = NONE
        if row.lat is not None and row.lon is not None:
            key = (
                row.geonames_id,
                row.lat,
                row.lon,
                row.place or "",
                row.place_precision,
                row.country or "",
                row.outline or "",
            )
            place = self.places.setdefault(key, len(self.places))
        unreal = set((row.aux or "").split()) & {"negation", "future", "hypothetical", "generic"}
        self.rows.append(
            (
                row.id.encode(),
                self.type_number[row.type],
                self.modes(row.mode),
                row.start.toordinal() if row.start else NO_DAY,
                row.end.toordinal() if row.end else NO_DAY,
                bool(row.start) and row.date_basis != str(DateBasis.REPORTED),
                self.modality_number[row.modality],
                not unreal,
                row.reports,
                row.sources,
                place,
            )
        )
        for name in row.publishers:
            self.source_rows.append((number, self.sources(name)))

    def party(self, row: PartyRow) -> None:
        self.party_rows.append(
            (
                self.row_of[row.event_id],
                self.countries(row.country),
                self.countries(row.nationality),
                self.actors(row.name),
                ROLES.index(Role(row.role)),
            )
        )

    def index(self) -> Index:
        columns = list(zip(*self.rows, strict=True)) or [()] * 11
        parties = list(zip(*self.party_rows, strict=True)) or [()] * 5
        sources = list(zip(*self.source_rows, strict=True)) or [()] * 2
        places = list(zip(*self.places, strict=True)) or [()] * 7
        return ordered(
            Index(
                id=np.array(columns[0], dtype="S16"),
                type=np.array(columns[1], dtype=np.uint8),
                mode=np.array(columns[2], dtype=np.int16),
                start=np.array(columns[3], dtype=np.int32),
                end=np.array(columns[4], dtype=np.int32),
                stated=np.array(columns[5], dtype=bool),
                modality=np.array(columns[6], dtype=np.uint8),
                real=np.array(columns[7], dtype=bool),
                reports=np.array(columns[8], dtype=np.int32),
                independent=np.array(columns[9], dtype=np.int32),
                place=np.array(columns[10], dtype=np.int32),
                lat=np.array(places[1], dtype=float),
                lon=np.array(places[2], dtype=float),
                place_name=np.array(places[3], dtype=np.str_),
                precision=np.array([PRECISIONS.index(p) for p in places[4]], dtype=np.uint8),
                place_country=np.array(places[5], dtype=np.str_),
                outline=np.array(places[6], dtype=np.str_),
                party_row=np.array(parties[0], dtype=np.int32),
                party_country=np.array(parties[1], dtype=np.int16),
                party_nationality=np.array(parties[2], dtype=np.int16),
                party_actor=np.array(parties[3], dtype=np.int32),
                party_role=np.array(parties[4], dtype=np.uint8),
                source_row=np.array(sources[0], dtype=np.int32),
                source=np.array(sources[1], dtype=np.int32),
                modes=self.modes.column(),
                countries=self.countries.column(),
                actors=self.actors.column(),
                sources=self.sources.column(),
            )
        )


_EVENT_COLUMNS = (
    "id",
    "type",
    "mode",
    "start",
    "end",
    "stated",
    "modality",
    "real",
    "reports",
    "independent",
    "place",
)
_PARTY_COLUMNS = ("party_country", "party_nationality", "party_actor", "party_role")


def ordered(index: Index) -> Index:
    """Return the index with its rows newest first, then by id; undated last."""
    order = np.lexsort((index.id, -index.start))
    place_of = np.empty(len(order), dtype=np.int32)
    place_of[order] = np.arange(len(order), dtype=np.int32)
    columns = {f.name: getattr(index, f.name) for f in fields(index)}
    for name in _EVENT_COLUMNS:
        columns[name] = columns[name][order]
    for row_name, names in (("party_row", _PARTY_COLUMNS), ("source_row", ("source",))):
        rows = place_of[columns[row_name]]
        by_row = np.argsort(rows, kind="stable")
        columns[row_name] = rows[by_row]
        for name in names:
            columns[name] = columns[name][by_row]
    return Index(**columns)
