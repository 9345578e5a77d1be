"""Scenes: the place that a story goes on at, for acts whose own sentence names none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.extract.draft import Draft
from events.report import DateBasis, EventType, Where

ON_THE_SPOT = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})
"""Types of acts that a story tells of at its scene; statements and moves happen anywhere."""
ANYWHERE = frozenset(
    ("restrict", "censor", "cyber", "martial-law", "withhold", "boycott", "strike", "curfew")
)
"""Modes of these types that need no scene."""
REACH = 4
"""Sentences that a scene holds for, unless the story has only one."""


def staged(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, in order, those without a place at the scene they belong to."""
    scenes = [d for d in drafts if _sets_scene(d)]
    only = len({(d.where.place.name, d.where.place.country) for d in scenes if _place(d)}) == 1
    return [_at_scene(draft, scenes, only) if _lacks(draft) else draft for draft in drafts]


def _place(draft: Draft) -> bool:
    return draft.where is not None and draft.where.place is not None


def _sets_scene(draft: Draft) -> bool:
    where = draft.where
    fine = where is not None and where.place is not None and where.place.pinnable
    return fine and draft.type in ON_THE_SPOT and not draft.aux


def _lacks(draft: Draft) -> bool:
    bound = draft.type in ON_THE_SPOT and draft.mode not in ANYWHERE
    return draft.where is None and bound and not draft.fresh


def _at_scene(draft: Draft, scenes: Sequence[Draft], only: bool) -> Draft:
    for scene in sorted(scenes, key=lambda s: (s.sentence > draft.sentence, -s.sentence)):
        apart = abs(draft.sentence - scene.sentence)
        if (only or apart <= REACH) and _same_time(draft, scene) and scene.where is not None:
            reason = f"the story's scene, as at '{scene.trigger.token.text}'"
            where = Where(quote=scene.where.quote, place=scene.where.place, reason=reason)
            return replace(draft, where=where)
    return draft


def _same_time(draft: Draft, scene: Draft) -> bool:
    """Whether nothing says that two acts were on different days."""
    one, other = draft.when, scene.when
    if one is None or other is None:
        told = one or other
        return told is None or told.basis is not DateBasis.STATED
    return one.start <= other.end and other.start <= one.end
