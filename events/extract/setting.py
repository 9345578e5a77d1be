"""Settings: what kind of story an article is, for words that mean another thing in each.

A team "attacks" and "defeats" in a match report, a storm "kills" and "destroys"; firms and private
people demand, reject and meet without any reader of a conflict map wanting to see it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from events.extract.draft import Draft
from events.extract.selection import SPEECH
from events.extract.vocabulary import words
from events.report import EventType

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
    count = Counter(token.lemma_.lower() for token in doc if token.is_alpha)
    sport = sum(word in count for word in words("setting", "sport"))
    disaster = sum(count[word] for word in words("setting", "disaster"))
    violence = sum(count[word] for word in words("setting", "violence"))
    return Setting(
        sport=sport >= SPORTS and violence < sport,
        disaster=disaster >= DISASTERS and disaster > 2 * violence,
    )


def _violent(draft: Draft) -> bool:
    """Whether a word of violence stands in the sentence."""
    lemmas = {token.lemma_.lower() for token in draft.trigger.token.sent}
    return bool(lemmas & words("setting", "violence"))


def private(draft: Draft) -> bool:
    """Whether those who take part are no public parties: no state, office, force or crowd."""
    if draft.type not in CIVIL or not draft.parts:
        return False
    return not any(part.figure.public for part in draft.parts)
