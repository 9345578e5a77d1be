"""Repetition: whether an act is told again, by its words, its place or its parties."""

from __future__ import annotations

from spacy.tokens import Token

from events.extract.draft import Draft
from events.extract.vocabulary import words
from events.report import DateBasis, EventType, Role

FEW = 3
"""Sentences within which "the protesters" are those told of."""


def again(draft: Draft, group: list[Draft], near: int) -> tuple[float, str] | None:
    """Return how well an act told again fits what it may repeat, and why; None if nothing says so.

    ``near`` is the number of sentences between them.
    """
    if _repeats(draft, group):
        return (1.5, "has the same word and the same parties")
    if _same_scene(draft, group):
        return (1.4, "has the same place and the same parties")
    if near <= FEW and _same_crowd(draft):
        return (1.3, "tells on of the same crowd")
    if near == 1 and _goes_on(draft, group[-1]):
        return (1.2, "goes on from the sentence before")
    return None


def _repeats(draft: Draft, group: list[Draft]) -> bool:
    """Whether an act is told again in the same words, as the lead does with the headline's."""
    return any(
        other.trigger.token.lemma_ == draft.trigger.token.lemma_
        and draft.names(Role.ACTOR) & other.names(Role.ACTOR)
        and draft.names(Role.RECIPIENT) & other.names(Role.RECIPIENT)
        for other in group
    )


def _same_scene(draft: Draft, group: list[Draft]) -> bool:
    """Whether the same countries' parties do it to the same ones at the same place."""
    here = draft.where.place if draft.where else None
    return here is not None and any(
        other.where is not None and other.where.place == here and same_states(draft, [other])
        for other in group
    )


def _same_crowd(draft: Draft) -> bool:
    """Whether a known crowd goes on with its protest: "The protesters threw stones."."""
    if draft.type is not EventType.PROTEST or draft.where is not None:
        return False
    return any(
        token.lower_ == "they"
        or (
            token.lemma_.lower() in words("scene", "crowd")
            and any(child.lower_ == "the" for child in token.lefts)
        )
        for token in draft.trigger.frame.subjects
    )


def _goes_on(draft: Draft, last: Draft) -> bool:
    """Whether a passive tells what came of the act before: "Ten vehicles were set ablaze."."""
    token, before = draft.trigger.token, last.trigger.token
    passive = any(child.dep_ == "nsubjpass" for child in token.children)
    stated = draft.when is not None and draft.when.basis is DateBasis.STATED
    told = draft.where or stated or draft.names(Role.ACTOR) or "\n" in _between(before, token)
    return passive and token.dep_ == "ROOT" and not told


def _between(before: Token, token: Token) -> str:
    return str(token.doc[before.i : token.i].text)


def same_states(draft: Draft, group: list[Draft]) -> bool:
    """Whether voices of one country, "Oslo" and "the premier", say the like of one other."""
    mine = draft.countries(Role.ACTOR), draft.countries(Role.RECIPIENT)
    theirs = ((other.countries(Role.ACTOR), other.countries(Role.RECIPIENT)) for other in group)
    return all(mine) and mine in theirs
