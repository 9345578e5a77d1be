"""Outlines of countries, first-order units and our own regions, as GeoJSON geometries."""

from __future__ import annotations

import json
import lzma
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from geodata.source import SOURCES

BUILT = Path(__file__).parent / "built"


def build(target: Path = BUILT) -> dict[str, tuple[float, float, float, float]]:
    """Unpack the outlines into ``target``; return each key's box (west, south, east, north)."""
    target.mkdir(parents=True, exist_ok=True)
    index: dict[str, tuple[int, int]] = {}
    boxes: dict[str, tuple[float, float, float, float]] = {}
    with (
        lzma.open(SOURCES / "outlines.jsonl.xz", "rt", encoding="utf-8") as lines,
        (target / "outlines.jsonl").open("wb") as out,
    ):
        for line in lines:
            record = json.loads(line)
            data = line.encode()
            index[record["key"]] = (out.tell(), len(data))
            boxes[record["key"]] = _box(record["coordinates"])
            out.write(data)
    (target / "outlines.json").write_text(json.dumps(index))
    return boxes


def _box(polygons: list[list[list[list[float]]]]) -> tuple[float, float, float, float]:
    xs = [x for polygon in polygons for x, _ in polygon[0]]
    ys = [y for polygon in polygons for _, y in polygon[0]]
    return min(xs), min(ys), max(xs), max(ys)


@cache
def _index() -> dict[str, list[int]]:
    path = BUILT / "outlines.json"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: run 'python -m geodata build' once")
    index: dict[str, list[int]] = json.loads(path.read_text())
    return index


def keys() -> Collection[str]:
    """Return the keys of all outlines. Raises as :func:`outline` does."""
    return _index().keys()


@lru_cache(maxsize=256)
def outline(key: str) -> Mapping[str, Any] | None:
    """Return the GeoJSON geometry (WGS 84) of ``UKR``, ``UA.05`` or ``donbas``; None if unknown.

    Borders are the internationally recognised ones: Crimea and Sevastopol are in Ukraine.
    Raises FileNotFoundError if ``python -m geodata build`` has not run.
    """
    where = _index().get(key)
    if where is None:
        return None
    with (BUILT / "outlines.jsonl").open("rb") as lines:
        lines.seek(where[0])
        record = json.loads(lines.read(where[1]))
    return {"type": record["type"], "coordinates": record["coordinates"]}
