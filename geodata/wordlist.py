"""Word lists that the models read: signs around names, everyday words, forenames, surnames."""

from __future__ import annotations

import tomllib
from functools import cache

from geodata.source import DATA


@cache
def lexicon() -> dict[str, frozenset[str]]:
    """Return the word lists of ``data/signs.toml`` by name."""
    lists = tomllib.loads((DATA / "signs.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in lists.items()}


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Return the names of the lists of ``data/signs.toml`` that each word is in."""
    return _inverse(lexicon())


@cache
def senses() -> dict[str, tuple[str, ...]]:
    """Return the names of the lists of ``data/sense.toml`` that each word is in."""
    return _inverse(vocabulary())


def _inverse(lists: dict[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, members in lists.items():
        for word in members:
            found[word] = (*found.get(word, ()), name)
    return found


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """Return the word lists of ``data/sense.toml`` by name."""
    lists = tomllib.loads((DATA / "sense.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in lists.items()}


@cache
def common_words() -> frozenset[str]:
    """Return names of places that are also everyday lower-case words in news."""
    return frozenset((DATA / "words.txt").read_text(encoding="utf-8").split())


@cache
def forenames() -> frozenset[str]:
    """Return common forenames, lower case."""
    return frozenset((DATA / "forenames.txt").read_text(encoding="utf-8").split())


@cache
def surnames() -> frozenset[str]:
    """Return surnames that news often has, lower case."""
    return frozenset((DATA / "surnames.txt").read_text(encoding="utf-8").split())
