"""How far the reading of the sources has come, for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass

PAGE = 50_000
"""Bytes that a page of the web counts for before it is fetched; most have a little more."""


@dataclass(slots=True)
class Progress:
    """Bytes read of bytes to read; the total grows where a feed names pages not known before."""

    total: int = 0
    done: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1; 0 while nothing is known."""
        return min(self.done / self.total, 1.0) if self.total else 0.0

    def left(self, seconds: float) -> float | None:
        """Return the seconds that are left after so many; None while that can't be told."""
        return seconds * (1 / self.share - 1) if self.share else None

    def expect(self, size: int) -> None:
        """Add bytes that are to be read."""
        self.total += size

    def reach(self, position: int) -> None:
        """Say that reading has come so far, counted from the first byte of the first source."""
        self.done = max(self.done, position)
