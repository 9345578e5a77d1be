"""What page and exports read: the index of all events, single events and articles."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Protocol
from zipfile import BadZipFile

from events import assembly, settings
from events.article import Article
from events.event import Event
from events.query.index import Index
from events.query.reader import build
from events.query.selection import Desk
from events.store.archive import Capture
from events.store.store import Store
from geodata.country import country

_log = logging.getLogger(__name__)
FRESH = 0.25
"""Seconds in which a reader who pans may see the events as they were."""
LAYOUT = 2
"""Raised with each change of the index's columns: older files are then built anew."""


def country_name(code: str) -> str:
    """Return a country's English name; the code itself where it is unknown."""
    found = country(code)
    return found.name if found else code


class Catalogue(Protocol):
    """Where the page gets its events from."""

    def desk(self) -> Desk:
        """Return the questions' answerer over the events as they are now."""

    def ready(self) -> Desk | None:
        """Return the desk if it is known to be fresh; None where that would take a while."""

    def version(self) -> str:
        """Return a word that changes when the events do."""

    def event(self, event_id: str) -> Event | None:
        """Return an event, None if there is no such."""

    def article(self, article_id: str) -> Article | None:
        """Return an article, None if there is no such."""

    def captures(self, article_id: str) -> tuple[Capture, ...]:
        """Return when and how an article came, with its bytes; empty for one kept without."""

    def excerpts(self, event_ids: Sequence[str]) -> list[str]:
        """Return the best quote of each event, empty where there is none."""


class StoreCatalogue:
    """The events of a store. Safe to share between threads."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self._folder = folder
        self._lock = Lock()
        self._desk: Desk | None = None
        self._version = ""
        self._checked = 0.0

    def version(self) -> str:
        """Return a word for this database in its present state."""
        return f"{LAYOUT}-{self.store.version()}"

    def desk(self, progress: Callable[[int], None] = lambda _count: None) -> Desk:
        """Return the desk, built anew where the store has changed."""
        version = self.version()
        with self._lock:
            if self._desk is None or version != self._version:
                index = self._index(version, progress)
                self._desk = Desk(index, search=self.store.search, country=country_name)
                self._version = version
            self._checked = time.monotonic()
            return self._desk

    def ready(self) -> Desk | None:
        """Return the desk if a look into the store has just shown it to be fresh."""
        fresh = time.monotonic() - self._checked < FRESH
        return self._desk if fresh else None

    def _index(self, version: str, progress: Callable[[int], None]) -> Index:
        """Return the index kept on disk if it is of this version, else build and keep it."""
        stamp = sha256(f"{version} {settings.database_url()}".encode()).hexdigest()
        # Its state is in its name: other processes may keep one of another state at the same time.
        path = self._folder / f"index-{stamp[:16]}.npz"
        try:
            return Index.load(path)
        except FileNotFoundError:
            pass
        except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
            _log.warning("%s cannot be read and is built anew: %s", path, error)
        with self.store.snapshot() as seen:
            # One state: a party of an event that was added meanwhile would belong to no row.
            index = build(seen.event_rows(), seen.actor_rows(), progress)
        index.save(path)
        for old in self._folder.glob("index*.npz"):
            if old != path:
                with suppress(OSError):  # gone meanwhile, or open where that keeps a file
                    old.unlink()
        return index

    def event(self, event_id: str) -> Event | None:
        """Return an event by its id or that of any of its reports."""
        return assembly.whole(self.store, event_id)

    def article(self, article_id: str) -> Article | None:
        """Return an article."""
        kept = self.store.article(article_id)
        return kept.article if kept else None

    def captures(self, article_id: str) -> tuple[Capture, ...]:
        """Return when and how an article came, with its bytes."""
        return self.store.captures(article_id)

    def excerpts(self, event_ids: Sequence[str]) -> list[str]:
        """Return the best quote of each event."""
        found = self.store.excerpts(event_ids)
        return [found.get(event_id, "") for event_id in event_ids]


@cache
def store_catalogue() -> StoreCatalogue:
    """Return the catalogue of the configured store, opened once a process."""
    return StoreCatalogue(Store.open(settings.database_url()), settings.data_folder())
