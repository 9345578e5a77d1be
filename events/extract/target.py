"""Targets: places that an attack names by grammar, without a preposition of place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from events.article import Quote
from events.extract.trigger import Trigger
from events.report import EventType, Where
from geodata.toponym import Toponym

VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE})
SCENES = frozenset(("target", "scene", "site", "victim"))
INSIDE = ("compound", "nmod", "appos")


def target(trigger: Trigger, toponyms: Sequence[Toponym]) -> Where | None:
    """Return the place that is what an attack strikes: "the shelling of [Kharkiv]".

    ``toponyms`` are literal ones; only places finer than a country count, for a country that is
    struck is a party.
    """
    if trigger.sense.type not in VIOLENT:
        return None
    for token, reason in _candidates(trigger):
        for toponym in toponyms:
            named = token.idx <= toponym.start < token.idx + len(token) or (
                toponym.start <= token.idx < toponym.end
            )
            if named and toponym.place and toponym.place.pinnable:
                quote = Quote(start=toponym.start, end=toponym.end, text=toponym.name)
                return Where(quote=quote, place=toponym.place, reason=reason)
    return None


def _candidates(trigger: Trigger) -> Iterator[tuple[Token, str]]:
    token, frame = trigger.token, trigger.frame
    for word in trigger.words:
        for child in word.children:
            if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN":
                yield child, f"names the '{word.text}'"
    for head in frame.objects:
        yield from _whole(head, f"what '{token.text}' strikes")
    if token.lemma_.lower() == "fall":
        for head in frame.subjects:
            yield from _whole(head, "what fell")
    if token.dep_ == "pobj" and token.head.head.lemma_.lower() in SCENES:
        verb = token.head.head.head
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                yield from _whole(child, f"the '{token.head.head.text}' of '{token.text}'")


def _whole(head: Token, reason: str) -> Iterator[tuple[Token, str]]:
    yield head, reason
    for child in head.children:
        if child.dep_ in INSIDE and child.pos_ == "PROPN":
            yield child, reason
