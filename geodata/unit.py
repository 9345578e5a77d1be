"""Unit words beside a name: "the Donetsk region" is the oblast, "Zaporizhzhia plant" the plant."""

from __future__ import annotations

import re

from geodata.atlas import Atlas, Match
from geodata.names import NameKind
from geodata.spelling import fold

_AFTER = re.compile(
    r"^((?:\s(?:nuclear|power|air|border|military|international|refugee|gold|oil|[A-Z][a-z]+)){0,3}"
    r"\s(?:region|oblast|province|governorate|plant|base|airbase|airport|airfield|"
    r"crossing|bridge|dam|district|county|raion|peninsula|strait|river|hospital|prison|jail|camp|"
    r"mine|field|refinery|barracks|square|mosque|monastery|island|islands|valley|mountains|"
    r"forest|university|stadium))\b"
)
_BEFORE = re.compile(
    r"\b(region|oblast|province|governorate|state|county|district) of (?:the )?$", re.IGNORECASE
)


def unit_matches(text: str, start: int, end: int, atlas: Atlas) -> tuple[Match, ...]:
    """Return the rows of the longer, known name that a name is part of; empty if there is none."""
    name = text[start:end]
    keys = []
    after = _AFTER.match(text[end : end + 48])
    if after:
        tail = after.group(1).split()
        keys += [fold(" ".join([name, *tail]))]
        keys += [fold(f"{name} {tail[-1]}")] if len(tail) == 1 else []
    before = _BEFORE.search(text[max(0, start - 24) : start])
    if before:
        keys.append(fold(f"{name} {before.group(1)}"))
    for matches in atlas.find(keys) if keys else []:
        strong = tuple(m for m in matches if m.kind <= NameKind.DERIVED)
        if strong:
            return strong
    return ()
