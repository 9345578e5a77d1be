"""A user's own GeoJSON layers: front lines, areas of control, dropped into ``data/overlays``."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from events import settings

LARGEST = 10_000_000
"""Bytes of one file."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Overlay:
    """One layer, with what its file says of itself."""

    key: str
    """The file's name without its suffix."""
    name: str
    date: str
    source: str
    path: Path


def folder() -> Path:
    """Return the folder that layers are read from."""
    return settings.data_folder() / "overlays"


def overlays() -> tuple[Overlay, ...]:
    """Return the layers that can be read, by name; others are named in the log."""
    found = []
    for path in sorted(folder().glob("*.geojson")) if folder().is_dir() else ():
        content = _content(path)
        if content is not None:
            told = [str(content.get(field) or "") for field in ("name", "date", "source")]
            found.append(Overlay(path.stem, told[0] or path.stem, told[1], told[2], path))
    return tuple(found)


def overlay(key: str) -> dict[str, Any] | None:
    """Return a layer's GeoJSON; None if there is no such layer."""
    return next((_content(one.path) for one in overlays() if one.key == key), None)


def _content(path: Path) -> dict[str, Any] | None:
    try:
        if path.stat().st_size > LARGEST:
            _log.warning("%s has over %d MB and is left out", path, LARGEST // 1_000_000)
            return None
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        _log.warning("%s is no GeoJSON: %s", path, error)
        return None
    if isinstance(content, dict) and content.get("type") in ("FeatureCollection", "Feature"):
        return content
    _log.warning("%s is no GeoJSON FeatureCollection or Feature", path)
    return None
