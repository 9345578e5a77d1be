"""Scenes: the place that a story goes on at, for acts whose own sentence names none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from events.extract.distance import may_lie_in
from events.extract.draft import Draft
from events.extract.placing import SPEECH as SPOKEN
from events.extract.placing import WORDS as PLACING_WORDS
from events.extract.pointing import Ground, unlocated
from events.extract.sense import literal
from events.extract.sentence import number_of
from events.extract.speech import quoted
from events.extract.story import (
    Story,
    at_home,
    countrywide,
    filed,
    in_general,
    lead,
    leading,
    left,
    moved,
    of_story,
    opening,
    same_time,
    sole,
)
from events.extract.venue import is_statement
from events.extract.vocabulary import words
from events.report import DateBasis, EventType, When, Where
from geodata.toponym import Toponym

ON_THE_SPOT = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})
"""Types of acts that a story tells of at its scene; statements and moves happen anywhere."""
STAGED = ON_THE_SPOT - {EventType.COERCE}
"""Types that take the scene's place. Police arrest, search and seize far from it: with them, pin
precision is .895 on gold_events, without .943."""
VOICED = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN})
"""Types that protesters utter where they are."""
ANYWHERE = frozenset(
    ("restrict", "censor", "cyber", "martial-law", "withhold", "boycott", "strike", "curfew")
)
"""Modes of these types that need no scene."""
AT_WAR = frozenset(("sexual", "torture", "aerial", "heavy-weapons", "unconventional"))
"""Modes of violence that a protest is about, and not the place of."""
LOCAL_ACTS = ON_THE_SPOT | {EventType.MOBILIZE}
"""Types that, if nothing says otherwise, happen in the town that the story opens in."""
PAST_DAYS = 30
"""Days before a story's first event from which on another is told in passing."""
REACH = 4
"""Sentences that a scene holds for, unless the story has only one."""
AHEAD = 3
"""Sentences by which a story's only scene may come after an act at it."""


def foreseen(drafts: Sequence[Draft]) -> list[Draft]:
    """Return mentions in text order, those without a place with the scene they stand at.

    It only keeps what happened there from joining what happened elsewhere.
    """
    told: list[Draft] = []
    scene: Draft | None = None
    days = _days(drafts)
    for draft in drafts:
        draft = _dated(draft, days)
        if scene is not None and _from_afar(draft, told):
            draft = replace(draft, where=None)
        near = scene is not None and draft.sentence - scene.sentence <= REACH
        if scene is not None and near and _lacks([draft]) and not draft.anaphoric:
            if not draft.echo and same_time(draft, scene):
                draft = replace(draft, scene=scene.where)
        elif _sets_scene(draft):
            scene = draft
        told.append(draft)
    return told


def _from_afar(draft: Draft, told: Sequence[Draft]) -> bool:
    """Whether a place beside what somebody condemns is where he does: "the attacks, in Rome".

    What "the attacks" points back to was told to be elsewhere.
    """
    token, where = draft.trigger.token, draft.where
    spoken = token.dep_ == "dobj" and token.head.lemma_.lower() in SPOKEN
    if not (spoken and draft.anaphoric and where and where.place):
        return False
    here = where.place
    known = [d.where.place for d in told if d.where and d.where.place and _sets_scene(d)]
    return all(not may_lie_in(here, place) and not may_lie_in(place, here) for place in known)


def _days(drafts: Sequence[Draft]) -> dict[int, When]:
    """Return the day of the first act at a scene that each sentence tells, by its number."""
    days: dict[int, When] = {}
    for draft in drafts:
        if draft.type in ON_THE_SPOT and draft.when and draft.when.basis is DateBasis.STATED:
            days.setdefault(draft.sentence, draft.when)
    return days


def _dated(draft: Draft, days: Mapping[int, When]) -> Draft:
    """Return an act that has its day from another sentence with the day of the act told there.

    "Fear spread on Monday after a blast the day before": the blast's follow-ups are Sunday's.
    """
    when = draft.when
    if draft.type not in ON_THE_SPOT or when is None or when.basis is not DateBasis.CONTEXT:
        return draft
    quote = when.quote
    if quote is None:
        return draft
    span = draft.trigger.token.doc.char_span(quote.start, quote.end, alignment_mode="expand")
    number = number_of(span.root) if span is not None else draft.sentence
    other = days.get(number)
    if number == draft.sentence or other is None or other.quote == quote:
        return draft
    return replace(draft, when=replace(other, basis=DateBasis.CONTEXT))


def staged(
    groups: Sequence[list[Draft]], toponyms: Sequence[Toponym], home: str | None
) -> list[list[Draft]]:
    """Return the groups of mentions, those without a place at the scene they belong to.

    What words point back to ("outside the cathedral") comes first, then the scene that the story
    goes on at, then the only place that the article tells of. A mention whose own sentence names
    another place stays without one.
    """
    if not groups:
        return []
    doc = groups[0][0].trigger.token.doc
    known = literal(doc, toponyms)
    named = [t for t in known if t.place and t.place.pinnable]
    marks = [t for t in known if t.place is None or t.place.pinnable]
    base = filed(toponyms)
    ground = Ground(doc, known, home, base)
    begun = lead(groups)
    placed = [_pointed(group, ground, begun) for group in groups]
    held = [d for group in placed for d in group if _sets_scene(d)]
    scenes = [d for d in held if d.type in STAGED]
    only = len({d.where.place for d in held if d.where}) == 1
    story = Story(
        scenes=scenes,
        only=only,
        sole=_happened_at(
            sole(leading(named, doc), base if base and base.country == home else None), scenes
        ),
        trial=groups[0][0].type is EventType.SANCTION,
        unrest=groups[0][0].type is EventType.PROTEST,
        named=named,
        lead=begun,
        home=opening(named, doc),
        quotes=quoted(doc),
    )
    told = [_at_scene(group, story) if not _names(group, marks) else group for group in placed]
    protests = [d for group in told for d in group if d.type is EventType.PROTEST and _fine(d)]
    return [_voiced(group, protests) for group in told]


def _happened_at(sole: Where | None, scenes: Sequence[Draft]) -> Where | None:
    """Return the only place that an article tells of if something violent was told to be there.

    Where it only lies ("a plant in X"), what the article tells of was elsewhere two times in three.
    """
    if sole is None or sole.place is None:
        return None
    here = sole.place
    places = [scene.where.place for scene in scenes if scene.where and scene.where.place]
    return (
        sole
        if any(may_lie_in(place, here) or may_lie_in(here, place) for place in places)
        else None
    )


def _voiced(group: list[Draft], protests: Sequence[Draft]) -> list[Draft]:
    """Return what protesters demand or shout, told right after their protest, where it was."""
    first = group[0]
    voices = first.trigger.frame.subjects
    if first.type not in VOICED or any(draft.where for draft in group) or not voices:
        return group
    crowd = voices[0].lower_ == "they" or voices[0].lemma_.lower() in words("scene", "crowd")
    near = [p for p in protests if 0 <= first.sentence - p.sentence <= 1]
    protest = near[-1] if near else first
    if not crowd or protest.where is None:
        return group
    reason = f"called at the '{protest.trigger.token.text}'"
    own = first.when is not None and first.when.basis is DateBasis.STATED
    when = first.when if own else _context(protest.when) or first.when
    return [replace(first, where=replace(protest.where, reason=reason), when=when), *group[1:]]


def _context(when: When | None) -> When | None:
    """Return a time that words of another sentence tell, as such."""
    return replace(when, basis=DateBasis.CONTEXT) if when and when.quote else None


def _pointed(group: list[Draft], ground: Ground, begun: When | None) -> list[Draft]:
    """Return a group at the place that its words point back to, and note where its sites are."""
    if not any(_fine(draft) for draft in group) and not group[0].announced:
        for i, draft in enumerate(group):
            apart = is_statement(draft.trigger) or draft.spot
            where = None if apart else ground.place(draft.trigger.token)
            if where is not None:
                group = [*group[:i], replace(draft, where=where), *group[i + 1 :]]
                break
    place = next((draft.where for draft in group if _fine(draft)), None)
    if place is not None:
        force = group[0].type in ON_THE_SPOT and _recent(group, begun)
        for draft in group:
            where = draft.where if _fine(draft) and draft.where else place
            ground.learn(draft.trigger.token, where, force=force)
    return group


def _recent(group: Sequence[Draft], begun: When | None) -> bool:
    """Whether an event is of the story's own time, which began with its first."""
    told = [draft.when for draft in group if draft.when and draft.when.quote]
    return begun is None or all(abs((w.start - begun.start).days) <= PAST_DAYS for w in told)


def _fine(draft: Draft) -> bool:
    where = draft.where
    return where is not None and where.place is not None and where.place.pinnable


def _names(group: Sequence[Draft], toponyms: Sequence[Toponym]) -> bool:
    """Whether a sentence of the mentions names a place, but for those that only point back.

    Names that nobody could locate count too: "captured the town of X".
    """
    sentences = [draft.trigger.token.sent for draft in group if not draft.anaphoric]
    if any(s.start_char <= t.start < s.end_char for s in sentences for t in toponyms):
        return True
    return any(unlocated(token) for sentence in sentences for token in sentence)


def _sets_scene(draft: Draft) -> bool:
    return _fine(draft) and draft.type in ON_THE_SPOT and not draft.aux


def _lacks(group: Sequence[Draft]) -> bool:
    first = group[0]
    bound = first.type in LOCAL_ACTS and first.mode not in ANYWHERE
    return (
        bound
        and not first.fresh
        and not in_general(first)
        and not countrywide(first)
        and not any(t.lower_ in PLACING_WORDS["afar"] for t in first.trigger.token.sent)
        and all(draft.where is None for draft in group)
    )


def _retold(draft: Draft, scene: Draft, story: Story) -> bool:
    """Whether somebody at a protest tells of violence, which was elsewhere."""
    if draft.type is not EventType.ASSAULT or scene.type is not EventType.PROTEST:
        return False
    if draft.mode in AT_WAR:
        return True
    voice = draft.standing.claimant
    person = voice is not None and voice.ent_type_ == "PERSON"
    return person or draft.trigger.token.i in story.quotes


def _at_scene(group: list[Draft], story: Story) -> list[Draft]:
    """Return a group at the last scene before it, or at the story's only one."""
    if not _lacks(group):
        return group
    first = group[0]
    order = sorted(story.scenes, key=lambda s: (s.sentence > first.sentence, -s.sentence))
    for scene in order:
        apart = first.sentence - scene.sentence
        near = apart >= -AHEAD if story.only else 0 <= apart <= REACH
        arrest = first.mode == "arrest" and scene.type is EventType.PROTEST
        held = first.type in STAGED or arrest
        held = held and not _retold(first, scene, story)
        if near and held and same_time(first, scene) and scene.where is not None:
            if left(first, scene, story.named):
                return group
            reason = f"the story's scene, as at '{scene.trigger.token.text}'"
            where = Where(quote=scene.where.quote, place=scene.where.place, reason=reason)
            return [replace(draft, where=where) for draft in group]
    if story.trial and first.type is EventType.ASSAULT:
        return group
    held = first.type in STAGED or (first.mode == "arrest" and story.unrest)
    here = story.sole is not None and not moved(first, story)
    if here and held and story.sole is not None and of_story(group, story.lead):
        return [replace(draft, where=story.sole) for draft in group]
    held = held or (first.type in LOCAL_ACTS and first.mode != "arrest")
    violent = first.type is EventType.ASSAULT and first.mode != "crowd-control"
    at_scene = _happened_at(story.home, story.scenes) is not None
    held = held and (at_scene or not violent)
    if held and at_home(first, story) and of_story(group, story.lead):
        return [replace(draft, where=story.home) for draft in group]
    return group
