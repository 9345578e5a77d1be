"""A news article, and the quotes that lock every later field to its words."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date


class QuoteError(ValueError):
    """A span does not hold the words it claims: a bug in the caller, never a bad article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A stretch of an article: W3C TextPositionSelector and TextQuoteSelector in one.

    ``start`` and ``end`` are Python string indices into the article's text, end exclusive.
    """

    start: int
    end: int
    text: str

    def check(self, text: str) -> None:
        """Raise :class:`QuoteError` unless ``text[start:end]`` is this quote, and not empty."""
        if not 0 <= self.start < self.end <= len(text) or text[self.start : self.end] != self.text:
            raise QuoteError(f"no {self.text!r} at {self.start}:{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was published. Its id is the hash of its text."""

    text: str
    title: str | None = None
    url: str | None = None
    """An http or https address, or None."""
    publisher: str | None = None
    published: date | None = None
    """The publication date; without it relative dates stay unresolved."""
    language: str = "en"
    """ISO 639-1."""
    licence: str | None = None
    """The terms that the source states, in its words or by SPDX name; None where it states none."""
    shareable: bool = True
    """False where the source's terms forbid handing on what was read from it: no export has it."""

    @property
    def id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the NFC text with white space folded."""
        folded = " ".join(unicodedata.normalize("NFC", self.text).split())
        return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def quote(self, start: int, end: int) -> Quote:
        """Return the quote at ``start:end``; raise :class:`QuoteError` outside the text."""
        quote = Quote(start=start, end=end, text=self.text[start:end])
        quote.check(self.text)
        return quote

    def paragraph(self, quote: Quote) -> Quote:
        """Return the paragraph (line) that holds a quote."""
        start = self.text.rfind("\n", 0, quote.start) + 1
        end = self.text.find("\n", quote.end)
        return self.quote(start, len(self.text) if end < 0 else end)
