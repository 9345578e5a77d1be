"""The numbers and tables of merging, from ``events/data/merging.toml``."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from importlib import resources
from typing import Any

_TABLES: dict[str, Any] = tomllib.loads(
    (resources.files("events") / "data" / "merging.toml").read_text("utf-8")
)
NEEDED: float = _TABLES["needed"]
MUTUAL = frozenset(_TABLES["mutual"])
"""Types whose parties do the same to each other."""
EMPTY = frozenset(_TABLES["empty"].split())
"""Words that say nothing of an event."""
PLACE: dict[str, float] = _TABLES["place"]
TIME: dict[str, float] = _TABLES["time"]
PARTIES: dict[str, float] = _TABLES["parties"]
DETAIL: dict[str, float] = _TABLES["detail"]
TOLL: list[dict[str, float]] = _TABLES["toll"]
OTHER_TOLL: list[dict[str, float]] = _TABLES["other_toll"]
WORDING: list[dict[str, float]] = _TABLES["wording"]
COPY: dict[str, float] = _TABLES["copy"]


def _alike() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for number, entry in enumerate(_TABLES["alike"]):
        for deed in entry["deeds"]:
            found[deed].add(f"alike {number}")
    return {deed: frozenset(names) for deed, names in found.items()}


ALIKE = _alike()
"""By "TYPE mode": the families of deeds that one paper tells as this type, another as another."""
