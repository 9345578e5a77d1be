"""Spots: the names in the words that say where, whether or not anybody can locate them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from events.extract.cast import Cast
from events.extract.draft import Draft
from events.extract.name import names
from events.extract.placing import list_of, locative, phrase_head
from events.extract.sentence import sentence_of


def spots(draft: Draft) -> frozenset[str]:
    """Return the lower-case names in a mention's own clause that stand after "in", "at", "near"."""
    clause = governing(draft.trigger.token)
    return frozenset(
        span.text.lower()
        for span in names(sentence_of(draft.trigger.token))
        if governing(span.root) == clause and locative(span.root) is not None
    )


def governing(token: Token) -> Token:
    """Return the verb of a token's clause: itself, or the nearest above."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def listed(trigger: Token, cast: Cast) -> tuple[Span, ...]:
    """Return the names of places that a clause lists, one after the other: "in X and [in] Y".

    Two or more; nothing where the clause has no such list.
    """
    clause = governing(trigger)
    lists: dict[Token, list[Span]] = {}
    for span in names(sentence_of(trigger)):
        if governing(span.root) == clause and locative(span.root) is not None:
            lists.setdefault(list_of(span.root), []).append(span)
    for found in lists.values():
        heads = [head for span in found for head in (span.root, phrase_head(span.root))]
        several = [s for s in found if _listed(s.root, heads) and not _other(s, cast)]
        if len(several) > 1:
            return tuple(several)
    return ()


def _listed(root: Token, heads: Sequence[Token]) -> bool:
    """Whether a name, or the noun that it describes, is coordinated to another of several."""
    others = {*root.conjuncts, *phrase_head(root).conjuncts}
    return any(other in others for other in heads)


def _other(span: Span, cast: Cast) -> bool:
    """Whether a name is a party's."""
    party = cast.affiliations.mentions.get(span.root.i)
    return party is not None and party.party.sector != "GOV"
