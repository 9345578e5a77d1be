"""One state of the store, read while others write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from events.store.schema import event as events
from events.store.schema import event_actor as actors
from events.store.schema import setting


class Snapshot:
    """One state of the store: events and their parties that belong together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self) -> int:
        """Return the number that :meth:`Store.version` gave when this was the present state."""
        query = select(setting.c.value).where(setting.c.key == "changes")
        return self._connection.scalar(query) or 0

    def event_rows(self) -> Iterator[Row[Any]]:
        """Yield the flat row of every event (see :data:`events.store.schema.event`), by id."""
        return self._stream(select(events).order_by(events.c.id))

    def actor_rows(self) -> Iterator[Row[Any]]:
        """Yield every party of every event (see :data:`events.store.schema.event_actor`)."""
        return self._stream(select(actors).order_by(actors.c.event_id, actors.c.position))

    def _stream(self, query: Select[Any]) -> Iterator[Row[Any]]:
        return iter(self._connection.execute(query, execution_options={"yield_per": 10_000}))
