"""Targets: the place that a trigger's own phrase names, by grammar alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from events.article import Quote
from events.extract.elsewhere import of_origin
from events.extract.location import ELSEWHERE
from events.extract.trigger import Trigger
from events.report import EventType, Where
from geodata.toponym import Toponym

VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE})
SCENES = frozenset(("target", "scene", "site", "victim"))
PLACING = frozenset(("in", "at", "near", "outside", "inside", "around"))
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
                if of_origin(token, trigger.token):
                    continue  # "two brothers from X were kidnapped"
                quote = Quote(start=toponym.start, end=toponym.end, text=toponym.name)
                return Where(quote=quote, place=toponym.place, reason=reason)
    return None


def own(trigger: Trigger, toponyms: Sequence[Toponym]) -> Where | None:
    """Return the place after "in" or "at" in a trigger's own phrase, no verb in between.

    ``toponyms`` are literal ones; only places finer than a country count.
    """
    token = trigger.token
    for toponym in toponyms:
        if not (toponym.place and toponym.place.pinnable):
            continue
        if not token.sent.start_char <= toponym.start < token.sent.end_char:
            continue
        span = token.doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
        if span is None or any(elsewhere(span.root, token) for elsewhere in ELSEWHERE):
            continue
        if _located(span.root, token):
            quote = Quote(start=toponym.start, end=toponym.end, text=toponym.name)
            reason = f"in the phrase of '{token.text}'"
            return Where(quote=quote, place=toponym.place, reason=reason)
    return None


def _located(root: Token, trigger: Token) -> bool:
    """Whether a name hangs below a trigger through "in", "at" and nouns only."""
    through = False
    while root.i != trigger.i and root.head.i != root.i:
        root = root.head
        if root.pos_ == "ADP" and root.lower_ in PLACING:
            through = True
        elif (root.pos_ == "ADP" and root.lower_ != "of") or _verb_between(root, trigger):
            return False
    return through and root.i == trigger.i


def _verb_between(token: Token, trigger: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and token.i != trigger.i


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
