"""Where a text may name a place: stretches of capitalised words that the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geodata.atlas import Atlas, Match
from geodata.spelling import fold

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’ʼ](?!s\b)[^\W\d_]+)*\.?|\d+", re.UNICODE)
_ABBREVIATION = re.compile(
    r"^(?:St|Ste|Mt|Ft|[A-Z][a-z]{1,4}|[A-Z]|[A-Z]\.[A-Za-z]+)\.$|^(?:[^\W\d_]\.){2,}$"
)
_GAP = re.compile(r"^(?: |-|–|’|'| \(|)$")
MAX_WORDS = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that bears the name of one or more places."""

    start: int
    end: int
    name: str
    matches: tuple[Match, ...]
    """Rows of the atlas with this name, strongest first."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, without possessive ending and, unless it abbreviates, full stop."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether the word starts with a letter that is not lower case."""
        return self.text[0].isalpha() and not self.text[0].islower()


def words(text: str) -> list[Word]:
    """Return the words of a text in order."""
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        start, end, word = match.start(), match.end(), match.group()
        if word.endswith(".") and not _ABBREVIATION.match(word):
            end, word = end - 1, word[:-1]
        yield Word(start, end, word)
        if word.endswith(".") and _ABBREVIATION.match(word) and not word.count(".") > 1:
            continue


def mentions(text: str, atlas: Atlas) -> list[Mention]:
    """Return every stretch of up to six words that the gazetteer knows, overlaps included."""
    spans: list[tuple[int, int]] = []
    keys: list[str] = []
    for start, end in _stretches(text):
        name = text[start:end]
        key = fold(name)
        if len(key) < 2 or (
            len(key) <= 3 and not name.isupper() and "." not in name and len(key) < 3
        ):
            continue
        spans.append((start, end))
        keys.append(key)
    found = atlas.find(keys) if keys else []
    return [
        Mention(start, end, text[start:end], tuple(matches))
        for (start, end), matches in zip(spans, found, strict=True)
        if matches
    ]


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of one to six words that start and end with a capital, plus final forms."""
    found = words(text)
    for i, first in enumerate(found):
        if not first.capital:
            continue
        previous = first.end
        for last in found[i : i + MAX_WORDS]:
            gap = text[previous : last.start]
            if last is not first and not _GAP.match(gap):
                break
            previous = last.end
            if not last.capital and last.text not in _FINAL:
                continue
            yield first.start, last.end
            if last.text.endswith(".") and len(last.text) > 2 and last.text.count(".") == 1:
                yield first.start, last.end - 1


_FINAL = frozenset({"region", "oblast", "province", "governorate"})
