"""CSV: our own columns, and those of ACLED's and UCDP's readers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from events import record
from events.export import acled, ucdp
from events.export.told import Told


def own(told: Iterable[Told], note: str) -> Iterator[str]:
    """Yield the columns of :data:`events.record.COLUMNS`, one event a row."""
    return _written(record.COLUMNS, (record.row(*one) for one in told), note)


def as_acled(told: Iterable[Told], note: str) -> Iterator[str]:
    """Yield ACLED's columns; what ACLED has no type for is left out."""
    rows = (row for one in told if (row := acled.row(*one)))
    return _written(acled.COLUMNS, rows, f"{note} {acled.NOTE}")


def as_ucdp(told: Iterable[Told], note: str) -> Iterator[str]:
    """Yield the columns of UCDP GED; what UCDP would not count is left out."""
    rows = (row for one in told if (row := ucdp.row(*one)))
    return _written(ucdp.COLUMNS, rows, f"{note} {ucdp.NOTE}")


def _written(
    columns: tuple[str, ...], rows: Iterable[Mapping[str, object]], note: str
) -> Iterator[str]:
    buffer = StringIO()
    writer = csv.DictWriter(buffer, fieldnames=columns, lineterminator="\n")
    if note.strip():
        yield "# " + " ".join(note.split()) + "\n"
    writer.writeheader()
    yield _taken(buffer)
    for row in rows:
        writer.writerow({column: record.cell(row.get(column)) for column in columns})
        yield _taken(buffer)


def _taken(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
