"""How likely each mention is to name a place, and to mean the place itself.

Three models in a row. The first knows the name and its surroundings; the second the surroundings
only, so that it learns from all corpora where in a sentence places stand; the third, which says
whether the place itself is meant, reads what the first two say of all mentions of a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geodata.forest import forest
from geodata.mention import Mention
from geodata.reading import Reading
from geodata.sense import tells
from geodata.sign import matrix

Floats = npt.NDArray[np.float64]
Signs = dict[str, float]
WORTH = 0.01
"""Mentions less likely to be names are not looked at further, unless they are called a site."""
_OWN = re.compile(
    r"^(?:known|matches|prior|prior_gap|kind.*|top_kind|is_.*|words|chars|upper|dots|digits|hyphen"
    r"|common|lowered|surname|forename|of|person|person_first|first_.*|last_.*|sites|road_code"
    r"|inside_known|holds_known|beside_known|longest|owner)$"
)
SUMMARY = ("found", "found_mean", "found_most", "around", "around_mean", "around_most")
"""What the third model reads of the first two: for the mention, and over all of its name."""


def surrounding(names: Sequence[str]) -> tuple[str, ...]:
    """Return those features that say nothing of the name itself."""
    return tuple(name for name in names if not _OWN.match(name))


def worth(rows: Sequence[Signs], found: Floats) -> npt.NDArray[np.intp]:
    """Return the indices of the mentions that the further models look at."""
    site = np.fromiter((row["whole"] and row["sites"] for row in rows), bool, len(rows))
    return np.flatnonzero((found >= WORTH) | site)


def summary(mentions: Sequence[Mention], found: Floats, around: Floats) -> npt.NDArray[np.float32]:
    """Return the columns of :data:`SUMMARY` for mentions (rows)."""
    same: dict[str, list[int]] = {}
    for i, mention in enumerate(mentions):
        same.setdefault(mention.name, []).append(i)
    repeated = [group for group in same.values() if len(group) > 1]
    columns = []
    for values in (found, around):
        mean, most = values.copy(), values.copy()
        for group in repeated:
            mean[group], most[group] = values[group].mean(), values[group].max()
        columns += [values, mean, most]
    return np.stack(columns, axis=1).astype(np.float32)


def verdict(reading: Reading, rows: Sequence[Signs]) -> tuple[Floats, Floats]:
    """Return for each mention the probability of being a name, and of meaning the place."""
    first, second, third = forest("mention"), forest("around"), forest("literal")
    found = first.probability(matrix(rows, first.names))
    literal = np.zeros(len(rows))
    kept = worth(rows, found).tolist()
    if kept:
        full = [rows[i] | tells(reading, i) for i in kept]
        around = second.probability(matrix(full, second.names))
        more = summary([reading.mentions[i] for i in kept], found[kept], around)
        own = matrix(full, third.names[: -len(SUMMARY)])
        literal[kept] = third.probability(np.hstack([own, more]))
    return found, literal
