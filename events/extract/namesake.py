"""Namesakes: which of several of a name the listed parties of one article are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from events.extract.actor import Mention, Party, mentions

NAMESAKES = frozenset(("PTY", "GOV", "COP", "MIL"))
"""Sectors of listed bodies whose like other countries have too: a "Workers' Party", a "Rada"."""
HALVES = {"North": ("North Korea", "PRK"), "South": ("South Korea", "KOR")}
"""What "the North" and "the South" are in an article that tells of both Koreas."""


def known_as(doc: Doc) -> tuple[Mention, ...]:
    """Return the parties that a text names, by position, as what they are in this article."""
    found = tuple(_owned(doc, mentions(doc)))
    return tuple(sorted((*found, *_halves(doc, found)), key=lambda mention: mention.start))


def _owned(doc: Doc, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield mentions, bodies of a common name as their owner's: "[Canada]'s House of Commons"."""
    before: Mention | None = None
    for mention in found:
        party, owner = mention.party, before.party if before else None
        gap = doc[before.end : mention.start] if before else None
        beside = gap is not None and [token.lower_ for token in gap] in ([], ["'s"], ["’s"])
        state = (
            owner is not None and before is not None and (before.demonym or owner.sector == "GOV")
        )
        if beside and state and owner is not None and party.sector in NAMESAKES:
            mention = replace(mention, party=replace(party, country=owner.country or party.country))
        before = mention
        yield mention


def _halves(doc: Doc, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield "the North" and "the South" where they act as states."""
    if not {country for _, country in HALVES.values()} <= {m.party.country for m in found}:
        return
    taken = {index for mention in found for index in range(mention.start, mention.end)}
    for token in doc[1:]:
        alone = token.i + 1 == len(doc) or doc[token.i + 1].pos_ not in ("PROPN", "NOUN")
        if token.text in HALVES and token.i not in taken and alone:
            name, country = HALVES[token.text]
            if doc[token.i - 1].lower_ == "the":
                party = Party(name=name, country=country, sector="GOV")
                yield Mention(start=token.i, end=token.i + 1, party=party)
