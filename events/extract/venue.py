"""Venues: whether a place that a sentence names may be the place of an event of its type."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from events.article import Quote
from events.extract.distance import TOWNS
from events.extract.lexicon import VERB
from events.extract.nominal import SPEECH
from events.extract.placing import SPEECH as SPOKEN
from events.extract.placing import list_of, phrase_head
from events.extract.trigger import Trigger
from events.extract.vocabulary import words
from events.report import EventType, Where
from geodata.place import Precision
from geodata.toponym import Toponym

ADDRESSING = frozenset(("on", "upon", "with", "against", "about", "over", "of", "to", "for"))
"""Prepositions after which a statement names whom or what it is about: "called on X"."""
VENUES = (
    "conference", "speech", "meeting", "briefing", "summit", "interview", "rally", "visit",
    "sermon", "ceremony", "gathering", "session", "talks", "audience", "mass", "service", "forum",
    "address", "lecture", "debate", "hearing", "congress", "convention", "assembly", "appearance",
    "trip", "tour", "stop", "stopover", "parade", "funeral", "vigil", "dinner", "event",
)  # fmt: skip
"""Nouns whose place is that of what is said there."""


def usable(trigger: Trigger, where: Where) -> bool:
    """Whether a place is that of the event: a statement's is its venue, not what it is about."""
    if where.place is None or where.place.precision is Precision.WORLD:
        return False
    span = trigger.token.doc.char_span(where.quote.start, where.quote.end, alignment_mode="expand")
    if span is None:
        return False
    root = span.root
    if where.place.precision is Precision.SEA_OR_BORDER and root.dep_ in ("compound", "nmod"):
        return False  # "the Red Sea town of X"
    root = phrase_head(root)  # "to Idlib province"
    if list_of(root).lower_ == "for":
        # whom or what it is meant for; but a truce "for Aleppo" holds there
        return trigger.sense.type is EventType.RETREAT and trigger.token.pos_ == "NOUN"
    if trigger.sense.type is EventType.AID and root.head.lower_ == "to":
        return False  # where help goes, not where it is given
    return not is_statement(trigger) or _said_there(root, trigger)


def is_statement(trigger: Trigger) -> bool:
    """Whether a trigger is a verb of an act in words, whose place is a venue."""
    return trigger.sense.type in SPEECH - {EventType.CONSULT} and trigger.sense.pos == VERB


def venues(trigger: Trigger, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return the place names of a statement's sentence that may be its venue."""
    sentence, doc = trigger.token.sent, trigger.token.doc
    inside = (t for t in toponyms if sentence.start_char <= t.start < sentence.end_char)
    spans = ((t, doc.char_span(t.start, t.end, alignment_mode="expand")) for t in inside)
    return [t for t, span in spans if span is not None and _said_there(span.root, trigger)]


def _said_there(token: Token, trigger: Trigger) -> bool:
    """Whether a name hangs on a verb of saying by a preposition, or on a venue."""
    token = list_of(token)
    through = _placing(token)
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
        through = through or _placing(token)
        if token.lemma_.lower() in VENUES:
            return _held(token)
        subject = token.dep_ in ("nsubj", "nsubjpass")  # "the Foreign Ministry in X"
        if (token.pos_ == "NOUN" or subject) and not _passed(token):
            if trigger.sense.type is not EventType.AGREE:
                return False
            return through and _agreed(token, trigger)
    if token.dep_ == "acl" and token.head.lemma_.lower() in VENUES and through:
        return _held(token.head)  # "in a sermon delivered in X"
    own = token.i == trigger.token.i or (
        token.is_ancestor(trigger.token) and token.lemma_.lower() in SPOKEN
    )
    return through and (own or _speaking(token, trigger) or _assembled(token, trigger))


def _agreed(noun: Token, trigger: Trigger) -> bool:
    """Whether a noun is what is agreed or who agrees: "signed a deal in X", "agreed by A in X"."""
    if noun.dep_ == "dobj":
        return noun.head == trigger.token
    while noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head  # "the leaders of A"
    return noun.dep_ == "pobj" and noun.head.dep_ == "agent" and noun.head.head == trigger.token


def _placing(token: Token) -> bool:
    return token.pos_ == "ADP" and token.lower_ not in ADDRESSING


def _passed(noun: Token) -> bool:
    """Whether a noun says nothing of what is in a place: "the day before in X", "on his behalf"."""
    return noun.ent_type_ == "DATE" or noun.lemma_.lower() == "behalf"


def _held(venue: Token) -> bool:
    """Whether a venue is where something is said, not what it is about: "called for a meeting"."""
    if venue.dep_ == "pobj":
        return venue.head.lower_ in ("in", "at", "during", "on", "after", "before", "following")
    return True


def spoken(trigger: Trigger, toponyms: Sequence[Toponym]) -> Where | None:
    """Return where a statement's speaker is said to be speaking: "A, speaking in [B], urged"."""
    for toponym in venues(trigger, toponyms):
        span = trigger.token.doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
        if span is None or toponym.place is None:
            continue
        carriers = (t for t in span.root.ancestors if t.pos_ in ("VERB", "NOUN"))
        above = [t for t in carriers if not _passed(t)][:1]
        if above and above[0].dep_ == "acl" and above[0].head.lemma_.lower() in VENUES:
            above = [above[0].head]
        if above and (_speaking(above[0], trigger) or _speech(above[0], trigger)):
            quote = Quote(start=toponym.start, end=toponym.end, text=toponym.name)
            reason = f"where '{above[0].text}' tells that it was said"
            return Where(quote=quote, place=toponym.place, reason=reason)
    return None


def told(trigger: Trigger, toponyms: Sequence[Toponym]) -> Where | None:
    """Return the town where words were said: "A said in [B] that C lied"."""
    for toponym in venues(trigger, toponyms):
        span = trigger.token.doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
        if span is None or toponym.place is None or toponym.place.precision not in TOWNS:
            continue
        prep = list_of(span.root)
        if prep.lower_ in ("in", "at") and _says(prep.head):
            quote = Quote(start=toponym.start, end=toponym.end, text=toponym.name)
            return Where(quote=quote, place=toponym.place, reason="where it was said")
    return None


def _says(token: Token) -> bool:
    """Whether a token is a verb of saying in the active, or the venue that it has beside it."""
    if token.lemma_.lower() in VENUES and token.dep_ == "dobj":
        token = token.head
    elif token.lemma_.lower() in VENUES and token.dep_ == "pobj":
        token = token.head.head if token.head.lower_ in ("in", "at", "during") else token
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in token.children)
    return token.pos_ == "VERB" and token.lemma_.lower() in SPOKEN and not passive


def _speech(venue: Token, trigger: Trigger) -> bool:
    """Whether a noun is the speech or meeting at which a statement was made."""
    held = venue.lemma_.lower() in VENUES and venue.dep_ == "pobj"
    said = held and venue.head.lower_ in ("in", "at", "during")
    return said and trigger.token.is_ancestor(venue)


def _speaking(verb: Token, trigger: Trigger) -> bool:
    """Whether a verb is a participle that tells how a statement, or one before it, was made."""
    if verb.lemma_.lower() not in words("venue", "speaking") or verb.tag_ != "VBG":
        return False
    said = trigger.token
    while said.dep_ == "conj" and said.head.pos_ == "VERB" and not said.is_ancestor(verb):
        said = said.head
    return said.is_ancestor(verb)


def _assembled(verb: Token, trigger: Trigger) -> bool:
    """Whether a clause tells at what gathering words were said: "agreed when they met in [B]"."""
    told = {c.lower_ for c in verb.children if c.dep_ in ("advmod", "mark")} & {
        "when",
        "as",
        "while",
    }
    met = verb.dep_ == "advcl" and verb.lemma_.lower() in words("venue", "assembling")
    return bool(told) and met and verb.head == trigger.token
