"""From what a person names to what it holds: the sources, with web and store behind them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import IO

from events import settings
from events.source import named
from events.source.intake import Found, Metadata
from events.source.link import Reader
from events.source.progress import Progress
from events.store.store import Store
from events.web.cache import Cache
from events.web.client import Client

AGAIN = timedelta(days=1)
"""After which a feed's page that was set aside is tried again."""


def gather(
    store: Store,
    names: Sequence[str],
    given: Metadata | None = None,
    *,
    pipe: IO[bytes] | None = None,
    progress: Progress | None = None,
) -> Iterator[Found]:
    """Yield what the sources hold: addresses, files, folders, lists of addresses, ``-``.

    An address that is named is fetched; a feed's pages are fetched only where the store does not
    have them. Where no address is named, nothing is fetched.
    """
    with ExitStack() as stack:

        def web() -> Reader:
            return reader(store, stack.enter_context(client()))

        yield from named.read(
            names, given, web=web, pipe=pipe or sys.stdin.buffer, progress=progress
        )


def client() -> Client:
    """Return the client that the settings ask for; close it after use."""
    return Client(cache=Cache(settings.web_folder()), private=settings.private_addresses())


def reader(store: Store, client: Client) -> Reader:
    """Return what reads addresses, and passes over those of feeds that the store knows."""
    return Reader(client, lambda url: store.knows(url, datetime.now(UTC) - AGAIN))
