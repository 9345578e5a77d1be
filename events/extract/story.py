"""Stories: where and when an article's own story is, for acts that say neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from events.article import Quote
from events.extract.distance import TOWNS, apart, may_lie_in
from events.extract.draft import Draft
from events.extract.placing import SPEECH, WORDS, locative
from events.extract.sentence import numbered
from events.extract.vocabulary import words
from events.report import DateBasis, When, Where
from geodata.language import text_of
from geodata.place import Place
from geodata.toponym import Sense, Toponym

LEADING = 2
"""Sentences of an article that tell where its story is."""
STORY_DAYS = 4
"""Days by which an event of a story may be apart from its first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What an article tells of its scenes."""

    scenes: Sequence[Draft]
    only: bool
    """Whether all scenes are at one place."""
    sole: Where | None
    """The only place that the article tells of."""
    trial: bool
    """Whether the first event told of is a verdict or the like: its acts of force were before."""
    unrest: bool
    """Whether the first event told of is a protest, so that arrests are made at it."""
    named: Sequence[Toponym]
    lead: When | None
    """When the first event told was."""
    home: Where | None
    """The only town that its first sentences tell of."""
    quotes: frozenset[int]
    """The tokens inside quotation marks."""


def lead(groups: Sequence[Sequence[Draft]]) -> When | None:
    """Return when the first event told was."""
    return next((draft.when for group in groups for draft in group if draft.when), None)


def filed(toponyms: Sequence[Toponym]) -> Place | None:
    """Return the town that an article was filed from by its dateline."""
    towns = (t.place for t in toponyms if t.sense is Sense.DATELINE and t.place)
    return next((place for place in towns if place.precision in TOWNS), None)


def sole(named: Sequence[Toponym], filed: Place | None) -> Where | None:
    """Return the finest place of an article whose places all lie at or around it.

    None where it was ``filed`` elsewhere in its own country: then what it tells may be from there.
    """
    places = [t for t in named if t.place is not None]
    fine = [t for t in places if t.place and t.place.precision in TOWNS] or places
    if not fine or fine[0].place is None:
        return None
    first = fine[0]
    for other in places:
        if first.place is None or other.place is None or not may_lie_in(first.place, other.place):
            return None
    if filed is not None and apart(filed, first.place):
        return None
    quote = Quote(start=first.start, end=first.end, text=first.name)
    return Where(quote=quote, place=first.place, reason="the only place that the article tells of")


def leading(named: Sequence[Toponym], doc: Doc) -> list[Toponym]:
    """Return the places that the first sentences say something to be in or at."""
    second = numbered(doc, LEADING - 1) or numbered(doc, 0)
    end = second.end_char if second is not None else 0
    spans = ((t, doc.char_span(t.start, t.end, alignment_mode="expand")) for t in named)
    return [t for t, s in spans if t.start < end and s is not None and _somewhere(s.root)]


def _somewhere(root: Token) -> bool:
    """Whether something is said to be in a place, other than that somebody speaks there."""
    prep = locative(root)
    if prep is None:
        return False
    verb = prep.head.head if prep.head.dep_ == "dobj" else prep.head
    spoken = verb.lemma_ in SPEECH or verb.lemma_.lower() in words("venue", "speaking")
    return not (verb.pos_ == "VERB" and spoken)


def opening(named: Sequence[Toponym], doc: Doc) -> Where | None:
    """Return the town that the first sentences tell of, if they tell of one only."""
    towns = [t for t in leading(named, doc) if t.place and t.place.precision in TOWNS]
    if not towns or towns[0].place is None:
        return None
    first = towns[0]
    if any(apart(t.place, first.place) for t in towns):
        return None
    quote = Quote(start=first.start, end=first.end, text=first.name)
    return Where(quote=quote, place=first.place, reason="where the story begins")


def at_home(draft: Draft, story: Story) -> bool:
    """Whether an act of nobody from abroad is told where nothing says that the story has left.

    That is: its paragraph names no place elsewhere, or none at all and neither did the text last.
    """
    if story.home is None or story.home.place is None:
        return False
    here = story.home.place
    text = text_of(draft.trigger.token.doc)
    start, end = text.rfind("\n", 0, draft.start) + 1, draft.trigger.token.sent.end_char
    around = [t.place for t in story.named if start <= t.start < end]
    around = around or [t.place for t in story.named if t.start < draft.start][-1:]
    lands = {part.figure.country for part in draft.parts} - {None}
    return lands <= {here.country} and not any(apart(place, here) for place in around)


def moved(draft: Draft, story: Story) -> bool:
    """Whether the place named last before a mention is another than the story's own."""
    before = [t.place for t in story.named if t.start < draft.start and t.place]
    if story.sole is None or story.sole.place is None or not before:
        return False
    return apart(story.sole.place, before[-1])


def left(draft: Draft, scene: Draft, named: Sequence[Toponym]) -> bool:
    """Whether the story went to another place between a scene and a mention."""
    if scene.where is None or scene.where.place is None:
        return True
    start, end = scene.trigger.token.sent.end_char, draft.trigger.token.sent.start_char
    between = (t.place for t in named if start <= t.start < end and t.place is not None)
    here = scene.where.place
    return any(apart(here, place) for place in between)


def of_story(group: Sequence[Draft], lead: When | None) -> bool:
    """Whether nothing says that an event was at another time than the story's first."""
    if group[0].earlier:
        return False
    told = [d.when for d in group if d.when and d.when.quote]
    return all(lead and abs((when.start - lead.start).days) <= STORY_DAYS for when in told)


def same_time(draft: Draft, scene: Draft) -> bool:
    """Whether nothing says that two acts were on different days."""
    told = [when for when in (draft.when, scene.when) if when and when.quote is not None]
    if len(told) == 2:
        return told[0].start <= told[1].end and told[1].start <= told[0].end
    return not told or told[0].basis is not DateBasis.STATED or told[0] is scene.when


def countrywide(draft: Draft) -> bool:
    """Whether a sentence tells of what went on everywhere: "riots across the country"."""
    return any(
        token.lemma_.lower() in WORDS["wide"]
        and token.dep_ == "pobj"
        and token.head.lower_ in WORDS["all_over"]
        for token in draft.trigger.token.sent
    )


def in_general(draft: Draft) -> bool:
    """Whether acts are told of as some of many: "dozens have been killed in sectarian clashes"."""
    if draft.when and draft.when.basis is DateBasis.STATED:
        return False
    for token in draft.trigger.token.subtree:
        if (
            token.tag_ == "NNS"
            and token.dep_ == "pobj"
            and token.head.lower_ in ("in", "by", "during")
        ):
            bare = not any(c.dep_ in ("det", "poss", "nummod", "relcl") for c in token.children)
            if bare and token.lemma_.lower() in WORDS["back_nouns"]:
                return True
    return False
