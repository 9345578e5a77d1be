"""Joining: which mentions of an article tell of the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from events.extract.clause import beside
from events.extract.difference import long_past, means_differ, sides, tally
from events.extract.draft import Draft
from events.extract.name import names
from events.extract.repetition import again, same_states
from events.extract.sameness import sameness
from events.extract.sentence import sentence_of
from events.extract.separation import apart
from events.extract.spot import spots
from events.extract.tree import indefinite
from events.extract.vocabulary import words
from events.report import EventType, Role

KINDS: dict[str, str] = {"abduct": "taking", "crowd-control": "crowd", "sexual": "sexual"}
"""Modes of ASSAULT that do not join with each other; all others count as one kind."""
POLICING = {"arrest": "policing", "seize": "policing", "": "policing"}
"""Modes of COERCE that join: a house is searched and its people are arrested."""
EMERGENCY = frozenset(("curfew", "martial-law", "restrict", ""))
"""Modes of COERCE that one decree may hold together."""
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
OPENING = frozenset({"in", "at", "near", "outside"})
MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})
"""Types whose sides are equal: another side makes another event."""
LIKELY = 0.4
"""How likely a mention must tell of the same act to join it, where nothing settles it. With models
of the other sets of articles, events' F1 is .791 on 155 labelled articles at .4, .789 at .35 and
.45."""

ANEW = 0.55
"""The same for "began the assault on Sadah", where Sadah was not told of before."""


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
    least = ANEW if _named_anew(draft, group) else LIKELY
    return _Fit(score, f"is likely the same ({score:.2f})") if score >= least else APART


def settled(draft: Draft, group: list[Draft]) -> _Fit | None:
    """Return how a mention fits a group; None where only how they are told can say."""
    first, near = group[0], _near(draft, group)
    clause = near == 0 and _same_clause(draft, group)
    if _kind(draft) != _kind(first) and not (clause and _emergency([draft, *group])):
        return _Fit(3.0, "tells who was struck") if _service(draft, group) else APART
    if apart(draft, group, clause=clause and _told_together(draft)):
        return APART
    if clause and (not _opposed(draft, group) or _goes_with(draft, group)):
        return _Fit(3.0, "is told in one clause with it")
    if _another(draft, group, near):
        return APART
    if draft.echo and _unknown(draft.trigger.token):
        return APART
    if draft.anaphoric and not _named_anew(draft, group):
        word = 0.3 * any(o.trigger.token.lemma_ == draft.trigger.token.lemma_ for o in group)
        return _Fit(2.0 + word + _salience(group, near), "points back")
    if draft.type not in MATERIAL:
        return _speech(draft, group, near)
    told = again(draft, group, near)
    if told is not None:
        return _Fit(*told)
    return APART if _other_parties(draft, group) else None


def _emergency(drafts: Sequence[Draft]) -> bool:
    """Whether all are rules of one decree: "announced a curfew and closed the borders"."""
    return all(d.type is EventType.COERCE and (d.mode or "") in EMERGENCY for d in drafts)


def _told_together(draft: Draft) -> bool:
    """Whether an act of force is told in one breath with what stands above it."""
    bound = draft.trigger.token.dep_ in ("conj", "nsubj", "ROOT", "dobj")
    return draft.type is EventType.ASSAULT and bound


def _goes_with(draft: Draft, group: Sequence[Draft]) -> bool:
    """Whether an act is how another was done or what came of it, whoever suffered by it.

    "Tried to seize the port, [exchanging] shots with guards", "perished when jets [bombed] it".
    """
    if any(_fell_in(draft, other) or _fell_in(other, draft) for other in group):
        return True
    for token in (draft.trigger.token, *(other.trigger.token for other in group)):
        if token.dep_ != "advcl" or draft.type is not EventType.ASSAULT:
            continue
        first = {child.lower_ for child in token.children if child.dep_ in ("mark", "advmod")}
        bare = not any(child.dep_ in ("mark", "nsubj", "prep") for child in token.lefts)
        if token.tag_ == "VBG" and bare:
            return True
        if "when" in first and token.head.lemma_.lower() in words("role", "undergoers"):
            return True
    return False


def _fell_in(toll: Draft, clash: Draft) -> bool:
    """Whether people fell in a fight: "[killed] in a [clash] with troops"."""
    noun = clash.trigger.token
    inside = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "during")
    fought = noun.lemma_.lower() in words("joining", "clashes")
    culprit = any(
        thing.lemma_.lower() in words("sameness", "culprits")
        for thing in toll.trigger.frame.objects
    )
    return inside and fought and not culprit and noun.head.head == toll.trigger.token


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
    """Whether a sentence opens with a place ("In Kano, ...") that the group was not told to be at.

    A name that nobody could locate is another place too.
    """
    sentence = sentence_of(draft.trigger.token)
    if draft.anaphoric or sentence[0].lower_ not in OPENING:
        return False
    if draft.where is None:
        told = {t.lower_ for other in group for t in sentence_of(other.trigger.token)}
        first = next((s for s in names(sentence) if s.end <= draft.trigger.token.i), None)
        spot = first is not None and first.text.lower() in spots(draft)
        return spot and first is not None and not told & {t.lower_ for t in first}
    known = any(d.where or d.scene for d in group)
    return not known and draft.where.quote.start < draft.trigger.start


def _near(draft: Draft, group: list[Draft]) -> int:
    return min(draft.sentence - other.sentence for other in group)


def _bare(draft: Draft) -> bool:
    """Whether the words only point back: "the attack", with nothing that tells which."""
    token = draft.trigger.token
    told = any(child.dep_ in ("prep", "relcl", "acl", "poss") for child in token.children)
    return draft.anaphoric and not told and not _unknown(token)


def _named_anew(draft: Draft, group: list[Draft]) -> bool:
    """Whether what points back has a name with it that was not told: "the assault on [Sadah]"."""
    nouns = [t for t in (draft.trigger.token, *draft.trigger.words) if t.pos_ == "NOUN"]
    told = {t.lower_ for other in group for t in sentence_of(other.trigger.token)}
    return any(
        t.pos_ == "PROPN" and t.lower_ not in told
        for noun in nouns
        for child in noun.children
        if child.dep_ in ("prep", "poss", "compound", "amod")
        for t in child.subtree
    )


def _unknown(noun: Token) -> bool:
    """Whether a noun speaks of something not told before: "a bomb", "one strike"."""
    return noun.pos_ == "NOUN" and indefinite(noun)


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
            return not beside(token, head)
    return False


def _opposed(draft: Draft, group: list[Draft]) -> bool:
    """Whether the known parties in a role are others than the group's."""
    for role in (Role.ACTOR, Role.RECIPIENT):
        mine = sides(draft, role)
        theirs = frozenset().union(*(sides(other, role) for other in group))
        if mine and theirs and not mine & theirs:
            return True
    return False


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
    if same_states(draft, group):
        return _Fit(0.9 / (1.0 + near), "the same state to the same state")
    return APART
