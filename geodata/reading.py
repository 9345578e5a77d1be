"""One text as the models see it: its words, its candidate mentions, what its tokens look like."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from geodata.atlas import Atlas
from geodata.facility import Facility, facilities
from geodata.grammar import Grammar, grammar
from geodata.language import text_of
from geodata.mention import Mention, Word, mentions, words
from geodata.spelling import fold
from geodata.wordlist import forenames, lexicon

_PLACING = re.compile(
    r"\b(?:in|at|near|from|outside|around|across|toward|towards|into|visit\w*|to)\s+(?:the\s+)?$"
)
_OPENING = re.compile(r"\b(?:In|At|Near|Outside|Around)\s$")


class Reading:
    """A parsed text with all that is worth computing once."""

    def __init__(
        self, doc: Doc, atlas: Atlas, given: Sequence[tuple[int, int]] | None = None
    ) -> None:
        """Read a text; with ``given`` spans (sorted) those are the mentions, whatever they are."""
        self.doc = doc
        self.text: str = text_of(doc)
        self.atlas = atlas
        self.words = words(self.text)
        self.mentions: list[Mention] = (
            mentions(self.text, self.words, atlas)
            if given is None
            else [self._given(start, end) for start, end in given]
        )

    def _given(self, start: int, end: int) -> Mention:
        starts = [word.start for word in self.words]
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first, bisect_left(starts, end) - 1)
        name = self.text[start:end]
        return Mention(start, end, name, first, last, tuple(self.atlas.search(name)))

    @cached_property
    def _starts(self) -> npt.NDArray[np.int64]:
        return np.asarray(self.doc.to_array(["IDX"])).astype(np.int64)

    def at(self, offsets: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """Return the index of the token at (or the last one before) each character offset."""
        found: npt.NDArray[np.int64] = np.searchsorted(self._starts, offsets, side="right") - 1
        return np.maximum(found, 0)

    @cached_property
    def ranges(self) -> list[tuple[int, int]]:
        """The indices of the first and the last token of each mention."""
        first = self.at([m.start for m in self.mentions]).tolist()
        last = self.at([m.end - 1 for m in self.mentions]).tolist()
        return list(zip(first, last, strict=True))

    @cached_property
    def grammar(self) -> list[Grammar]:
        """The grammar of each token."""
        return grammar(self.doc)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each candidate string occurs."""
        return Counter(m.name for m in self.mentions)

    @cached_property
    def placed(self) -> Counter[str]:
        """How often each candidate string follows "in", "at", "near" and the like."""
        return Counter(
            m.name
            for m in self.mentions
            if _PLACING.search(self.text, max(0, m.start - 16), m.start)
        )

    @cached_property
    def opening(self) -> frozenset[str]:
        """The candidate strings that follow a sentence's first word "In", "At" or "Near"."""
        return frozenset(
            m.name
            for m in self.mentions
            if _OPENING.search(self.text, max(0, m.start - 9), m.start)
        )

    @cached_property
    def surnames(self) -> Counter[str]:
        """How often a word ends a run of capitals that starts with an unknown word."""
        found: Counter[str] = Counter()
        for one, two in zip(self.words, self.words[1:], strict=False):
            if one.capital and two.capital and self.text[one.end : two.start] == " ":
                found[two.text] += 1
        return found

    @cached_property
    def _people(self) -> list[tuple[Word, Word]]:
        """Pairs of capitalised words of which the first is a forename."""
        pairs = zip(self.words, self.words[1:], strict=False)
        return [
            (one, two)
            for one, two in pairs
            if one.capital
            and two.capital
            and one.text.lower() in forenames()
            and self.text[one.end : two.start] == " "
        ]

    @cached_property
    def facilities(self) -> tuple[Facility, ...]:
        """The names of buildings and streets."""
        return facilities(self.text, self.words)

    def facility(self, mention: Mention) -> Facility | None:
        """Return the name of a building that a mention is only a part of, if any."""
        spans = self.facilities
        return next((one for one in spans if one.holds(mention.start, mention.end)), None)

    @cached_property
    def persons(self) -> Counter[str]:
        """How often a word follows a forename in the text: "Jordan" after one "Michael Jordan"."""
        return Counter(two.text for _, two in self._people)

    @cached_property
    def callers(self) -> Counter[str]:
        """How often a forename stands before a capitalised word: "Chad" in "Chad Johnson"."""
        return Counter(one.text for one, _ in self._people)

    def personal(self, mention: Mention) -> bool:
        """Whether a one-word name is a person's in this text: Jordan after "Michael Jordan".

        Not if it follows "in", "at" or "near" anywhere, or the pair is a place ("Virginia Beach").
        """
        if mention.first != mention.last or self.placed[mention.name]:
            return False
        if mention.name in self.opening:
            return False
        partners = self._partners.get(mention.name)
        return bool(partners) and not any(self._a_place(one, two) for one, two in partners or ())

    @cached_property
    def _partners(self) -> dict[str, set[tuple[str, str]]]:
        """The pairs that each word of a person's name stands in."""
        found: dict[str, set[tuple[str, str]]] = {}
        for one, two in self._people:
            pair = (one.text, two.text)
            for word in pair:
                found.setdefault(word, set()).add(pair)
        return found

    def _a_place(self, first: str, second: str) -> bool:
        """Whether two capitalised words are a place or an institution rather than a person."""
        lists = lexicon()
        groups = ("organisation", "natural", "road", "building", "unit", "direction")
        if any(second.lower() in lists[group] for group in groups):
            return True
        return bool(self.atlas.find([fold(f"{first} {second}")])[0])

    @cached_property
    def openers(self) -> Counter[str]:
        """How often a word starts a pair of capitals."""
        found: Counter[str] = Counter()
        for one, two in zip(self.words, self.words[1:], strict=False):
            if one.capital and two.capital and self.text[one.end : two.start] == " ":
                found[one.text] += 1
        return found

    @cached_property
    def lowered(self) -> Counter[str]:
        """How often each word occurs in lower case."""
        return Counter(w.text for w in self.words if not w.capital)
