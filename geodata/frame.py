"""Frames: words around a name that only a place fills, for names that the models doubt.

"In the towns of [Jabla] and ...", "Near [Ayn Isa], one strike ...", "the [Omagh] bombing", "troops
retook [Bulo Marer]". What is named so is a place if the gazetteer has one of that name in a country
that the text tells of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geodata.mention import Mention
from geodata.reading import Reading
from geodata.wordlist import common_words, forenames, lexicon, vocabulary

WORTH = 0.004
"""Least probability, as a name or as a place, of a name that is looked at."""
SURE = 0.5
"""The chance of meaning the place itself that such a name gets."""
NAMED_AFTER = frozenset({"US"})
"""Countries whose towns are called after people and things: "Henry", "Story", "Congress"."""
_KIND = re.compile(
    r"\b(?:towns?|cit(?:y|ies)|villages?|ports?|suburbs?|settlements?|municipalit(?:y|ies)|outskirts"
    r"|neighbou?rhoods?|hamlets?|provinces?|states?|districts?|regions?|governorates?|departments?"
    r"|islands?|prefectures?)\s+of\s+$",
    re.I,
)
_IN = re.compile(r"\b(?:in|at|near|outside|around)\s+$", re.I)
_TAKEN = re.compile(
    r"\b(?:(?:re)?(?:took|taken|captured?|seized?)|overran|overrun|stormed|liberated?|shelled"
    r"|besieged|entered|bombed|attacked|raided|bombarded|pounded|reached)\s+$"
)
_NEXT = re.compile(
    r"[,.;:)\n]|\s*$|\s+(?:in|on|and|last|yesterday|today|late|early|earlier|where|after|when|killing"
    r"|this|that|to|with|by|before|during|since)\b|\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_THE = re.compile(r"\bthe\s+(?:\d{4}\s+)?$", re.I)
_ACT = re.compile(
    r"\s(?:attacks?|bombings?|blasts?|explosions?|killings?|massacres?|shootings?|siege|ambush|raids?"
    r"|(?:air\s?)?strikes?|shelling|clashes)\b"
)


def framed(reading: Reading, taken: Sequence[int], chance: npt.NDArray[np.float64]) -> list[int]:
    """Return the indices of further mentions whose surroundings leave only a place.

    ``taken`` are the mentions that the models found, ``chance`` how likely each is a name or place.
    """
    text = reading.text
    spans = [(reading.mentions[i].start, reading.mentions[i].end) for i in taken]
    found: list[int] = []
    lands: set[str] | None = None
    for i in np.flatnonzero(chance >= WORTH).tolist():
        mention = reading.mentions[i]
        if any(start < mention.end and mention.start < end for start, end in spans):
            continue
        if not _framed(text, mention) or _other(reading, mention):
            continue
        lands = _lands(reading, taken) if lands is None else lands
        if lands and any(reading.atlas.country(m.row) in lands for m in mention.matches):
            found.append(i)
    return _longest(reading, found)


def _framed(text: str, mention: Mention) -> bool:
    before = max(0, mention.start - 40)
    if _THE.search(text, before, mention.start):
        return _ACT.match(text, mention.end) is not None
    if _NEXT.match(text, mention.end) is None:
        return False
    return any(frame.search(text, before, mention.start) for frame in (_KIND, _IN, _TAKEN))


def _other(reading: Reading, mention: Mention) -> bool:
    """Whether a name is cut wrongly, an everyday word, a month, a person's or a building's."""
    word = mention.name.lower()
    if word.endswith("."):
        return True  # the full stop of a sentence, or an abbreviation
    if word in common_words() | forenames() | lexicon()["months"] | vocabulary()["inner"]:
        return True
    return reading.facility(mention) is not None or reading.personal(mention)


def _lands(reading: Reading, taken: Sequence[int]) -> set[str]:
    """Return the countries (alpha-2) that a text names, or places of no other country."""
    atlas = reading.atlas
    lands: set[str] = set()
    for i in taken:
        rows = [match.row for match in reading.mentions[i].matches]
        around = {atlas.country(row) for row in rows}
        if len(around) == 1 or (rows and atlas.feature(rows[0]).startswith("PCL")):
            lands.add(atlas.country(rows[0]))
    return lands - NAMED_AFTER - {""}


def _longest(reading: Reading, found: Sequence[int]) -> list[int]:
    """Return those of some mentions that are not part of a longer one."""
    mentions = reading.mentions
    order = sorted(found, key=lambda i: mentions[i].start - mentions[i].end)
    kept: list[int] = []
    for i in order:
        one = mentions[i]
        if not any(mentions[k].start < one.end and one.start < mentions[k].end for k in kept):
            kept.append(i)
    return kept
