"""Differences: what keeps two mentions from telling of one event, though no date or place does."""

from __future__ import annotations

from collections.abc import Sequence

from events.extract.draft import Draft
from events.extract.vocabulary import words
from events.report import DateBasis, EventType, Role

MEANS: dict[str, str] = {
    "aerial": "air",
    "drone": "air",
    "firearms": "hand",
    "primitive": "hand",
    "suicide-attack": "hand",
    "targeted": "hand",
}
"""Modes of ASSAULT that are not used in one act."""


def means_differ(one: Draft, other: Draft) -> bool:
    """Whether one was done from the air and the other by hand."""
    if one.type is not EventType.ASSAULT or other.type is not EventType.ASSAULT:
        return False
    mine, theirs = MEANS.get(one.mode or ""), MEANS.get(other.mode or "")
    return mine is not None and theirs is not None and mine != theirs


def sides(draft: Draft, role: Role) -> frozenset[str]:
    """Return the known parties in a role: countries, and listed parties without one."""
    return frozenset(
        part.figure.country or part.figure.name
        for part in draft.parts
        if part.role is role and (part.figure.country or part.figure.listed)
    )


CROWD = frozenset(("dozen", "hundred", "thousand", "score", "number", "people", "civilian"))
WEEKS = 25
"""Days; a date at least so long is a month's or a year's."""


def tally(draft: Draft) -> bool:
    """Whether the words count up many events: "dozens [have been killed]", "a series of [raids]".

    A series counts as such only over a month or a year: "a series of blasts on Monday" is one.
    """
    token = draft.trigger.token
    if token.pos_ == "NOUN":
        above = token.head
        several = above.head.lemma_.lower() in words("selection", "several")
        when = draft.when
        long = when is not None and (when.end - when.start).days >= WEEKS
        return several and token.dep_ == "pobj" and above.lower_ == "of" and long
    helpers = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
    counted = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
    many = any(
        c.lemma_.lower().removesuffix("s") in CROWD
        or c.lemma_.lower() in words("selection", "vague")
        for c in counted
    )
    return many and bool(helpers & {"has", "have"})


def long_past(draft: Draft, group: Sequence[Draft]) -> bool:
    """Whether a mention is dated by a month or year, and what it might join has no date.

    Or the other way round: what has no date, named as if it were new, is not the year's.
    """
    if draft.anaphoric:
        return False
    if draft.when is None:
        noun = draft.trigger.token.pos_ == "NOUN"
        return noun and bool(draft.parts) and all(map(_of_weeks, group))
    return _of_weeks(draft) and not any(d.when and d.when.basis is DateBasis.STATED for d in group)


def _of_weeks(draft: Draft) -> bool:
    """Whether a mention is dated by a month or a year."""
    when = draft.when
    stated = when is not None and when.basis is DateBasis.STATED
    return stated and when is not None and (when.end - when.start).days >= WEEKS
