"""Announcements: what a party says that it, or another, will or must do is an act of its own.

"The rebels said they would free the hostages" tells of a promise (AGREE), "said it would bomb the
port" of a threat, "said it would not accept" of a refusal, "said the army must leave" of a demand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from events.extract.lexicon import classes
from events.extract.standing import Standing
from events.extract.trigger import Trigger
from events.extract.vocabulary import words
from events.report import Aux, EventType

SameParty = Callable[[Token, Token], bool]
HOSTILE: dict[EventType, str | None] = {
    EventType.ASSAULT: "violence",
    EventType.COERCE: "restrict",
    EventType.SANCTION: "relations",
    EventType.PROTEST: None,
}
"""Types whose announcement threatens, with the mode of THREATEN."""
FRIENDLY = frozenset(
    {
        EventType.AID,
        EventType.COOPERATE,
        EventType.CONCEDE,
        EventType.SUPPORT,
        EventType.AGREE,
        EventType.CONSULT,
        EventType.RETREAT,
    }
)
"""Types whose announcement promises."""
DECIDED = frozenset({EventType.RETREAT, EventType.MOBILIZE, EventType.AID, EventType.COOPERATE})
"""Types whose announced decision counts as the act itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """The act that saying so is."""

    type: EventType
    mode: str | None
    aux: frozenset[Aux]
    speaker: Token | None
    reason: str


def announcement(trigger: Trigger, standing: Standing, same: SameParty) -> Announcement | None:
    """Return the act of announcing what a trigger foresees, or None if nobody announces it.

    ``same`` tells whether two phrases mean one party or one country's.
    """
    unreal = standing.aux & {Aux.FUTURE, Aux.HYPOTHETICAL}
    if not unreal or standing.aux & {Aux.GENERIC}:
        return None
    token = trigger.token
    marks = (child.lower_ for child in token.children if child.dep_ == "mark")
    if any(mark in words("standing", "condition") for mark in marks):
        return None
    kind = trigger.sense.type
    if kind in HOSTILE and _plotted(trigger, standing, same):
        teller = standing.claimant
        assert teller is not None  # noqa: S101 - _plotted looked
        return _act(EventType.ACCUSE, "allege", teller, token, "says that another meant to")
    negated = Aux.NEGATION in standing.aux
    speaker = (
        _speaker(trigger, standing, same)
        or _disposer(trigger, standing)
        or _refuser(trigger, standing)
    )
    if speaker is None:
        return None
    if negated:
        if kind in FRIENDLY:
            return _act(EventType.REJECT, None, speaker, token, "says that it will not")
        return None
    if kind in DECIDED:
        mode, reason = trigger.sense.mode, f"'{speaker.text}' announces it"
        return Announcement(type=kind, mode=mode, aux=frozenset(), speaker=speaker, reason=reason)
    if kind in HOSTILE:
        return _act(EventType.THREATEN, HOSTILE[kind], speaker, token, "says that it will")
    if kind in FRIENDLY:
        return _act(EventType.AGREE, None, speaker, token, "says that it will")
    return None


def _plotted(trigger: Trigger, standing: Standing, same: SameParty) -> bool:
    """Whether somebody says that another planned an act: "police said he [planned] to attack"."""
    plan, teller = trigger.token.head, standing.claimant
    listed = words("announcement", "plotting")
    if trigger.token.dep_ != "xcomp" or plan.lemma_.lower() not in listed or teller is None:
        return False
    if plan.tag_ not in ("VBD", "VBN", "VBG") or not trigger.frame.subjects:
        return False
    subject = trigger.frame.subjects[0]
    return subject != teller and subject.lower_ not in ("i", "we") and not same(subject, teller)


def _act(kind: EventType, mode: str | None, speaker: Token, token: Token, how: str) -> Announcement:
    reason = f"'{speaker.text}' {how}: '{token.text}' -> {kind}"
    return Announcement(type=kind, mode=mode, aux=frozenset(), speaker=speaker, reason=reason)


def _decides(reporter: Token) -> bool:
    listed = words("standing", "announcing") | words("announcement", "deciding")
    return reporter.lemma_.lower() in listed


def _speaker(trigger: Trigger, standing: Standing, same: SameParty) -> Token | None:
    """Return who announces: the claimant, where the act foreseen is its own."""
    if not trigger.frame.subjects or not _willing(trigger.token):
        return None
    auxiliaries = {c.lower_ for c in trigger.token.children if c.dep_ == "aux"}
    if trigger.frame.subjects[0].lower_ in ("i", "we") and "would" not in auxiliaries:
        return standing.claimant or trigger.frame.subjects[0]
    governor = trigger.token.head
    if trigger.token.dep_ in ("xcomp", "advcl") and governor.lemma_ in words(
        "announcement", "deciding"
    ):
        return trigger.frame.subjects[0]
    if standing.claimant is None:
        return None
    subject = trigger.frame.subjects[0]
    if subject.lower_ in words("announcement", "same"):
        return standing.claimant
    if subject == standing.claimant or same(subject, standing.claimant):
        return subject
    owners = (c.lower_ for c in subject.children if c.dep_ == "poss")
    if any(owner in words("announcement", "own") for owner in owners):
        return standing.claimant  # "said that [his] men would strike back"
    if standing.reporter is not None and _decides(standing.reporter):
        return standing.claimant
    return None


def _refuser(trigger: Trigger, standing: Standing) -> Token | None:
    """Return whose refusal an article tells in its own voice: "[Mali] will not lift the ban"."""
    own = standing.claimant is None and standing.aux == {Aux.NEGATION, Aux.FUTURE}
    subjects = trigger.frame.subjects
    return subjects[0] if own and subjects and not trigger.frame.passive else None


def _disposer(trigger: Trigger, standing: Standing) -> Token | None:
    """Return who says that troops or goods will be moved: "said that guards would be sent"."""
    foreseen = standing.aux & {Aux.FUTURE, Aux.HYPOTHETICAL} == {Aux.FUTURE}
    if trigger.sense.type is not EventType.MOBILIZE or not foreseen:
        return None
    moved = any(t.lemma_.lower() in classes()["troops"] for t in trigger.frame.subjects)
    return standing.claimant if trigger.frame.passive or moved else None


def _willing(token: Token) -> bool:
    """Whether "will", "would", "ready to" or "prepared to" stands over a verb."""
    auxiliaries = {c.lower_ for c in token.children if c.dep_ == "aux"}
    if auxiliaries & words("announcement", "will"):
        return True
    head = token.head
    if token.dep_ in ("xcomp", "advcl") and head.lemma_ in words("announcement", "deciding"):
        return True
    return token.dep_ in ("xcomp", "ccomp") and head.lower_ in words("announcement", "willing")
