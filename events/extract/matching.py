"""Matching: the stretches of a text that the rules of dates fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.extract.grammar import RULES, TIME, present
from events.extract.reading import Groups, Resolver

FILED = re.compile(r"[\s,).]*(?:\([A-Z][\w\s.]*\)\s*)?(?:-|–|—)")
"""What follows the day of a dateline."""
ROOM = 60
"""Characters to either side of a word of time that its expression may take."""
Match = tuple[int, int, Groups, Resolver]


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that hold a word of time, with room for the words around it."""
    low = high = -1
    for anchor in TIME.finditer(text):
        if anchor.end() + ROOM <= high:
            continue
        if high >= 0 and anchor.start() - ROOM > high:
            yield low, high
            low = -1
        if low < 0:
            low = text.rfind(" ", 0, max(0, anchor.start() - ROOM)) + 1
        high = text.find(" ", anchor.end() + ROOM)
        high = len(text) if high < 0 else high
    if low >= 0:
        yield low, high


def dateline(text: str, start: int, end: int) -> bool:
    """Whether a day only tells when the report was filed: "DURBAN, [July 13] -"."""
    before = text[text.rfind("\n", 0, start) + 1 : start].strip(" ,.(")
    filed = len(before) <= 40 and before.isupper() and before[:1].isalpha()
    return filed and FILED.match(text, end) is not None


def matches(text: str) -> list[Match]:
    """Return the rules' matches, longest first where they overlap, none overlapping."""
    found = [
        (*match, rule.resolve)
        for low, high in _windows(text)
        for words in (present(text, low, high),)
        for rule in RULES
        if not rule.needs.isdisjoint(words)
        for match in rule.matches(text, low, high)
    ]
    found.sort(key=lambda item: (item[0], -item[1]))
    kept: list[Match] = []
    for item in found:
        if not kept or item[0] >= kept[-1][1]:
            kept.append(item)
        elif item[1] - item[0] > kept[-1][1] - kept[-1][0]:
            kept[-1] = item
    return kept
