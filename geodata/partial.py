"""Names the gazetteer lacks, resolved by the known name inside them: "North Dallas"."""

from __future__ import annotations

import re

from geodata.atlas import Atlas, Match
from geodata.names import NameKind
from geodata.wordlist import lexicon

_SHORT = {"twp": "Township", "co": "County", "univ": "University"}
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")


def partial(atlas: Atlas, name: str) -> tuple[Match, ...]:
    """Return rows that a name may lie in, all of the loosest kind; empty if none is sensible.

    Directions ("southern Syria") and the words of institutions and buildings ("Manila Cathedral")
    may go; a road or a water is never placed at the town it is called after.
    """
    words = [_SHORT.get(w.rstrip(".").lower(), w) for w in _WORD.findall(name)]
    lists = lexicon()
    if not words or len(words) > 8:
        return ()
    last = words[-1].lower().rstrip(".")
    if last in lists["road"] or last in lists["natural"] or words[0].lower() in lists["natural"]:
        return ()
    for attempt in _attempts(words):
        found = atlas.search(attempt)
        if found and found[0].kind is not NameKind.LOOSE:
            return tuple(Match(match.row, NameKind.LOOSE) for match in found)
    return ()


def _attempts(words: list[str]) -> list[str]:
    """Return shorter names to try, the likeliest first."""
    lists = lexicon()
    attempts = [" ".join(words)]
    core = list(words)
    while len(core) > 1 and core[0].lower() in lists["direction"] | {"the", "of", "city", "town"}:
        core = core[1:]
        attempts.append(" ".join(core))
    head = core[0].lower()
    tail = core[-1].lower().rstrip(".")
    if "of" in core[1:-1]:
        attempts.append(" ".join(core[core.index("of") + 1 :]))
    if tail in lists["organisation"] | lists["building"] | lists["unit"] or head in lists["unit"]:
        attempts += [" ".join(core[:n]) for n in range(len(core) - 1, 0, -1)]
    return list(dict.fromkeys(attempts))
