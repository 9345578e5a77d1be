"""Spots: the names in the words that say where, whether or not anybody can locate them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from events.article import Quote
from events.extract.cast import Cast
from events.extract.draft import Draft
from events.extract.name import names
from events.extract.placing import list_of, locative, phrase_head
from events.extract.scene import ON_THE_SPOT
from events.extract.sentence import sentence_of
from events.report import EventType, Where
from geodata.place import Place
from geodata.toponym import Toponym

LISTED = ON_THE_SPOT | {EventType.MOBILIZE, EventType.RETREAT, EventType.AID}
"""Types of acts that happen in each of several places that are listed."""


def spots(draft: Draft) -> frozenset[str]:
    """Return the lower-case names in a mention's own clause that stand after "in", "at", "near"."""
    clause = governing(draft.trigger.token)
    return frozenset(
        span.text.lower()
        for span in names(sentence_of(draft.trigger.token))
        if governing(span.root) == clause and locative(span.root) is not None
    )


def governing(token: Token) -> Token:
    """Return the verb of a token's clause: itself, or the nearest above."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def apart(
    draft: Draft, places: Sequence[Where | None], cast: Cast, literal: Sequence[Toponym]
) -> Sequence[tuple[Where | None, str]]:
    """Return the places of an act with those beside them in a list, located or not.

    Each with its own words in lower case, or "" where there is no such list. A place of the clause
    that is not in the list is what all of it lies in: "the villages of X and Y in Z".
    """
    alone = [(where, "") for where in places]
    if draft.type not in LISTED or draft.announced:
        return alone
    names = {span.text: span for span in listed(draft.trigger.token, cast)}
    known = {where.quote.text: where for where in places if where is not None}
    if len(names) < 2 or len(known) > 1:
        return alone
    outer = next((where for text, where in known.items() if text not in names), None)
    around = outer.place if outer and _own(draft.trigger.token, outer.quote) else None
    located = {t.start: t.place for t in literal if t.place is not None}
    return [
        (known.get(text) or _beside(span, located.get(span.start_char), around), text.lower())
        for text, span in names.items()
    ]


def _own(trigger: Token, quote: Quote) -> bool:
    """Whether words stand in a trigger's own clause."""
    span = trigger.doc.char_span(quote.start, quote.end, alignment_mode="expand")
    return span is not None and governing(span.root) == governing(trigger)


def _beside(span: Span, place: Place | None, around: Place | None) -> Where:
    """Return a place of a list by its words; where nobody knows it, what the whole list lies in."""
    quote = Quote(start=span.start_char, end=span.end_char, text=span.text)
    reason = f"'{span.text}' is one of several places in a list"
    if place is None and around is not None:
        reason = f"{reason}, which lie in {around.name}"
    elif place is None:
        reason = f"{reason}; nobody could locate it"
    return Where(quote=quote, place=place or around, reason=reason)


def listed(trigger: Token, cast: Cast) -> tuple[Span, ...]:
    """Return the names of places that a clause lists, one after the other: "in X and [in] Y".

    Two or more; nothing where the clause has no such list.
    """
    clause = governing(trigger)
    lists: dict[Token, list[Span]] = {}
    for span in names(sentence_of(trigger)):
        if governing(span.root) == clause and locative(span.root) is not None:
            lists.setdefault(list_of(span.root), []).append(span)
    for found in lists.values():
        heads = [head for span in found for head in (span.root, phrase_head(span.root))]
        several = [s for s in found if _listed(s.root, heads) and not _other(s, cast)]
        if len(several) > 1 and not _no_list(several):
            return tuple(several)
    return ()


def _no_list(found: Sequence[Span]) -> bool:
    """Whether two names say one place: "[Khorog], [Gorno-Badakhshan]", "between [A] and [B]"."""
    one, other = found[0], found[1]
    between = one.doc[one.end : other.start].text.strip()
    prep = locative(one.root)
    return len(found) == 2 and (between == "," or (prep is not None and prep.lower_ == "between"))


def _listed(root: Token, heads: Sequence[Token]) -> bool:
    """Whether a name, or the noun that it describes, is coordinated to another of several."""
    others = {*root.conjuncts, *phrase_head(root).conjuncts}
    return any(other in others for other in heads)


def _other(span: Span, cast: Cast) -> bool:
    """Whether a name is a party's."""
    party = cast.affiliations.mentions.get(span.root.i)
    return party is not None and party.party.sector != "GOV"
