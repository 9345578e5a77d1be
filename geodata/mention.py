"""Where a text may name a place: stretches of capitalised words, known to the gazetteer or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from geodata.atlas import Atlas, Match
from geodata.spelling import fold
from geodata.wordlist import lexicon, vocabulary

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]+\d*(?:['’ʼ](?!s\b)[^\W\d_]+)*\.?|\d+(?:st|nd|rd|th)?", re.UNICODE
)
_ABBREVIATION = re.compile(
    r"^(?:S[Tt]|S[Tt][Ee]|M[Tt]|F[Tt]|[A-Z][a-z]{1,4}|[A-Z]|[A-Z]\.[A-Za-z]+)\.$|^(?:[^\W\d_]\.){2,}$"
)
_ARTICLE = re.compile(r"(?:al|el|ar|ash|as|at|ad|an|az|ed|es|et)-[A-Z]")
_GAP = re.compile(r"^(?: |-|–|’|'|)$")
_OWNER = re.compile(r"^['’]s $")
_JOINING = frozenset(
    {"of", "the", "de", "la", "del", "and", "al", "el", "es", "ez", "ul", "upon", "on", "d", "du"}
    | {"des"}
)
_FINAL = frozenset({"region", "oblast", "province", "governorate", "state"})
MAX_WORDS = 6
MAX_UNKNOWN_WORDS = 5
CAPITALS = 0.6
"""Where more of the words than this begin with a capital, capitals tell nothing: old wire text."""


class Word(NamedTuple):
    """A word of the text, without possessive ending and, unless it abbreviates, full stop."""

    start: int
    end: int
    text: str
    capital: bool
    """Whether the word starts with a letter that is not lower case."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that may name a place."""

    start: int
    end: int
    name: str
    first: int
    """Index of the first word in the text's words."""
    last: int
    matches: tuple[Match, ...]
    """Rows of the atlas with this name, strongest first; empty for an unknown name."""


def words(text: str) -> list[Word]:
    """Return the words of a text in order."""
    found = []
    for match in _WORD.finditer(text):
        start, end, word = match.start(), match.end(), match.group()
        if word == "s" and text[start - 1 : start] in ("'", "’"):
            continue  # of a possessive: what counts is the word after it
        if word.endswith(".") and not _ABBREVIATION.match(word):
            end, word = end - 1, word[:-1]
        capital = word[0].isalpha() and not word[0].islower()
        found.append(Word(start, end, word, capital or bool(_ARTICLE.match(text, start))))
    return found


def mentions(text: str, found: list[Word], atlas: Atlas) -> list[Mention]:
    """Return every stretch that may name a place, overlaps included, in order of start."""
    stretches = list(_stretches(text, found))
    telling = sum(word.capital for word in found) < CAPITALS * len(found)
    inner = vocabulary()["inner"]
    keys = [fold(text[start:end]) for start, end, _, _ in stretches]
    matches = atlas.find(keys) if keys else []
    return [
        Mention(start, end, text[start:end], first, last, tuple(rows))
        for (start, end, first, last), rows in zip(stretches, matches, strict=True)
        if rows or (telling and _possible(text[start:end], found[first : last + 1], inner))
    ]


def _stretches(text: str, found: list[Word]) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start, end, first word, last word) of one to six words that begin with a capital."""
    joining = _JOINING | vocabulary()["inner"]
    for i, head in enumerate(found):
        if not head.capital:
            continue
        previous = head.end
        for j in range(i, min(i + MAX_WORDS, len(found))):
            tail = found[j]
            gap = text[previous : tail.start]
            if j > i and not _GAP.match(gap) and not (_OWNER.match(gap) and tail.capital):
                break
            previous = tail.end
            if tail.capital or tail.text[0].isdigit() or tail.text in _FINAL:
                if tail.end - head.start > 1:
                    yield head.start, tail.end, i, j
                if tail.text.endswith(".") and len(tail.text) > 2 and tail.text.count(".") == 1:
                    yield head.start, tail.end - 1, i, j
            elif tail.text not in joining and text[tail.end : tail.end + 1] != "-":
                break  # the hyphen goes on: "Port-au-Prince", "Deir ez-Zor"


def _possible(name: str, own: list[Word], inner: frozenset[str]) -> bool:
    """Whether an unknown stretch is worth a look: not too long, no inner word, no full stop.

    With an owner in it ("St. Peter's Basilica") it must end in the word of a building or a road.
    """
    if any(word.text in inner for word in own):
        return False
    tail = own[-1].text.lower().rstrip(".")
    facility = tail in lexicon()["facility"]
    if "'s " in name or "’s " in name:
        return facility
    return len(own) <= MAX_UNKNOWN_WORDS + facility and not (
        tail in _FINAL or (name.endswith(".") and tail not in lexicon()["road"])
    )
