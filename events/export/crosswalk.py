"""The tables of ``events/data/crosswalk.toml``."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from events.event import Event

_TABLES: dict[str, Any] = tomllib.loads(
    (resources.files("events") / "data" / "crosswalk.toml").read_text("utf-8")
)
INTER: dict[str, str] = _TABLES["acled_inter"]
ACLED_PLACE: dict[str, int] = _TABLES["acled_place"]
ACLED_TIME: dict[str, int] = _TABLES["acled_time"]
UCDP_PLACE: dict[str, int] = _TABLES["ucdp_place"]
UCDP_TIME: dict[str, int] = _TABLES["ucdp_time"]


def acled_type(event: Event) -> tuple[str, str, str] | None:
    """Return ACLED's disorder type, event type and sub-event type; None where it has none."""
    table: dict[str, list[str]] = _TABLES["acled"]
    found = table.get(f"{event.type} {event.mode}") or table.get(str(event.type))
    return (found[0], found[1], found[2]) if found else None
