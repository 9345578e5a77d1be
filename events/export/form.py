"""The formats by name: what each writes, under which media type and file name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from events.export import feed, geojson, kml, parquet, table
from events.export.told import Told

LICENCE = (
    "Places from GeoNames, CC BY 4.0; outlines from Natural Earth, public domain; quotations "
    "belong to their publishers; event coding by Dispatch Map."
)
_Written = Callable[[Iterable[Told], str], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Form:
    """One format."""

    write: Callable[[Iterable[Told], str], Iterator[bytes]]
    """From events and a note (what was selected, the licence) to the pieces of the file."""
    media_type: str
    suffix: str
    """What a file's name ends with, after the dot."""
    label: str
    """For a reader who chooses."""


def _form(write: _Written, media_type: str, suffix: str, label: str) -> Form:
    def encoded(told: Iterable[Told], note: str) -> Iterator[bytes]:
        # A page may hold half of a surrogate pair; UTF-8 has no way to write it.
        return (piece.encode("utf-8", "replace") for piece in write(told, note))

    return Form(encoded, media_type, suffix, label)


_CSV = "text/csv; charset=utf-8"
FORMATS: Mapping[str, Form] = {
    "jsonl": _form(geojson.json_lines, "application/jsonl", "jsonl", "JSON Lines"),
    "csv": _form(table.own, _CSV, "csv", "CSV"),
    "acled": _form(table.as_acled, _CSV, "acled.csv", "CSV, columns like ACLED's"),
    "ucdp": _form(table.as_ucdp, _CSV, "ucdp.csv", "CSV, columns like UCDP's"),
    "geojson": _form(geojson.collection, "application/geo+json", "geojson", "GeoJSON"),
    "kml": _form(kml.document, "application/vnd.google-earth.kml+xml", "kml", "KML"),
    "parquet": Form(parquet.table, "application/vnd.apache.parquet", "parquet", "GeoParquet"),
    "atom": _form(feed.feed, "application/atom+xml; charset=utf-8", "atom", "Atom with GeoRSS"),
}
"""By the name that ``--format`` and the address of a download take."""


def written(told: Iterable[Told], name: str, note: str = "") -> Iterator[bytes]:
    """Yield an export in pieces; raise ValueError for a format that there is not."""
    form = FORMATS.get(name)
    if form is None:
        raise ValueError(f"no such format: {name}; these are: {', '.join(FORMATS)}")
    return form.write(shareable(told), note)


def shareable(told: Iterable[Told]) -> Iterator[Told]:
    """Pass on the events all of whose sources let them be handed on, and no other."""
    return (one for one in told if all(article.shareable for article in one[1].values()))
