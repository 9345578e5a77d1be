"""Tables in CSV or TSV, of any size: a row an article, or an event of a known data set."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import IO

from events.original import Original
from events.source import bounded, document, gate, occurrence
from events.source.dataset import Dataset, half, recognise
from events.source.encoding import guess
from events.source.intake import Found, Intake, Metadata, Rejection

_HEAD = 65_536
_DELIMITERS = ",\t;|"
_READER = "table 1"


def read(name: str, stream: io.BufferedReader, given: Metadata | None = None) -> Iterator[Found]:
    """Yield one result a row, named by its line; the header names the fields as JSON would."""
    head = stream.peek(_HEAD)[:_HEAD]
    encoding = guess(head)
    if encoding is None:
        yield Rejection(source=name, reason="It is no table of text; save it as CSV in UTF-8.")
        return
    # The module's limit is for the whole process; 128 KB, its default, is less than an article.
    csv.field_size_limit(gate.LARGEST)
    taken: list[str] = []
    rows = csv.reader(_lines(stream, encoding, taken), delimiter=_delimiter(head, encoding))
    try:
        yield from _rows(name, rows, taken, given)
    except (csv.Error, bounded.TooMuchError) as error:
        reason = f"It can't be read on from line {rows.line_num}: {error}"
        yield Rejection(source=name, reason=reason)


def _rows(
    name: str, rows: Iterator[list[str]], taken: list[str], given: Metadata | None
) -> Iterator[Found]:
    first = next(rows, [])
    known = recognise(first)
    if known:
        yield from _events(name, known, first, rows, taken)
        return
    advice = half(first)
    if advice:
        yield Rejection(source=name, reason=advice)
        return
    fields = [field.strip() for field in first]
    if not set(document.BODY).intersection(fields):
        told = ", ".join(fields)[:200]
        reason = f"None of its columns holds the text ({', '.join(document.BODY)}): {told}."
        yield Rejection(source=name, reason=reason)
        return
    taken.clear()
    for number, row in enumerate(rows, start=2):
        raw = "".join(taken).encode()
        taken.clear()
        if not row:
            continue
        # Missing cells are empty; cells beyond the header have no name and are left out.
        found = document.record(f"{name}:{number}", dict(zip(fields, row, strict=False)), given)
        original = Original(raw=raw, media_type="text/csv", reader=_READER)
        yield replace(found, original=original) if isinstance(found, Intake) else found


def _events(
    name: str,
    known: tuple[Dataset, list[str]],
    first: list[str],
    rows: Iterator[list[str]],
    taken: list[str],
) -> Iterator[Found]:
    """Yield the events of a known data set; kinds that are none of ours are counted at the end."""
    dataset, fields = known
    headless = fields != [cell.strip().lower() for cell in first]
    if not headless:
        taken.clear()
    other = 0
    for number, row in enumerate(chain([first] if headless else [], rows), start=2 - headless):
        raw = "".join(taken).encode()
        taken.clear()
        if not row:
            continue
        cells = {key: value.strip() for key, value in zip(fields, row, strict=False)}
        source = f"{name}:{number}"
        try:
            found = occurrence.read(source, dataset, cells)
        except ValueError as error:
            found = Rejection(source=source, reason=f"It is no row of {dataset.name}: {error}.")
        if isinstance(found, Intake):
            original = Original(raw=raw, media_type="text/csv", reader=dataset.reader)
            yield replace(found, original=original)
        elif found:
            yield found
        else:
            other += 1
    if other:
        reason = f"{other} rows of {dataset.name} are of kinds that the codebook has no type for."
        yield Rejection(source=name, reason=reason)


def _lines(stream: IO[bytes], encoding: str, taken: list[str]) -> Iterator[str]:
    """Yield the lines, and keep them until the row that they make is taken."""
    for line in bounded.text_lines(stream, encoding, gate.LARGEST):
        taken.append(line)
        yield line


def _delimiter(head: bytes, encoding: str) -> str:
    """Return the delimiter that the header has most of."""
    first = head.decode(encoding, "replace").partition("\n")[0]
    return max(_DELIMITERS, key=first.count)
