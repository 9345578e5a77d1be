"""What an article was read from: the bytes as they came, and how they came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes of one article as fetched or as they lay in a file, before any reading.

    For a part of a bigger input (a line of JSON Lines, a member of an archive, a record of a WARC
    file, a row of a table) they are the bytes of that part.
    """

    raw: bytes
    media_type: str
    """As the server or the file's name says, without parameters: ``text/html``."""
    final_url: str | None = None
    """The address that answered, after redirects; None for what was not fetched."""
    fetched_at: datetime | None = None
    """UTC, with its zone: when it was fetched; None for what was not."""
    headers: tuple[tuple[str, str], ...] = ()
    """The answer's header fields in their order, names in lower case; empty if not fetched."""
    reader: str
    """Name and version of what made text of the bytes: ``trafilatura 2.3.1``, ``plain 1``."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, 64 hex digits."""
        return hashlib.sha256(self.raw).hexdigest()
