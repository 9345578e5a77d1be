"""Answers kept on disk, so that an unchanged page is not sent again."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tempfile
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

LARGEST = 500_000_000
"""Bytes of all answers together; the oldest go first."""
_LONGEST = timedelta(days=1)
"""How long an answer counts as fresh at most, whatever its server says."""
_AGE = re.compile(r"max-age\s*=\s*(\d+)")

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cached:
    """An answer as it was kept."""

    headers: Headers
    body: bytes
    fetched_at: datetime
    """UTC, with its zone."""

    def header(self, name: str) -> str | None:
        """Return the first field of a name in lower case."""
        return next((value for key, value in self.headers if key == name), None)

    def fresh(self, now: datetime) -> bool:
        """Whether its server said that it still holds."""
        control = (self.header("cache-control") or "").lower()
        age = _AGE.search(control)
        if "no-cache" in control or not age:
            return False
        # Ten digits are three hundred years; more would not fit a duration.
        lasts = min(timedelta(seconds=int(age[1][:10])), _LONGEST)
        return now < self.fetched_at + lasts

    @property
    def questions(self) -> dict[str, str]:
        """The header fields that ask for it only if it has changed."""
        pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return {ask: value for ask, name in pairs if (value := self.header(name))}


class Cache:
    """A folder of answers by address; several processes may share it."""

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self._folder = folder
        self._largest = largest
        folder.mkdir(parents=True, exist_ok=True)
        self._prune()

    def get(self, url: str) -> Cached | None:
        """Return the answer of an address; None if there is none or it can't be read."""
        try:
            packed = gzip.decompress(self._path(url).read_bytes())
            head, _, body = packed.partition(b"\n")
            fields = json.loads(head)
            return Cached(
                headers=tuple((str(key), str(value)) for key, value in fields["headers"]),
                body=body,
                fetched_at=datetime.fromisoformat(fields["fetched_at"]),
            )
        except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def put(self, url: str, answer: Cached) -> None:
        """Keep an answer, unless its server forbids that."""
        if "no-store" in (answer.header("cache-control") or "").lower():
            return
        head = {"headers": answer.headers, "fetched_at": answer.fetched_at.isoformat(), "url": url}
        packed = gzip.compress(json.dumps(head).encode() + b"\n" + answer.body, 6)
        # Written beside and moved, so that a reader never sees half of one.
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            file.write(packed)
        Path(file.name).replace(self._path(url))

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()}.gz"

    def _prune(self) -> None:
        kept = sorted((f.stat().st_mtime, f.stat().st_size, f) for f in self._folder.iterdir())
        total = sum(size for _, size, _ in kept)
        for _, size, file in kept:
            if total <= self._largest:
                return
            file.unlink(missing_ok=True)
            total -= size
