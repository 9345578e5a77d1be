"""Samples: the labelled sentences that the scorers learn from and are measured on."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span, Token
from tqdm import tqdm

from events.extract.cast import Cast
from events.extract.feature import features
from events.extract.frame import frame_of
from events.extract.location import known_name
from events.extract.name import names
from events.extract.review import style
from events.extract.scorer import vectors
from events.extract.sequence import Passage, passage
from events.extract.target import candidates
from events.extract.whowhom import phrase, who_whom
from geodata.language import pipeline

FOLDS = 4
SMALL = frozenset({"the", "a", "an", "of", "s"})
LEFT_OUT = frozenset({"Masdar_RA"})
"""A source whose labels say "no place" for nine sentences in ten, most of which name one."""


@dataclass(slots=True)
class Sample:
    """One labelled sentence: its names, what is true of them, and which say where."""

    source: str
    text: str
    spans: tuple[Span, ...]
    told: list[list[str]]
    dense: npt.NDArray[np.float32]
    right: list[bool]
    style: list[str]
    """What is true of the whole sentence."""
    trigger: Token
    passage: Passage
    fold: int = field(init=False)

    def __post_init__(self) -> None:
        self.fold = _hash("fold" + self.text) % FOLDS

    @property
    def foreign(self) -> bool:
        """Whether it is of a source that only the second reading learns from."""
        return self.source in LEFT_OUT


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def held_out(text: str) -> bool:
    """Whether a sentence belongs to the fifth that no parameter was fitted to."""
    return _hash(text) % 5 == 0


def trigger_of(doc: Doc, verb: Sequence[Any]) -> Token | None:
    """Return the token of a labelled event verb ``[start, end, text]``."""
    span = doc.char_span(int(verb[0]), int(verb[1]), alignment_mode="expand")
    return span.root if span is not None else None


def samples(path: Path, keep: Callable[[str], bool]) -> list[Sample]:
    """Return the sentences of the corpus whose text is to be kept."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows = [row for row in rows if keep(row["text"])]
    docs = pipeline().pipe((row["text"] for row in rows), batch_size=64)
    found = []
    for row, doc in tqdm(zip(rows, docs, strict=True), total=len(rows), desc="sentences"):
        trigger = trigger_of(doc, row["verb"])
        spans = names(trigger.sent) if trigger is not None else ()
        if trigger is None or not spans:
            continue
        right = [_covered(span, row["locations"]) for span in spans]
        told = features(spans, trigger, known_name)
        dense = vectors(spans, trigger)
        manner = style(trigger, len(spans))
        read = passage(spans, trigger, [known_name(span) for span in spans])
        found.append(
            Sample(row["source"], row["text"], spans, told, dense, right, manner, trigger, read)
        )
    return found


def _covered(span: Span, gold: Sequence[Sequence[Any]]) -> bool:
    low, high = span.start_char, span.end_char
    inside = sum(max(0, min(high, g[1]) - max(low, g[0])) for g in gold)
    return bool(2 * inside >= high - low)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its sides labelled: the candidates for its target, and which is right."""

    told: list[list[str]]
    right: list[bool]


def sentences(path: Path, keep: Callable[[str], bool]) -> list[Sentence]:
    """Return the sentences of cameo_who_whom whose text is to be kept."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows = [row for row in rows if keep(row["text"])]
    found = []
    for row, doc in zip(rows, pipeline().pipe(row["text"] for row in rows), strict=True):
        sides = who_whom(doc)
        if sides.predicate is None:
            continue
        gold = [span["text"] for span in row["spans"] if span["role"] == "target"]
        nouns = candidates(frame_of(sides.predicate), sides.source, Cast(doc, ()))
        right = [any(_same(phrase(token), other) for other in gold) for token, _ in nouns]
        found.append(Sentence([words for _, words in nouns], right))
    return found


def _same(one: str, other: str) -> bool:
    """Whether two phrases name the same, as the scorer of the corpus has it."""
    a, b = ([w for w in re.findall(r"\w+", s.lower()) if w not in SMALL] for s in (one, other))
    return bool(a and b) and (a[-1] == b[-1] or set(a) <= set(b) or set(b) <= set(a))
