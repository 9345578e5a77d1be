"""What a site allows programs to read, as its robots.txt says (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

AGENT = "DispatchMap"
"""The name that a robots.txt addresses this program by."""
LARGEST = 512_000
"""Bytes of a robots.txt that are heeded; the standard asks for at least 500 KiB."""
_LASTS = 86_400.0
"""Seconds after which it is asked again."""

Fetch = Callable[[str], tuple[int, bytes]]
"""Gives the status and the bytes of an address; status 599 where it can't be reached."""


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego | None
    """None: nothing may be read."""
    until: float


class Robots:
    """The rules of each site, fetched once a day."""

    def __init__(self, fetch: Fetch, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._sites: dict[str, _Rules] = {}

    def allows(self, url: str) -> bool:
        """Whether the site lets this program read an address."""
        rules = self._rules(url)
        return rules is not None and bool(rules.can_fetch(url, AGENT))

    def delay(self, url: str) -> float | None:
        """Return the seconds that the site wants between requests, None if it names none."""
        rules = self._rules(url)
        found = rules.crawl_delay(AGENT) if rules else None
        return float(found) if found is not None else None

    def _rules(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._sites.get(site)
        if known is None or known.until < self._clock():
            known = _Rules(self._ask(site), self._clock() + _LASTS)
            self._sites[site] = known
        return known.parsed

    def _ask(self, site: str) -> Protego | None:
        status, body = self._fetch(f"{site}/robots.txt")
        if status >= 500:
            # The standard: a site that can't tell its rules is not read.
            return None
        text = body[:LARGEST].decode("utf-8", "replace") if status == 200 else ""
        return Protego.parse(text)
