"""Writing events out: JSON Lines, CSV, GeoJSON, each as a stream."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from events import record
from events.article import Article
from events.event import Event

FORMATS = ("jsonl", "csv", "geojson")

Told = tuple[Event, Mapping[str, Article]]
"""An event, and its articles by id."""


def lines(told: Iterable[Told], form: str, note: str = "") -> Iterator[str]:
    """Yield the text of an export in pieces, each ending with a line break.

    ``note`` says what was selected and under which licence: a comment line in CSV, a member of
    the collection in GeoJSON; JSON Lines carry none.
    """
    told = shareable(told)
    if form == "csv":
        yield from _csv(told, note)
    elif form == "geojson":
        yield from _geojson(told, note)
    elif form == "jsonl":
        yield from (json.dumps(record.of_event(*one), ensure_ascii=False) + "\n" for one in told)
    else:
        raise ValueError(f"no such format: {form}; these are: {', '.join(FORMATS)}")


def shareable(told: Iterable[Told]) -> Iterator[Told]:
    """Pass on the events all of whose sources let them be handed on, and no other."""
    return (one for one in told if all(article.shareable for article in one[1].values()))


def _csv(told: Iterable[Told], note: str) -> Iterator[str]:
    buffer = StringIO()
    writer = csv.DictWriter(buffer, fieldnames=record.COLUMNS, lineterminator="\n")
    if note:
        yield "# " + " ".join(note.split()) + "\n"
    writer.writeheader()
    yield _taken(buffer)
    for event, articles in told:
        writer.writerow(record.row(event, articles))
        yield _taken(buffer)


def _taken(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _geojson(told: Iterable[Told], note: str) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "note": ' + json.dumps(note) + ', "features": [\n'
    comma = ""
    for one in told:
        yield comma + json.dumps(record.feature(*one), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"
