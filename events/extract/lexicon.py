"""The event lexicon: which words tell of which type of event, and under which conditions.

Read from ``events/data/lexicon.tsv`` (one sense a row) and ``events/data/classes.toml``.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from events.report import EventType

VERB, NOUN = "v", "n"


class LexiconError(ValueError):
    """A row of the lexicon cannot be read: the message names the row and what it lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One condition on a trigger's arguments: ``slot`` holds a word of ``words`` (or any)."""

    slot: str
    """``subj``, ``obj``, ``head``, ``any``, ``passive``, ``xcomp``, ``ccomp``, ``prep``,
    ``verdict`` (what a verb says that something is), ``deed`` (what it says that another did),
    ``undone`` (what it says that it did not do itself), ``other`` (whether it speaks of another),
    or a preposition."""
    classes: frozenset[str]
    """Names of word classes, such as ``troops``."""
    words: frozenset[str]
    """Lemmas."""
    anything: bool
    """Whether any filler will do (``*``)."""
    negated: bool

    @property
    def text(self) -> str:
        """The condition as the lexicon writes it."""
        values = sorted(self.classes) + sorted(self.words) or ["*"]
        return f"{self.slot}{'!' if self.negated else ''}:{','.join(values)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One row: words, and the event type and mode that they tell of."""

    words: tuple[str, ...]
    """Lemmas; the head is the first of a verb's and the last of a noun's."""
    pos: str
    type: EventType
    mode: str | None
    needs: tuple[Need, ...]
    example: str
    """A sentence of our own that has this sense; the tests extract it."""
    others: frozenset[str]
    """The words besides the head: without them in its sentence there is no such trigger."""

    @property
    def head(self) -> str:
        """The lemma that the trigger token must have."""
        return self.words[0] if self.pos == VERB else self.words[-1]

    @property
    def name(self) -> str:
        """The words with type and mode: ``capture -> ASSAULT/abduct``."""
        mode = f"/{self.mode}" if self.mode else ""
        return f"{' '.join(self.words)} -> {self.type}{mode}"


def _need(text: str) -> Need:
    slot, _, values = text.strip().partition(":")
    negated = slot.endswith("!")
    classes: set[str] = set()
    words: set[str] = set()
    target = classes
    for value in filter(None, values.split(",")):
        if value.startswith("="):
            target = words
        if value != "*":
            target.add(value.removeprefix("="))
    return Need(
        slot=slot.removesuffix("!"),
        classes=frozenset(classes),
        words=frozenset(words),
        anything=values in ("", "*"),
        negated=negated,
    )


def _sense(row: Mapping[str, str], line: int) -> Sense:
    try:
        needs = tuple(_need(part) for part in row["needs"].split(" & ") if part.strip())
        words = tuple(row["word"].split())
        return Sense(
            words=words,
            pos=row["pos"],
            type=EventType(row["type"]),
            mode=row["mode"] or None,
            needs=needs,
            example=row["example"],
            others=frozenset(words[1:] if row["pos"] == VERB else words[:-1]),
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise LexiconError(f"lexicon.tsv line {line}: {row!r}: {error}") from error


@cache
def senses() -> tuple[Sense, ...]:
    """Return every row of the lexicon, in its order."""
    path = resources.files("events") / "data" / "lexicon.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    skipped = sum(line.startswith("#") for line in lines)
    reader = csv.DictReader(lines[skipped:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(_sense(row, number) for number, row in enumerate(reader, start=skipped + 2))


@cache
def index() -> Mapping[tuple[str, str], tuple[Sense, ...]]:
    """Return the senses by part of speech and head lemma: longer words first, then file order."""
    found: dict[tuple[str, str], list[Sense]] = defaultdict(list)
    for sense in senses():
        found[sense.pos, sense.head].append(sense)
    return {key: tuple(sorted(group, key=_priority)) for key, group in found.items()}


def _priority(sense: Sense) -> tuple[int, bool]:
    return -len(sense.words), not sense.needs


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """Return the word classes by name."""
    path = resources.files("events") / "data" / "classes.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in tables.items()}
