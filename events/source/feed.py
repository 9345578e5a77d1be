"""RSS and Atom feeds: their entries, by feedparser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import feedparser

from events.source.intake import Metadata
from events.source.metadata import address, words

MOST = 1_000
"""Entries of one feed that are read; outlets offer ten to two hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: what the feed says of an article, and as much of its text as it holds."""

    metadata: Metadata
    content: str
    """HTML, often only the first sentence; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's entries in its order, the newest first in most."""

    title: str | None
    entries: tuple[Entry, ...]
    recognised: bool
    """False where the bytes are no feed at all."""


def parse(data: bytes, url: str | None = None) -> Feed:
    """Read a feed; relative links are resolved against ``url``. Nothing is fetched.

    A broken feed gives the entries before the fault. Of entities that it defines only plain words
    are put in: none that names another or a file.
    """
    # From a stream: bytes alone feedparser would also try as the name of a file.
    found = feedparser.parse(BytesIO(data), response_headers={"content-location": url or ""})
    title = words(found.feed.get("title"))
    entries = tuple(_entry(entry, title) for entry in found.entries[:MOST])
    return Feed(title=title, entries=entries, recognised=bool(found.get("version")))


def _entry(entry: Any, publisher: str | None) -> Entry:
    url, _ = address(entry.get("link"))
    written = entry.get("published_parsed") or dict(entry).get("updated_parsed")
    metadata = Metadata(
        title=words(entry.get("title")),
        url=url,
        publisher=words(entry.get("source", {}).get("title")) or publisher,
        published=_day(written),
    )
    contents = [part.get("value", "") for part in entry.get("content", [])]
    return Entry(metadata=metadata, content=max([entry.get("summary", ""), *contents], key=len))


def _day(written: Any) -> date | None:
    """Return the day in UTC; feedparser gives the time as nine numbers."""
    try:
        return date(*written[:3]) if written else None
    except (TypeError, ValueError):
        return None
