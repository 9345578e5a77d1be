"""The classes' colours as readers with other colour vision see them, in both themes."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from events.query.symbol import CLASSES

Colour = npt.NDArray[np.float64]
STATIC = Path(__file__).parents[2] / "static" / "map"
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB; grey by luminance.
VISION = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def linear(code: str) -> Colour:
    parts = np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: Colour) -> Colour:
    """CIE 1976 L*a*b* of linear sRGB under D65."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    t = to_xyz @ np.clip(colour, 0, 1) / np.array([0.9505, 1.0, 1.089])
    x, y, z = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((float(LUMINANCE @ one), float(LUMINANCE @ other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(theme: str) -> dict[str, Colour]:
    """The colours of the style sheet and of the background."""
    sheet = (STATIC / "map.css").read_text(encoding="utf-8")
    start = sheet.index(':root[data-theme="dark"] {' if theme == "dark" else ":root {")
    block = sheet[start : sheet.index("}", start)]
    found = dict(re.findall(r"--([a-z]+): (#[0-9A-Fa-f]{6})\b", block))
    back = (STATIC / "basemap.js").read_text(encoding="utf-8")
    line = next(row for row in back.splitlines() if row.strip().startswith(f"{theme}:"))
    found |= dict(re.findall(r"(land|sea): \"(#[0-9A-Fa-f]{6})\"", line))
    return {name: linear(code) for name, code in found.items()}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
def test_neighbouring_classes_of_a_bar_or_ring_differ_for_every_eye(
    theme: str, vision: str
) -> None:
    seen = {g: lab(VISION[vision] @ colours(theme)[g]) for g in CLASSES}
    for one, other in combinations(CLASSES, 2):
        distance = float(np.linalg.norm(seen[one] - seen[other]))
        assert distance >= 10, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_class_stands_out_from_land_and_sea(theme: str) -> None:
    known = colours(theme)
    for group in CLASSES:
        for ground in ("land", "sea"):
            assert contrast(known[group], known[ground]) >= 3
