"""Which event tables are known, and how each names its columns and codes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from events.report import DatePrecision, EventType
from geodata.place import Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One data set; each field is explained at the head of ``datasets.toml``.

    Columns are in lower case; a column that a table does not have is empty in each row.
    """

    key: str
    name: str
    licence: str
    shareable: bool
    columns: frozenset[str]
    halves: tuple[frozenset[str], ...]
    advice: str
    headless: Mapping[int, Mapping[int, str]]
    id: str
    summary: tuple[str, ...]
    further: tuple[str, ...]
    kind: str
    flags: bool
    """Whether the kind is a column of its own that holds 1, and not the value of one column."""
    prefix: bool
    kinds: Mapping[str, tuple[EventType, str | None]]
    parties: Mapping[str, tuple[str, str]]
    """Columns that hold 1 where a party acted: its name and its country (alpha-3)."""
    start: str
    end: str | None
    day_code: str | None
    days: Mapping[str, DatePrecision]
    place: tuple[str, ...]
    """The columns that name the place; the first that is filled counts."""
    place_code: str
    places: Mapping[str, tuple[Precision, int]]
    country: str | None
    land: str | None
    """The country of all rows, by name."""
    admin1: str | None
    admin2: str | None
    latitude: str
    longitude: str
    link: str | None
    actors: tuple[tuple[str, ...], ...]
    """Column, role, and where there is one the column of the country's code."""
    killed: tuple[str, ...]
    """The columns of the best, the lowest and the highest count; or of the one there is."""

    @property
    def reader(self) -> str:
        """Name and version of what reads its rows; a report's ``extractor``."""
        return f"table {self.key} 1"

    def kind_of(self, row: Mapping[str, str]) -> tuple[str, tuple[EventType, str | None]] | None:
        """Return the code of a row's kind with its type and mode; None if it has none of ours."""
        if self.flags:
            names = [name for name in self.kinds if _set(row.get(name))]
            return (names[0], self.kinds[names[0]]) if names else None
        code = row.get(self.kind, "")
        longest = len(code) if self.prefix else 0
        for cut in range(longest, 1, -1):
            if code[:cut] in self.kinds:
                return code, self.kinds[code[:cut]]
        return (code, self.kinds[code]) if code in self.kinds else None

    def party_of(self, row: Mapping[str, str]) -> str | None:
        """Return the column of the party that a row's flags name, None if none or several do."""
        names = [name for name in self.parties if _set(row.get(name))]
        return names[0] if len(names) == 1 else None


def recognise(header: Sequence[str]) -> tuple[Dataset, list[str]] | None:
    """Return the data set that a first row belongs to and the names of its columns.

    A first row that is no header but data is known by the number of its columns; None if unknown.
    """
    names = [cell.strip().lower() for cell in header]
    for dataset in datasets():
        if dataset.columns <= set(names):
            return dataset, names
        positions = dataset.headless.get(len(names))
        if positions and names[0].isdigit() and names[1].isdigit():
            return dataset, [positions.get(i, f"column {i}") for i in range(len(names))]
    return None


def half(header: Sequence[str]) -> str | None:
    """Return what to take instead of a table that is only a part of a data set; None for others."""
    names = {cell.strip().lower() for cell in header}
    parts = ((part, dataset) for dataset in datasets() for part in dataset.halves)
    return next((dataset.advice for part, dataset in parts if part <= names), None)


@cache
def datasets() -> tuple[Dataset, ...]:
    """Return every data set of ``datasets.toml``."""
    text = files("events.source").joinpath("datasets.toml").read_text(encoding="utf-8")
    return tuple(_dataset(key, table) for key, table in tomllib.loads(text).items())


def _dataset(key: str, table: Mapping[str, Any]) -> Dataset:
    def lower(name: str) -> str | None:
        value = table.get(name)
        return value.lower() if value else None

    def several(name: str) -> tuple[str, ...]:
        value = table.get(name, ())
        return tuple(one.lower() for one in ([value] if isinstance(value, str) else value))

    headless = table.get("headless", {})
    return Dataset(
        key=key,
        name=table["name"],
        licence=table["licence"],
        shareable=table["shareable"],
        columns=frozenset(several("columns")),
        halves=tuple(frozenset(part) for part in table.get("halves", ())),
        advice=table.get("advice", ""),
        headless={
            int(count): {int(place): name.lower() for place, name in names.items()}
            for count, names in headless.items()
        },
        id=table["id"].lower(),
        summary=several("summary"),
        further=several("further"),
        kind=lower("kind") or "kind",
        flags=table.get("flags", False),
        prefix=table.get("prefix", False),
        kinds={code: _kind(value) for code, value in table["kinds"].items()},
        parties={name: (one[0], one[1]) for name, one in table.get("parties", {}).items()},
        start=table["start"].lower(),
        end=lower("end"),
        day_code=lower("day_code"),
        days={code: DatePrecision(value) for code, value in table.get("days", {}).items()},
        place=several("place"),
        place_code=table["place_code"].lower(),
        places={
            code: (Precision(precision), radius)
            for code, (precision, radius) in table["places"].items()
        },
        country=lower("country"),
        land=table.get("land"),
        admin1=lower("admin1"),
        admin2=lower("admin2"),
        latitude=table["latitude"].lower(),
        longitude=table["longitude"].lower(),
        link=lower("link"),
        actors=tuple(
            (one[0].lower(), one[1], *(code.lower() for code in one[2:])) for one in table["actors"]
        ),
        killed=several("killed"),
    )


def _kind(value: str) -> tuple[EventType, str | None]:
    type_, _, mode = value.partition("/")
    return EventType(type_), mode or None


def _set(value: str | None) -> bool:
    return value in ("1", "1.0", "TRUE", "True", "true")
