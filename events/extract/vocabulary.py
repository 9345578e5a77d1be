"""Sets of words that the rules name, kept as data in ``events/data/words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from spacy.tokens import Token


@cache
def words(table: str, name: str) -> frozenset[str]:
    """Return the lemmas ``name`` of ``table``; raise KeyError if the file has none."""
    return _tables()[table][name]


def alternatives(kind: str, mode: str | None) -> frozenset[str]:
    """Return the names of the types that the words for a type and mode would also bear."""
    return _tables()["alternatives"].get(f"{kind}/{mode}", frozenset())


@cache
def _corrections() -> Mapping[str, str]:
    pairs = (pair.partition("=") for pair in words("lemmas", "corrections"))
    return {wrong: right for wrong, _, right in pairs}


def verb(lemma: str) -> str:
    """Return a verb's lemma in lower case, the lemmatizer's known slips put right."""
    lemma = lemma.lower()
    return _corrections().get(lemma, lemma)


def singulars(token: Token) -> tuple[str, ...]:
    """Return what a plural that passes for a name may be the plural of: "[Clashes] broke out"."""
    form = token.lower_
    if token.pos_ != "PROPN" or not form.endswith("s"):
        return ()
    return form.removesuffix("s"), form.removesuffix("es")


@cache
def _tables() -> Mapping[str, Mapping[str, frozenset[str]]]:
    path = resources.files("events") / "data" / "words.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        table: {name: frozenset(text.split()) for name, text in rows.items()}
        for table, rows in tables.items()
    }
