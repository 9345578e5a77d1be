"""Joining: which mentions of an article tell of the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from events.extract.difference import long_past, means_differ, sides, tally
from events.extract.draft import Draft
from events.extract.sameness import sameness
from events.extract.separation import apart
from events.extract.vocabulary import words
from events.report import DateBasis, EventType, Role

KINDS: dict[str, str] = {"abduct": "taking", "crowd-control": "crowd", "sexual": "sexual"}
"""Modes of ASSAULT that do not join with each other; all others count as one kind."""
POLICING = {"arrest": "policing", "seize": "policing", "": "policing"}
"""Modes of COERCE that join: a house is searched and its people are arrested."""
MATERIAL = frozenset(
    {
        EventType.ASSAULT,
        EventType.PROTEST,
        EventType.COERCE,
        EventType.MOBILIZE,
        EventType.RETREAT,
        EventType.AID,
        EventType.SANCTION,
        EventType.CONSULT,
        EventType.AGREE,
        EventType.COOPERATE,
    }
)
MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})
"""Types whose sides are equal: another side makes another event."""
LIKELY = 0.3
"""How likely a mention must tell of the same act to join it, where nothing settles it. With models
of the other articles, events' F1 is .740 on 91 labelled articles; joining the nearest, .729."""


def join(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Group drafts, in text order, into events; each group starts with its first mention.

    An echo ("the attack") that fits no event told before it is left out.
    """
    groups: list[list[Draft]] = []
    for draft in drafts:
        best, why = _best(draft, groups)
        if best is None:
            if not draft.echo:
                groups.append([draft])
            continue
        if apart(draft, best):
            draft = replace(draft, where=None, when=None)  # told of something else there
        best.append(replace(draft, joined=f"'{draft.trigger.token.text}' {why}"))
    return groups


class _Fit(NamedTuple):
    """How well a mention fits a group, and why."""

    score: float
    """0 or less: another event."""
    why: str


APART = _Fit(0.0, "")


def _best(draft: Draft, groups: list[list[Draft]]) -> tuple[list[Draft] | None, str]:
    fits = [(_fit(draft, group), i) for i, group in enumerate(groups)]
    best, number = max(fits, key=lambda item: (item[0].score, item[1]), default=(APART, 0))
    if best.score > 0:
        return groups[number], best.why
    if not _bare(draft):
        return None, ""
    # "The attack" alone was told before, whatever else its sentence says of times and places.
    same = [group for group in groups if _kind(group[0]) == _kind(draft)]
    known = max(same, key=lambda group: _salience(group, _near(draft, group)), default=None)
    return known, "points back"


def _fit(draft: Draft, group: list[Draft]) -> _Fit:
    known = settled(draft, group)
    if known is not None:
        return known
    score = sameness(draft, group)
    return _Fit(score, f"is likely the same ({score:.2f})") if score >= LIKELY else APART


def settled(draft: Draft, group: list[Draft]) -> _Fit | None:
    """Return how a mention fits a group; None where only how they are told can say."""
    first = group[0]
    if _kind(draft) != _kind(first):
        return _Fit(3.0, "tells who was struck") if _service(draft, group) else APART
    if apart(draft, group):
        return APART
    near = _near(draft, group)
    if near == 0 and _same_clause(draft, group) and not _opposed(draft, group):
        return _Fit(3.0, "is told in one clause with it")
    if _another(draft, group, near):
        return APART
    if draft.anaphoric:
        word = 0.3 * any(o.trigger.token.lemma_ == draft.trigger.token.lemma_ for o in group)
        return _Fit(2.0 + word + _salience(group, near), "points back")
    if draft.type not in MATERIAL:
        return _speech(draft, group, near)
    if _repeats(draft, group):
        return _Fit(1.5, "has the same word and the same parties")
    if near == 1 and _goes_on(draft, group[-1]):
        return _Fit(1.2, "goes on from the sentence before")
    return APART if _other_parties(draft, group) else None


def _service(draft: Draft, group: list[Draft]) -> bool:
    """Whether a mention only tells what those did who were struck: "captured while [fighting]"."""
    token = draft.trigger.token
    if draft.type is not group[0].type or token.lemma_.lower() not in words("frame", "serving"):
        return False
    below = token.dep_ in ("advcl", "relcl", "acl")
    return below and any(other.trigger.token.is_ancestor(token) for other in group)


def _another(draft: Draft, group: list[Draft], near: int) -> bool:
    """Whether the words say, by themselves or beside the group's, that it is another event."""
    if draft.fresh or (near > 0 and _opens_elsewhere(draft, group)):
        return True
    if any(means_differ(draft, other) for other in group):
        return True
    return near > 0 and (tally(draft) or long_past(draft, group))


def _opens_elsewhere(draft: Draft, group: list[Draft]) -> bool:
    """Whether a sentence opens with a place ("In Kano, ..."), and nothing says that it goes on."""
    sentence = draft.trigger.token.sent
    if draft.where is None or draft.anaphoric or any(d.where or d.scene for d in group):
        return False
    opening = sentence[0].lower_ in ("in", "at", "near", "outside")
    return opening and draft.where.quote.start < draft.trigger.start


def _near(draft: Draft, group: list[Draft]) -> int:
    return min(draft.sentence - other.sentence for other in group)


def _bare(draft: Draft) -> bool:
    """Whether the words only point back: "the attack", with nothing that tells which."""
    token = draft.trigger.token
    told = any(child.dep_ in ("prep", "relcl", "acl", "poss") for child in token.children)
    return draft.anaphoric and not told


def _salience(group: list[Draft], near: int) -> float:
    """Return how likely "the attack" means this event: just told, or told of often."""
    return (1.0 if near <= 1 else 0.5 / near) + 0.15 * min(len(group), 4)


def _kind(draft: Draft) -> tuple[EventType, str]:
    if draft.type is EventType.ASSAULT:
        return draft.type, KINDS.get(draft.mode or "", "")
    if draft.type is EventType.COERCE:
        return draft.type, POLICING.get(draft.mode or "", draft.mode or "")
    if draft.type is EventType.CONSULT:
        return draft.type, draft.mode or ""
    return draft.type, ""


def _same_clause(draft: Draft, group: list[Draft]) -> bool:
    """Whether one trigger hangs on the other: "attacked ..., killing six"."""
    token = draft.trigger.token
    for other in group:
        head = other.trigger.token
        if other.sentence == draft.sentence and (
            head.is_ancestor(token) or token.is_ancestor(head) or token in head.conjuncts
        ):
            return True
    return False


def _opposed(draft: Draft, group: list[Draft]) -> bool:
    """Whether the known parties in a role are others than the group's."""
    for role in (Role.ACTOR, Role.RECIPIENT):
        mine = sides(draft, role)
        theirs = frozenset().union(*(sides(other, role) for other in group))
        if mine and theirs and not mine & theirs:
            return True
    return False


def _repeats(draft: Draft, group: list[Draft]) -> bool:
    """Whether an act is told again in the same words, as the lead does with the headline's."""
    return any(
        other.trigger.token.lemma_ == draft.trigger.token.lemma_
        and draft.names(Role.ACTOR) & other.names(Role.ACTOR)
        and draft.names(Role.RECIPIENT) & other.names(Role.RECIPIENT)
        for other in group
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


def _other_parties(draft: Draft, group: list[Draft]) -> bool:
    """Whether the parties of an act tell that it is another."""
    if _opposed(draft, group):
        return True
    mine = _all_countries([draft]) if draft.type in MUTUAL else frozenset()
    return not mine <= _all_countries(group)


def _all_countries(drafts: Sequence[Draft]) -> frozenset[str]:
    return frozenset(p.figure.country for d in drafts for p in d.parts if p.figure.country)


def _speech(draft: Draft, group: list[Draft], near: int) -> _Fit:
    """Statements: one event only from the same speaker to the same addressee."""
    speakers = draft.names(Role.ACTOR)
    same_speaker = any(speakers & other.names(Role.ACTOR) for other in group)
    addressees = draft.names(Role.RECIPIENT)
    same_addressee = any(
        addressees & other.names(Role.RECIPIENT)
        or not addressees
        or not other.names(Role.RECIPIENT)
        for other in group
    )
    if same_speaker and same_addressee:
        return _Fit(1.0 / (1.0 + near), "the same speaker to the same addressee")
    if _same_states(draft, group):
        return _Fit(0.9 / (1.0 + near), "the same state to the same state")
    return APART


def _same_states(draft: Draft, group: list[Draft]) -> bool:
    """Whether voices of one country, "Oslo" and "the premier", say the like of one other."""
    mine = draft.countries(Role.ACTOR), draft.countries(Role.RECIPIENT)
    theirs = ((other.countries(Role.ACTOR), other.countries(Role.RECIPIENT)) for other in group)
    return all(mine) and mine in theirs
