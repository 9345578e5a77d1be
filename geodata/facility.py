"""Names of buildings and streets: "Saint Peter and Saint Paul Church", "Universidad de Los Andes".

A place's name inside such a name says what the building is called, not where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.mention import Word
from geodata.wordlist import lexicon

_SPACE = re.compile(r"^(?: |-|–)$")
_OWNER = re.compile(r"^['’]s $")
_LINKS = frozenset(
    {"of", "de", "del", "della", "di", "da", "do", "des", "du", "la", "los", "las", "the"}
)
_SAINTS = frozenset({"saint", "saints", "st", "sts", "sankt", "san", "santa", "santo", "são", "ss"})
_OWNERS = _SAINTS | {"children", "women", "people", "men", "king", "queen", "all"}


@dataclass(frozen=True, slots=True)
class Facility:
    """A building's or street's name: ``text[start:end]``."""

    start: int
    end: int
    head: int
    """Where the word begins that says what it is: "Church", "Universidad"."""

    def holds(self, start: int, end: int) -> bool:
        """Whether a span is only a part of the name."""
        return self.start <= start and end <= self.end and (end - start) < (self.end - self.start)


def facilities(text: str, words: Sequence[Word]) -> tuple[Facility, ...]:
    """Return the names of buildings and streets of a text that are capitalised, in order."""
    found: list[Facility] = []
    done = 0
    for i, word in enumerate(words):
        kind = word.text.lower().rstrip(".")
        if i < done or not (word.capital or _followed(text, words, i)):
            continue
        if kind in lexicon()["named_after"] or kind in lexicon()["named_before"]:
            first = _first(text, words, i) if kind in lexicon()["named_after"] else i
            last = _last(text, words, i, bare=kind in lexicon()["named_before"])
            if last > first:
                end = words[last].end - words[last].text.endswith(".")
                if found and words[first].start < found[-1].end:
                    found.pop()  # "Kyiv Polytechnic" goes on as "Kyiv Polytechnic Institute"
                found.append(Facility(words[first].start, end, word.start))
                done = last + 1
    return tuple(found)


def building(name: str) -> bool:
    """Whether a whole name is of several words, one of which says that it is a building or site."""
    words = name.lower().split()
    return len(words) > 1 and any(word.rstrip(".") in lexicon()["facility"] for word in words)


def saintly(name: str) -> bool:
    """Whether a name is a saint's: no town is meant by it in a church's name."""
    return name.partition(" ")[0].lower().rstrip(".") in _SAINTS


def _followed(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether a lower-case "church" goes on with "of St."."""
    after = words[index + 1 : index + 3]
    return (
        len(after) == 2
        and words[index].text in lexicon()["named_after"]
        and after[0].text == "of"
        and after[1].capital
        and text[after[0].end : after[1].start] == " "
        and saintly(after[1].text)
    )


def _first(text: str, words: Sequence[Word], index: int) -> int:
    """Return the index of the first word of the run of capitals that ends in a word."""
    first = index
    while first and words[index].capital:
        before, gap = words[first - 1], text[words[first - 1].end : words[first].start]
        if before.capital and (
            (_SPACE.match(gap) and before.text.lower() not in ("the", "in", "at"))
            or (_OWNER.match(gap) and _owner(words, first - 1))
        ):
            first -= 1
            continue
        linked = gap == " " and (before.text == "and" or before.text in _LINKS) and first > 1
        start = _linked(text, words, first) if linked else first
        if start == first:
            break
        first = start
    return first


def _owner(words: Sequence[Word], index: int) -> bool:
    """Whether an owner belongs to the name: "St. Peter's Basilica", not "Gaza City's hospital"."""
    own = words[max(0, index - 1) : index + 1]
    return any(word.text.lower().rstrip(".") in _OWNERS for word in own)


def _linked(text: str, words: Sequence[Word], first: int) -> int:
    """Return where a name starts that goes on before "of", or before "and" after a saint."""
    at = first - 1
    while at > 0 and words[at].text in _LINKS and not words[at].capital:
        at -= 1
    if words[first - 1].text == "and":
        at = first - 2
        if not (at > 0 and saintly(words[first].text) and saintly(words[at - 1].text)):
            return first
        return at - 1
    near = text[words[at].end : words[at + 1].start] == " "
    inner = words[at].text.lower() in lexicon()["named_after"]
    return at if near and words[at].capital and inner else first


def _last(text: str, words: Sequence[Word], index: int, *, bare: bool) -> int:
    """Return the index of the last word of a name that goes on after its kind with "of"."""
    last = at = index
    while at + 1 < len(words) and at - index < 6:
        gap = text[words[at].end : words[at + 1].start]
        if gap != " " or (words[at].text.endswith(".") and not saintly(words[at].text)):
            break
        after = words[at + 1]
        if after.capital and (at > index or bare):
            last = at + 1
        elif after.text not in _LINKS:
            break
        at += 1
    return last
