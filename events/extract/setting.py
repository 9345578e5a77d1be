"""Settings: what kind of story an article is, for words that mean another thing in each.

A team "attacks" and "defeats" in a match report, a storm "kills" and "destroys"; firms and private
people demand, reject and meet without any reader of a conflict map wanting to see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc

from events.extract.draft import Draft
from events.extract.nominal import SPEECH
from events.extract.vocabulary import words
from events.report import EventType, Role

SPORTS, DISASTERS = 4, 3
"""Different words of sport, or mentions of disaster, from which on an article is of that kind."""
CIVIL = SPEECH | {EventType.COOPERATE, EventType.AID}
"""Types that private parties do every day; events only between public ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What kind of story an article is."""

    sport: bool
    disaster: bool

    def refusal(self, draft: Draft) -> str | None:
        """Return why a mention is no event in such a story, or None if it may be one."""
        lemma = draft.trigger.token.lemma_.lower()
        grave = lemma in words("setting", "grave")
        if self.sport and not grave:
            return "a story of sport"
        loose = lemma in words("setting", "loose")
        if self.disaster and draft.type is EventType.ASSAULT and loose and not _violent(draft):
            return "a story of an accident, a disaster or a disease"
        return None


def setting(doc: Doc) -> Setting:
    """Return the kind of story that the words of a text tell."""
    lemmas, counts = np.unique(doc.to_array("LEMMA"), return_counts=True)
    count = dict(zip(lemmas.tolist(), counts.tolist(), strict=True))
    sport = sum(code in count for code in _codes("sport"))
    disaster = sum(count.get(code, 0) for code in _codes("disaster"))
    violence = sum(count.get(code, 0) for code in _codes("violence"))
    return Setting(
        sport=sport >= SPORTS and violence < sport,
        disaster=disaster >= DISASTERS and disaster > 2 * violence,
    )


@cache
def _codes(name: str) -> frozenset[int]:
    """Return spaCy's codes of a table's words, in lower case and as names write them."""
    listed = words("setting", name)
    return frozenset(get_string_id(form) for word in listed for form in (word, word.capitalize()))


def _violent(draft: Draft) -> bool:
    """Whether a word of violence stands in the sentence."""
    lemmas = {token.lemma_.lower() for token in draft.trigger.token.sent}
    return bool(lemmas & words("setting", "violence"))


def private(draft: Draft, *, grave: bool) -> bool:
    """Whether those who act are no public parties, and those they reach neither.

    In a ``grave`` story, of violence or protest, what private people say counts, but not what
    they ask for. A meeting of nobody in particular is private in any other.
    """
    acting = any(part.role is Role.ACTOR for part in draft.parts)
    public = any(part.figure.public for part in draft.parts)
    if grave:
        return draft.type is EventType.REQUEST and acting and not public
    lemma = draft.trigger.token.lemma_.lower()
    nobody = draft.type is EventType.CONSULT and not draft.parts and draft.mode in (None, "visit")
    nobody = nobody and lemma not in words("setting", "public")
    return draft.type in CIVIL and (acting or nobody) and not public
