"""No host is asked more often than it wants."""

from __future__ import annotations

import time
from collections.abc import Callable

LONGEST = 30.0
"""Seconds that a host's own wish is followed to; beyond that a run would never end."""


class Pace:
    """Keeps a pause between two requests to one host."""

    def __init__(
        self,
        pause: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def wait(self, host: str, wish: float | None = None) -> None:
        """Sleep until a host may be asked again; ``wish`` is its crawl delay in seconds."""
        pause = min(max(self._pause, wish or 0.0), LONGEST)
        if host in self._last:
            left = self._last[host] + pause - self._clock()
            if left > 0:
                self._sleep(left)
        self._last[host] = self._clock()
