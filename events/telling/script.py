"""The map's scripts as one text, in the order in which they need each other."""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parents[2] / "static"
SCRIPTS = (
    "look",
    "server",
    "basemap",
    "labels",
    "symbol",
    "markers",
    "drawing",
    "layers",
    "timeline",
    "decision",
    "detail",
    "panel",
    "workbench",
)


def bundle(*more: str) -> str:
    """Return the scripts, ``more`` at the end."""
    names = (*SCRIPTS, *more)
    return "\n".join((STATIC / "map" / f"{n}.js").read_text(encoding="utf-8") for n in names)
