"""What reading an input yields: an article with remarks, or a rejection with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from events.article import Article
from events.original import Original
from events.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about an article beside its text; None where nothing is."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return these fields, each filled from ``other`` where it is None here."""
        return Metadata(
            title=self.title or other.title,
            url=self.url or other.url,
            publisher=self.publisher or other.publisher,
            published=self.published or other.published,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """An article that was read, where it came from, and what the reader should know of it."""

    article: Article
    source: str
    """The file's name, with the line for JSON Lines: ``news.jsonl:12``."""
    notices: tuple[str, ...] = ()
    original: Original | None = None
    """The bytes that the article was read from; None where the reader gave none."""
    reports: tuple[Report, ...] | None = None
    """What an event table's row states already; None: to be extracted from the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """An input that was set aside."""

    source: str
    reason: str
    """One sentence: what is wrong, and the way out."""


Found = Intake | Rejection
"""What became of one part of an input."""
