"""The map first: what else a filter changes waits until the map has drawn it.

Streamlit draws the page's filters in the same browser thread that draws the map, a tenth of a
second of it, so they would hold each other up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from events.query.filter import Filter

MOST = 0.35
"""Seconds: a map drawn later (a slow line, a hidden window) is not waited for."""

_awaited: dict[Filter, Event] = {}
_lock = Lock()


@contextmanager
def map_first(asked: Filter) -> Iterator[None]:
    """Send the map its filter inside; leave once a reader's map has drawn it, or after ``MOST``."""
    with _lock:
        done = _awaited.setdefault(asked, Event())
    yield
    done.wait(MOST)
    with _lock:
        _awaited.pop(asked, None)


def drawn(asked: Filter) -> None:
    """Say that a map shows a filter: it asks for the timeline then."""
    with _lock:
        done = _awaited.get(asked)
    if done:
        done.set()
