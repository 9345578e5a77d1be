"""JSON Lines in, JSON Lines out: the contract of ``python -m geodata geoparse``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from geodata.focus import completed
from geodata.geoparser import geoparse
from geodata.language import MAX_CHARACTERS, pipeline
from geodata.sense import LISTED
from geodata.toponym import Sense, Toponym

NEEDED = ["tok2vec", "tagger", "line_breaks_end_sentences", "parser"]
"""The parts of the pipeline that the geoparser reads; entity labels would cost half the time."""
BATCH = 16
"""Documents parsed at a time: spaCy's matrices are faster for several, memory stays small."""


def language() -> Language:
    """Return the shared pipeline with only what the geoparser needs switched on."""
    set_current_ops(NumpyOps(use_blis=False))  # a third faster than spaCy's default here
    nlp = pipeline()
    nlp.select_pipes(enable=NEEDED)
    return nlp


class LineError(ValueError):
    """A line that cannot be a document."""

    def __init__(self, message: str, doc_id: Any = None) -> None:
        super().__init__(message)
        self.doc_id = doc_id


def document(line: str) -> dict[str, Any]:
    """Return the document of one line; raise :class:`LineError` saying what is wrong."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise LineError("not a JSON object")
    doc_id = record.get("doc_id")
    if not isinstance(record.get("text"), str):
        raise LineError('no "text", or it is not a string', doc_id)
    for key in ("title", "url", "published"):
        if record.get(key) is not None and not isinstance(record[key], str):
            raise LineError(f'"{key}" is not a string', doc_id)
    return record


def spans(record: dict[str, Any]) -> list[tuple[int, int]]:
    """Return the given spans of a document; raise :class:`LineError` if one is outside it."""
    found = []
    toponyms = record.get("toponyms")
    if not isinstance(toponyms, list):
        raise LineError('--given-spans needs a list "toponyms"', record.get("doc_id"))
    for item in toponyms:
        start, end = (
            (item.get("start"), item.get("end")) if isinstance(item, dict) else (None, None)
        )
        if not (isinstance(start, int) and isinstance(end, int)):
            raise LineError("a toponym needs whole numbers start and end", record.get("doc_id"))
        if not 0 <= start < end <= min(len(record["text"]), MAX_CHARACTERS):
            where = f"the text's first {MAX_CHARACTERS:,} characters"
            raise LineError(f"no span {start}:{end} in {where}", record.get("doc_id"))
        found.append((start, end))
    return found


def output(toponym: Toponym) -> dict[str, Any]:
    """Return one toponym as the contract has it."""
    place = toponym.place
    return {
        "start": toponym.start,
        "end": toponym.end,
        "name": toponym.name,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geonames_id": place.geonames_id if place else None,
        "country": place.country if place else None,
        "precision": place.precision.value if place else None,
        # Datelines, and "Turkish" in "the Turkish border", name the place itself too.
        "literal": toponym.sense is Sense.LITERAL or toponym.chance >= LISTED,
    }


def run(
    lines: Iterable[str], out: TextIO, *, given: bool = False, errors: TextIO = sys.stderr
) -> int:
    """Geoparse documents line by line; return the number of bad lines."""
    bad = 0
    for number, answer in _answers(language(), lines, given):
        if isinstance(answer, LineError):
            bad += 1
            errors.write(f"line {number}: {answer}\n")
            answer = {"doc_id": answer.doc_id, "error": str(answer)}
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return bad


_Read = tuple[int, "dict[str, Any] | LineError", list[tuple[int, int]] | None]


def _answers(
    nlp: Language, lines: Iterable[str], given: bool
) -> Iterator[tuple[int, dict[str, Any] | LineError]]:
    batch: list[_Read] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            batch.append(_read(number, line, given))
        if len(batch) == BATCH:
            yield from _batch(nlp, batch)
            batch = []
    yield from _batch(nlp, batch)


def _read(number: int, line: str, given: bool) -> _Read:
    try:
        record = document(line)
        return number, record, spans(record) if given else None
    except LineError as error:
        return number, error, None


def _batch(nlp: Language, batch: list[_Read]) -> Iterator[tuple[int, dict[str, Any] | LineError]]:
    texts = [r["text"][:MAX_CHARACTERS] for _, r, _ in batch if not isinstance(r, LineError)]
    docs = iter(nlp.pipe(texts, batch_size=BATCH))
    for number, record, given in batch:
        if isinstance(record, LineError):
            yield number, record
        else:
            yield number, _answer(next(docs), record, given)


def _answer(
    doc: Doc, record: dict[str, Any], given: list[tuple[int, int]] | None
) -> dict[str, Any]:
    found = geoparse(
        doc,
        title=record.get("title"),
        url=record.get("url") or record.get("source_url"),
        given=given,
    )
    answer = list(found) if given is None else completed(found)
    return {"doc_id": record.get("doc_id"), "toponyms": [output(t) for t in answer]}
