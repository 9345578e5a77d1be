"""GeoParquet 1.1: the columns of our CSV with their types, and the geometry as WKB."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from events import record
from events.export.geometry import geometry, wkb
from events.export.told import Told

_ROWS = 5000
_TYPES = {
    "date_start": pa.date32(),
    "date_end": pa.date32(),
    "published": pa.date32(),
    "lat": pa.float64(),
    "lon": pa.float64(),
    "uncertainty_m": pa.int32(),
    "geonames_id": pa.int64(),
    "reports": pa.int32(),
    "sources": pa.int32(),
}
_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    # Without a crs it is OGC:CRS84, longitude first.
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
}


def table(told: Iterable[Told], note: str) -> Iterator[bytes]:
    """Yield the file in pieces, 5,000 events a row group."""
    columns = [(name, _TYPES.get(name, pa.string())) for name in record.COLUMNS]
    schema = pa.schema(
        [*columns, ("geometry", pa.binary())],
        metadata={"geo": json.dumps(_GEO), "note": _text(note)},
    )
    sink = _Sink()
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        for one in told:
            rows.append(_row(*one))
            if len(rows) == _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                rows.clear()
                yield sink.taken()
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
    yield sink.taken()


def _row(event: Any, articles: Any) -> dict[str, Any]:
    shape = geometry(event)
    values = record.values(event, articles)
    typed = {
        name: value if value is None or name in _TYPES else _text(value)
        for name, value in values.items()
    }
    return {**typed, "geometry": wkb(shape) if shape else None}


def _text(value: object) -> str:
    """Return text that UTF-8 can hold: a lone surrogate has no place in a file."""
    return str(value).encode("utf-8", "replace").decode()


class _Sink(io.RawIOBase):
    """Holds what was written until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self._size += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        pieces, self._pieces = b"".join(self._pieces), []
        return pieces
