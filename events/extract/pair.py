"""Pairs: which two parties "both countries", "each side" and "the two leaders" mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from spacy.tokens import Token

from events.extract.actor import Mention
from events.extract.vocabulary import words
from geodata.toponym import Sense, Toponym

WINDOW = 300
"""Tokens before a phrase in which the two that it means are looked for."""


def told_as_two(token: Token) -> bool:
    """Whether a phrase means two parties told of before: "[both] countries", "the [two] armies"."""
    if (
        token.lower_ == "both"
        and token.pos_ in ("PRON", "DET")
        and token.dep_ in words("pair", "as")
    ):
        return True
    if token.lemma_.lower() not in words("pair", "heads"):
        return False
    first = [child.lower_ for child in token.lefts]
    if any(child.dep_ in ("amod", "compound", "poss", "relcl") for child in token.children):
        return False
    if any(child.lower_ in ("of", "from", "in") for child in token.rights):
        return False
    return bool(set(first) & words("pair", "each")) or ("two" in first and "the" in first)


def pair(
    token: Token, mentions: Mapping[int, Mention], places: Mapping[int, Toponym]
) -> tuple[Mention, ...]:
    """Return the two of different countries that a phrase means, in the order of the text.

    They are the last two of its own sentence, else of those named shortly before the two that the
    article names most. A place where something happened is no party. Nothing where there are not
    two.
    """
    found: dict[str, Mention] = {}
    for index in range(token.i - 1, max(-1, token.i - WINDOW), -1):
        mention, toponym = mentions.get(index), places.get(index)
        named = mention is not None and mention.party.country and index == mention.end - 1
        if mention is None or not named or (toponym and toponym.sense is Sense.LITERAL):
            continue
        found.setdefault(mention.party.country or "", mention)
        if len(found) == 2 and all(m.start >= token.sent.start for m in found.values()):
            break
    often = Counter(m.party.country for i, m in mentions.items() if i == m.end - 1)
    two = sorted(found, key=lambda country: -often[country])[:2]
    return tuple(sorted((found[c] for c in two), key=lambda m: m.start)) if len(two) == 2 else ()
