"""Labelled news to train on: JSON Lines with gold toponyms, split by a hash of the document id."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from geodata.language import pipeline

FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One labelled place name."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    geonames_id: int | None
    literal: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One labelled document, parsed."""

    doc_id: str
    corpus: str
    doc: Doc
    title: str | None
    url: str | None
    gold: tuple[Gold, ...]

    @property
    def fold(self) -> int:
        """The part of the data the document belongs to, 0 to 4."""
        return fold_of(self.doc_id)


def fold_of(doc_id: str) -> int:
    """Return the fold of a document: SHA-256 of its id modulo five."""
    return int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % FOLDS


def _gold(record: dict[str, object]) -> Gold:
    lat, lon, gid = record.get("lat"), record.get("lon"), record.get("geonames_id")
    literal = record.get("literal")
    return Gold(
        start=int(str(record["start"])),
        end=int(str(record["end"])),
        lat=None if lat is None else float(str(lat)),
        lon=None if lon is None else float(str(lon)),
        geonames_id=int(str(gid)) if gid else None,
        literal=literal if isinstance(literal, bool) else None,
    )


def lessons(paths: Iterable[Path]) -> Iterator[Lesson]:
    """Yield the documents of gold files, parsed without the entity recogniser."""
    nlp = pipeline()
    wanted = ("tok2vec", "tagger", "line_breaks_end_sentences", "parser")
    with nlp.select_pipes(enable=wanted):
        for path in paths:
            records = [
                json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line
            ]
            docs = nlp.pipe((record["text"] for record in records), batch_size=16)
            for record, doc in zip(records, docs, strict=True):
                gold = sorted(map(_gold, record["toponyms"]), key=lambda g: (g.start, g.end))
                yield Lesson(
                    doc_id=record["doc_id"],
                    corpus=record["corpus"],
                    doc=doc,
                    title=record.get("title"),
                    url=record.get("source_url"),
                    gold=tuple({(g.start, g.end): g for g in gold}.values()),
                )
