"""Nominal: which event nouns tell of an event, and which only name, charge or belong to one."""

from __future__ import annotations

from spacy.tokens import Token

from events.extract.aside import named_so
from events.extract.draft import Draft
from events.extract.vocabulary import words
from events.report import DateBasis, EventType, When, Where

SPEECH = frozenset(
    {
        EventType.ACCUSE,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.SUPPORT,
        EventType.CONCEDE,
        EventType.AGREE,
        EventType.CONSULT,
    }
)
STATEMENTS = SPEECH - {EventType.AGREE, EventType.CONSULT}
"""Types whose nouns ("criticism") are events only with somebody who utters them."""

NOTHING_TOLD = "an event noun that neither names parties nor tells when or where"


def noun_refusal(draft: Draft) -> str | None:
    """Return why an event noun is no event of its own, or None if it is one."""
    token = draft.trigger.token
    told = bool(draft.when) + bool(draft.where) + bool(draft.parts or draft.trigger.frame.subjects)
    if draft.type is EventType.ASSAULT and _charged(draft):
        return "only what somebody is tried or sought for"
    if token.lemma_.lower() in words("selection", "vague") and not _episode(draft):
        return "a long state, without its time and place"
    if draft.type in STATEMENTS and not (draft.parts or draft.trigger.frame.subjects):
        return "a statement without a speaker"
    if token.dep_ in ("compound", "amod", "poss"):
        return "only part of another noun"
    if named_so(token) and not (draft.when and draft.when.quote) and draft.where is None:
        return "what something is called: 'this is an attack'"
    if _bare_plural(draft) and token.dep_ not in ("nsubj", "nsubjpass", "dobj", "ROOT"):
        return "a plural without number or article: events in general"
    if _known_only_by_owner(draft):
        return "named by whose it is alone, as something known"
    hurt = token.dep_ == "pobj" and token.head.head.lemma_.lower() in words("selection", "tolls")
    if told == 0 and not hurt:
        return NOTHING_TOLD
    return None


def _episode(draft: Draft) -> bool:
    """Whether a state of war is told as one stretch of it, by its place, sides and time."""
    token = draft.trigger.token
    told = draft.when is not None and draft.when.quote is not None
    placed = draft.where is not None or bool(draft.trigger.frame.objects)
    if placed and told:
        return True
    above = token.head.lemma_.lower()
    broke = token.dep_ == "nsubj" and above in words("selection", "outbreaks")
    if broke:
        return draft.when is not None and draft.when.basis is DateBasis.STATED
    lasted = token.dep_ == "pobj" and token.head.lower_ == "of"
    if lasted and told and token.head.head.lemma_.lower() in ("scene", "site", "theatre"):
        return True  # "has been the scene of heavy [fighting] since Monday"
    lasted = lasted and token.head.head.lemma_.lower() in words("draft", "spans")
    return lasted and (draft.where is not None or len(draft.trigger.frame.subjects) > 1)


def _inside(noun: Token, told: When | Where | None) -> bool:
    """Whether the words of a time or place stand in a noun's own phrase."""
    if told is None or told.quote is None:
        return False
    last = noun.right_edge
    return noun.left_edge.idx <= told.quote.start < last.idx + len(last)


PHRASE = frozenset(("pobj", "prep", "conj", "pcomp", "nmod", "compound"))


def _charged(draft: Draft) -> bool:
    """Whether a noun names a charge: "guilty of [murder]", "charged with the [killing] of two".

    With a time or place of its own it tells of the act as well.
    """
    token = draft.trigger.token
    if draft.anaphoric or _inside(token, draft.when) or _inside(token, draft.where):
        return False
    above = token
    while above.dep_ in PHRASE and above.head != above:
        above = above.head
        if above.lemma_.lower() in words("selection", "legal"):
            return True
    if above.dep_ in ("dobj", "advcl"):
        above = above.head
    if above.lemma_ in ("include", "find"):
        # "the charges include [murder]", "found guilty of war crimes, among them [murder]"
        beside = (c for c in above.children if c.dep_ in ("nsubj", "oprd"))
        if any(c.lemma_.lower() in words("selection", "legal") for c in beside):
            return True
    tried = {child.lemma_.lower() for child in token.children if child.dep_ == "amod"}
    return bool(tried & {"attempt", "attempted", "plan", "planned", "allege", "foiled"})


def _known_only_by_owner(draft: Draft) -> bool:
    """Whether all that is told is a possessor: "Russia's invasion"."""
    token = draft.trigger.token
    owned = any(c.dep_ == "poss" and c.ent_type_ != "DATE" for c in token.children)
    stated = draft.when is not None and draft.when.basis is DateBasis.STATED
    owned = owned and draft.type not in STATEMENTS
    return owned and not draft.trigger.frame.objects and not stated and draft.where is None


def _bare_plural(draft: Draft) -> bool:
    token = draft.trigger.token
    settled = any(c.dep_ in ("det", "poss", "nummod", "prep", "relcl") for c in token.children)
    above = token.head
    if token.dep_ == "pobj" and above.lower_ == "of":
        # "Two weeks of protests" and "a series of bombings in 2016" are no plurals without number.
        measure = above.head.lemma_.lower()
        dated = draft.when is not None and draft.when.quote is not None
        settled = settled or measure in words("draft", "spans")
        settled = settled or (dated and measure in words("selection", "several"))
    aside = token.dep_ == "pobj" or not draft.parts
    end = token.right_edge.idx + len(token.right_edge)
    where = draft.where
    inside = where is not None and token.left_edge.idx <= where.quote.start < end
    return token.tag_ == "NNS" and not settled and aside and not inside
