"""Sameness: how likely a mention tells of the act that mentions before it told of.

A linear model over what is alike and what differs, asked where no date, place or party settles it.
Trained by ``python -m events.extract.lesson``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from events.extract.draft import Draft
from events.extract.linear import load
from events.extract.scorer import MODELS
from events.extract.sentence import sentence_of
from events.extract.spot import governing, spots
from events.extract.vocabulary import words
from events.report import DateBasis, EventType, Role
from geodata.language import text_of

FILE = "same.npz"
FAR = 4
"""Sentences from which on one mention is far from another."""


def sameness(draft: Draft, group: Sequence[Draft]) -> float:
    """Return, 0 to 1, how likely a mention tells of the event of a group told before it."""
    return load(MODELS / FILE).probability(features(draft, group))


def features(draft: Draft, group: Sequence[Draft]) -> list[str]:
    """Return what is alike and what differs between a mention and a group of mentions."""
    found = [f"size={min(3, len(group))}", f"type={draft.type.value}"]
    found.append(f"near={min(FAR, *(draft.sentence - other.sentence for other in group))}")
    found += _act(draft, group)
    found += _time(draft, group)
    found += _place(draft, group)
    for role in (Role.ACTOR, Role.RECIPIENT):
        found.append(f"{role.value}={_sides(draft, group, role)}")
    found += _victims(draft, group)
    found += _telling(draft, group)
    found += _wording(draft, group)
    return found


def _act(draft: Draft, group: Sequence[Draft]) -> Iterator[str]:
    """Yield how the words for the act compare."""
    token = draft.trigger.token
    alike = any(other.trigger.token.lemma_ == token.lemma_ for other in group)
    yield "word" if alike else "other word"
    if draft.type is EventType.ASSAULT:
        modes = {other.mode for other in group}
        known = draft.mode and any(modes)
        yield "mode" if draft.mode in modes else "other mode" if known else "maybe mode"
    yield f"dep={token.dep_ if token.pos_ == 'VERB' else 'noun'}"
    if token.pos_ == "NOUN":
        first = [child.lower_ for child in token.children if child.dep_ in ("det", "poss")]
        kind = "the" if "the" in first else "a" if {"a", "an"} & set(first) else "other"
        yield f"det={kind if first else 'none'}"
        yield "plural" if token.tag_ == "NNS" else "singular"


def _time(draft: Draft, group: Sequence[Draft]) -> Iterator[str]:
    told = [d.when for d in group if d.when and d.when.basis is DateBasis.STATED]
    basis = draft.when.basis.value if draft.when else "none"
    yield f"when={basis},{bool(told)}"
    if draft.when and draft.when.basis is DateBasis.STATED and told:
        same = any((w.start, w.end) == (draft.when.start, draft.when.end) for w in told)
        yield "same time" if same else "other time"


def _place(draft: Draft, group: Sequence[Draft]) -> Iterator[str]:
    here = draft.where.place if draft.where else None
    there = [d.where.place for d in group if d.where and d.where.place]
    yield f"where={bool(here)},{bool(there)}"
    if here and there:
        yield "same place" if any(p.name == here.name for p in there) else "other place"
    if draft.scene:
        yield "scene"
    mine, theirs = spots(draft), frozenset().union(*map(spots, group))
    yield f"spot={_alike(mine, theirs)}"


def _alike(mine: frozenset[str], theirs: frozenset[str]) -> str:
    """Return how two sets of names compare."""
    if mine and theirs:
        return "same" if any(a in b or b in a for a in mine for b in theirs) else "other"
    return "mine" if mine else "theirs" if theirs else "none"


def _sides(draft: Draft, group: Sequence[Draft], role: Role) -> str:
    """Return how the parties in a role compare."""
    mine, theirs = draft.names(role), frozenset().union(*(d.names(role) for d in group))
    if mine & theirs:
        return "same"
    if draft.countries(role) & frozenset().union(*(d.countries(role) for d in group)):
        return "country"
    if mine and theirs:
        return "other"
    return "mine" if mine else "theirs" if theirs else "none"


def _named(drafts: Sequence[Draft]) -> frozenset[str]:
    return frozenset(
        part.figure.name.lower()
        for draft in drafts
        for part in draft.parts
        if part.role is Role.RECIPIENT and part.figure.name[:1].isupper()
    )


def _victims(draft: Draft, group: Sequence[Draft]) -> Iterator[str]:
    """Yield how the named victims and their numbers compare."""
    mine, theirs = _named([draft]), _named(group)
    if mine and theirs and not any(a in b or b in a for a in mine for b in theirs):
        yield "other victim"
    elif mine and not theirs:
        yield "named victim"
    counted = {(toll.kind, toll.low) for toll in draft.tolls}
    before = {(toll.kind, toll.low) for other in group for toll in other.tolls}
    if counted and before:
        kinds = {kind for kind, _ in counted} & {kind for kind, _ in before}
        yield "same count" if counted & before else "other count" if kinds else "other toll"
    elif counted:
        yield "count"


def _wording(draft: Draft, group: Sequence[Draft]) -> Iterator[str]:
    """Yield how much the words round a mention have in common with the group's."""
    shared = _nouns(draft) & frozenset().union(*map(_nouns, group))
    yield f"shared={min(3, len(shared))}"
    yield f"lead={min(other.sentence for other in group) <= 1}"
    if max(other.sentence for other in group) < draft.sentence - 1:
        yield "left"
    struck = {t.lemma_.lower() for t in draft.trigger.frame.slot("by")}
    struck |= {t.lemma_.lower() for t in draft.trigger.frame.objects}
    acting = {t.lemma_.lower() for other in group for t in other.trigger.frame.subjects}
    if struck & (acting | words("sameness", "culprits")):
        yield "turned"


def _nouns(draft: Draft) -> frozenset[str]:
    """Return the nouns of a mention's passage, without its own words."""
    own = {t.i for t in draft.trigger.words} | {draft.trigger.token.i}
    return frozenset(
        t.lemma_.lower()
        for t in sentence_of(draft.trigger.token)
        if t.pos_ in ("NOUN", "PROPN") and t.i not in own and draft.start <= t.idx < draft.end
    )


def _telling(draft: Draft, group: Sequence[Draft]) -> Iterator[str]:
    """Yield how the sentence goes on from what was told."""
    token = draft.trigger.token
    verb = governing(token)
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    yield from (word for word in ("had", "has", "have") if word in helpers)
    if draft.standing.reporter is not None:
        yield "reported"
    for word in {other.lower_ for other in token.sent} & words("sameness", "turning"):
        yield f"says={word}"
    if any(c.dep_ in ("nsubj", "nsubjpass") and c.pos_ == "PRON" for c in token.children):
        yield "pronoun"
    if token.sent[0].lower_ in ("in", "on", "at"):
        yield "opens"
    start, end = group[-1].trigger.token.idx, token.idx
    lines = text_of(token.doc).count("\n", start, end)
    yield f"paragraphs={min(2, lines)}"
    stated = draft.when is not None and draft.when.basis is DateBasis.STATED
    if not (lines or draft.where or stated or draft.names(Role.ACTOR)):
        yield f"goes on={draft.sentence - group[-1].sentence}"
