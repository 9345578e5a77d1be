"""Word classes, features and lemmas by table: what spaCy's rules and lemmatizer say, remembered.

The attribute ruler's rules look at a token's tag, dependency and, for two hundred words, spelling,
some at two tokens in a row: most tokens of a text meet the same rules as a token before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import IDS  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc

Values = npt.NDArray[np.uint64]
Kind = Mapping[str, Any]
"""What the rules see of a token: TAG, DEP, IS_SPACE, and LOWER where a rule names the word."""
WORDS = 30_000
"""Words and lemmas remembered, about 5 MB."""
_SEEN = ("TAG", "DEP", "LOWER", "IS_SPACE")
_SET = ("TAG", "DEP", "POS", "MORPH", "LEMMA")
_BITS = 20
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 1], np.uint64)


class Morphology:
    """Sets what spaCy's attribute ruler and lemmatizer set."""

    def __init__(self, nlp: Language) -> None:
        """Read the rules of a pipeline; raise ValueError for a test that is not known here."""
        self._strings = nlp.vocab.strings
        self._lemmatizer: Any = nlp.get_pipe("lemmatizer")
        _index(self._lemmatizer)
        ruler: Any = nlp.get_pipe("attribute_ruler")
        rows = zip(ruler.patterns, ruler.indices, ruler.attrs, strict=True)
        self._rules = [
            _Rule(tests, index, told) for row, index, told in rows for tests in row["patterns"]
        ]
        rules = self._rules
        words = (word for rule in rules for kind in ("IN", "NOT_IN") for word in rule.wanted(kind))
        self._named = frozenset(words)
        self._like = re.compile("|".join(like for rule in rules for like in rule.wanted("REGEX")))
        self._spelling: dict[int, int] = {}
        """A word, in lower case, as itself where a rule names it, else as 0."""
        self._kinds: list[Kind] = [{}]
        self._joins = [False]
        """By kind: whether a rule looks at it together with the token beside it."""
        self._own: list[list[_Rule]] = [[]]
        """By kind: the rules that may set something of it, in order."""
        self._kind_of: dict[int, int] = {}
        self._row_of: dict[int, int] = {}
        self._told = np.zeros((0, len(_SET)), np.uint64)
        self._lemmas: dict[int, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set word class, features and lemma of each token of a parsed text; return it."""
        if not len(doc):
            return doc
        told = self._told_of(self._kinds_of(doc))
        values = np.where(told, told, doc.to_array(list(_SET)))
        keys = (doc.to_array(["ORTH"]) * _MIX[0] + values[:, 3] * _MIX[1] + values[:, 2]).tolist()
        lemmas = self._lemmas
        known = np.array([lemmas.get(key, 0) for key in keys], np.uint64)
        values[:, 4] = np.where(values[:, 4], values[:, 4], known)
        doc.from_array(list(_SET), values)  # type: ignore[arg-type]
        for i in np.flatnonzero(values[:, 4] == 0).tolist():
            token = doc[i]
            token.lemma_ = self._lemmatizer.lemmatize(token)[0]
            if len(lemmas) >= WORDS:
                lemmas.clear()
            lemmas[keys[i]] = token.lemma
        return doc

    def _kinds_of(self, doc: Doc) -> list[int]:
        seen = doc.to_array(list(_SEEN))
        seen[:, 2] = [self._spelled(word) for word in seen[:, 2].tolist()]
        keys = (seen @ _MIX).tolist()
        for key, row in zip(keys, seen, strict=True):
            if key not in self._kind_of:
                tag, dep, lower, space = row.tolist()
                words = (self._strings[value] for value in (tag, dep, lower))
                kind = dict(zip(_SEEN, (*words, bool(space)), strict=True))
                self._kind_of[key] = len(self._kinds)
                self._kinds.append(kind)
                self._joins.append(any(rule.joins(kind) for rule in self._rules))
                self._own.append([rule for rule in self._rules if rule.about(kind)])
        return [self._kind_of[key] for key in keys]

    def _spelled(self, word: int) -> int:
        spelled = self._spelling.get(word)
        if spelled is None:
            if len(self._spelling) >= WORDS:
                self._spelling.clear()
            text = self._strings[word]
            named = text in self._named or self._like.search(text)
            spelled = self._spelling[word] = word if named else 0
        return spelled

    def _told_of(self, kinds: Sequence[int]) -> Values:
        """Return what the rules set of each token, 0 where nothing; shape (tokens, 5)."""
        beside = [kind if self._joins[kind] else 0 for kind in kinds]
        windows = list(zip([0, *beside[:-1]], kinds, [*beside[1:], 0], strict=True))
        keys = [(before << _BITS | kind) << _BITS | after for before, kind, after in windows]
        fresh = {key: window for key, window in zip(keys, windows, strict=True)
                 if key not in self._row_of}  # fmt: skip
        if fresh:
            self._row_of.update(
                zip(fresh, range(len(self._row_of), len(self._row_of) + len(fresh)), strict=True)
            )
            rows = [self._apply(window) for window in fresh.values()]
            self._told = np.vstack([self._told, np.array(rows, np.uint64)])
        return self._told[[self._row_of[key] for key in keys]]

    def _apply(self, window: tuple[int, int, int]) -> list[int]:
        """Apply the rules to the middle one of three kinds; a later rule goes before."""
        tokens = [self._kinds[kind] for kind in window]
        told: dict[int, int] = {}
        for rule in self._own[window[1]]:
            if rule.meets(tokens):
                told |= rule.told
        return [told.get(IDS[name], 0) for name in _SET]


class _Rule:
    """Tests of one token, or of two in a row, and what is set of the one at ``index``."""

    def __init__(self, tests: Sequence[Kind], index: int, told: Mapping[int, int]) -> None:
        known = all(name in _SEEN for test in tests for name in test)
        kinds = {kind for test in tests for wanted in test.values() for kind in _predicates(wanted)}
        if (
            not known
            or kinds - _PREDICATES
            or len(tests) > 2
            or not set(told) <= {IDS[name] for name in _SET}
        ):
            raise ValueError(f"the language model has a rule of another kind: {tests}")
        self._tests, self._index, self.told = tests, index, told

    def wanted(self, predicate: str) -> Iterator[str]:
        """Yield the words, or the regular expressions of words, that the tests name."""
        for test in self._tests:
            wanted = test.get("LOWER", {})
            told = wanted if isinstance(wanted, Mapping) else {"IN": (wanted,)}
            named = told.get(predicate, ())
            yield from (named,) if isinstance(named, str) else named

    def joins(self, kind: Kind) -> bool:
        """Whether a token of a kind may be one of two that the rule looks at."""
        return len(self._tests) == 2 and any(_met(test, kind) for test in self._tests)

    def about(self, kind: Kind) -> bool:
        """Whether the rule sets something of a token of a kind, if those beside it allow it."""
        return _met(self._tests[self._index], kind)

    def meets(self, window: Sequence[Kind]) -> bool:
        """Whether the rule sets anything of the middle one of three tokens."""
        first = 1 - self._index
        tokens = window[first : first + len(self._tests)]
        return all(
            kind and _met(test, kind) for test, kind in zip(self._tests, tokens, strict=True)
        )


def _index(lemmatizer: Any) -> None:
    """Let the lemmatizer look its known words up: as it comes it walks through lists of 50,000."""
    tables = lemmatizer.lookups
    if tables.has_table("lemma_index"):
        index = tables.get_table("lemma_index")
        for key, known in list(index.items()):
            index[key] = dict.fromkeys(known)


_PREDICATES = frozenset({"IN", "NOT_IN", "REGEX"})


def _predicates(wanted: Any) -> Iterator[str]:
    yield from wanted if isinstance(wanted, Mapping) else ()


def _met(test: Kind, kind: Kind) -> bool:
    return all(_meets(wanted, kind[name]) for name, wanted in test.items())


def _meets(wanted: Any, value: Any) -> bool:
    if not isinstance(wanted, Mapping):
        return bool(value == wanted)
    return (
        value in wanted.get("IN", (value,))
        and value not in wanted.get("NOT_IN", ())
        and ("REGEX" not in wanted or bool(re.search(wanted["REGEX"], value)))
    )
