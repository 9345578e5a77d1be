"""The one part that may ask the network, off unless called: Nominatim behind the gazetteer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.location import Location

Geocode = Callable[..., Any]
SECONDS_BETWEEN = 1.0
"""Nominatim's usage policy: at most one request a second."""


class DiskCache:
    """Remembers answers, "nothing found" included, in an SQLite file."""

    def __init__(self, path: Path, ask: Geocode) -> None:
        self._path, self._ask = path, ask
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as store, store:
            store.execute("CREATE TABLE IF NOT EXISTS answer (query TEXT PRIMARY KEY, found TEXT)")

    def __call__(self, query: str, exactly_one: bool = True, **options: Any) -> Any:
        """Return the cached answer or ask; geopy's exceptions pass through and are not kept."""
        key = json.dumps([query, exactly_one, sorted(options.items())], default=str)
        with closing(sqlite3.connect(self._path)) as store:
            row = store.execute("SELECT found FROM answer WHERE query = ?", (key,)).fetchone()
        if row is None:
            found = self._ask(query, exactly_one=exactly_one, **options)
            many = [found] if isinstance(found, Location) else list(found or [])
            data = json.dumps([[one.address, one.latitude, one.longitude, one.raw] for one in many])
            with closing(sqlite3.connect(self._path)) as store, store:
                store.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (key, data))
            return found
        places = [
            Location(address, (lat, lon), raw) for address, lat, lon, raw in json.loads(row[0])
        ]
        if not places:
            return None
        return places[0] if exactly_one else places


def nominatim(
    cache: Path, *, user_agent: str, domain: str = "nominatim.openstreetmap.org"
) -> Geocode:
    """Return a geocode callable for :class:`geodata.gazetteer.Gazetteer`'s ``fallback``.

    One request a second, every answer kept in ``cache``. ``user_agent`` names your application,
    as the service's policy asks.
    """
    service = Nominatim(user_agent=user_agent, domain=domain)
    limited = RateLimiter(service.geocode, min_delay_seconds=SECONDS_BETWEEN, max_retries=1)
    return DiskCache(cache, limited)
