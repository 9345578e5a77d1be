"""Drafting: from the triggers of an article to what each sentence says of an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date as date_type

from spacy.tokens import Doc, Token

from events.article import Article
from events.extract import date, location, sense
from events.extract.announcement import Announcement, announcement
from events.extract.cast import Cast
from events.extract.city import in_city
from events.extract.draft import Draft, Part
from events.extract.lexicon import classes
from events.extract.nominal import NOTHING_TOLD, SPEECH, STATEMENTS
from events.extract.passage import passage
from events.extract.role import roles
from events.extract.scene import ON_THE_SPOT
from events.extract.selection import UNREAL, refusal
from events.extract.setting import private, setting
from events.extract.speech import quoted, speaker
from events.extract.spot import apart
from events.extract.standing import is_reporting, standing
from events.extract.struck import own, target
from events.extract.toll import tolls
from events.extract.tree import prepositional
from events.extract.trigger import Trigger, triggers
from events.extract.venue import is_statement, spoken, told, usable, venues
from events.extract.vocabulary import words
from events.report import Aux, DateBasis, EventType, Modality, Role, When, Where
from geodata.toponym import Toponym

ECHOING = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.CONSULT, EventType.AGREE})
"""Types whose bare nouns ("the blast") take up an event told before."""
GRAVE = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.MOBILIZE})
"""Types of acts in whose stories what private people say counts as well."""
PRIVATE = "between private people or firms, in no story of conflict"
PERSONS = ("person", "troops", "government", "protester", "post")
"""Word classes of those who act and suffer."""
LISTED = ON_THE_SPOT | {EventType.MOBILIZE, EventType.RETREAT, EventType.AID}
"""Types of acts that happen in each of several places that are listed."""
STRIKING = frozenset({EventType.ASSAULT, EventType.COERCE})
"""Types of acts that what belongs to somebody suffers: "seized a [Danish] tanker"."""
MEANS = ("violence", "weapon", "projectile", "crowd_control", "means")
"""Word classes of what one attacks with, not whom."""


def drafts(
    article: Article, doc: Doc, toponyms: Sequence[Toponym], cast: Cast
) -> tuple[list[Draft], list[tuple[Draft, str]]]:
    """Return the mentions that are events, and those that are not with the reason."""
    expressions = date.expressions(doc, article.published)
    literal = sense.literal(doc, toponyms)
    numbers = {sentence.start: number for number, sentence in enumerate(doc.sents)}
    quotes = quoted(doc)
    story = setting(doc)
    accepted: list[Draft] = []
    refused: list[tuple[Draft, str]] = []
    for trigger in triggers(doc, _covered(doc, literal)):
        draft = _draft(trigger, cast, quotes, numbers[trigger.token.sent.start])
        places: Sequence[tuple[Where | None, str]] = ((None, ""),)
        if not draft.aux & UNREAL:  # what did not happen needs no time and place
            said = draft.announced or draft.type in SPEECH
            when = date.when_of(trigger.token, expressions, article.published, said=said)
            told = draft.type in ON_THE_SPOT and _of_telling(doc, when)
            earlier = draft.earlier or told
            words = date.open_day(trigger.token, expressions) if when is None else None
            draft = replace(draft, when=when, earlier=earlier, open_day=words)
            draft = _not_yet(draft, article.published)
            places = apart(draft, _places(draft, literal), cast, literal)
        for where, spot in places:
            mention = replace(draft, where=where, spot=spot)
            why = refusal(mention) or story.refusal(mention)
            if why is None:
                accepted.append(mention)
            elif why == NOTHING_TOLD and mention.type in ECHOING:
                accepted.append(replace(mention, echo=True, anaphoric=not mention.fresh))
            else:
                refused.append((mention, why))
    grave = any(draft.type in GRAVE for draft in accepted)
    refused += [(draft, PRIVATE) for draft in accepted if private(draft, grave=grave)]
    accepted = [draft for draft in accepted if not private(draft, grave=grave)]
    return in_city(accepted, toponyms, cast.home, article.text), refused


def _not_yet(draft: Draft, published: date_type | None) -> Draft:
    """Mark what happens on a day after the publication as future; a statement is of no such day."""
    if published is None or draft.when is None or draft.when.start <= published:
        return draft
    if draft.announced or draft.type in STATEMENTS | {EventType.AGREE}:
        return replace(draft, when=None)
    return replace(draft, aux=draft.aux | {Aux.FUTURE})


def _places(draft: Draft, literal: Sequence[Toponym]) -> Sequence[Where | None]:
    """Return where an event took place; more than one place makes as many events."""
    trigger = draft.trigger
    if draft.announced:  # what is announced happens elsewhere and later, if it is no statement
        return (told(trigger, literal) if draft.type in SPEECH else None,)
    if is_statement(trigger) and not venues(trigger, literal):
        return (None,)
    venue = spoken(trigger, literal) if is_statement(trigger) else None
    if venue is not None:
        return (venue,)
    found = location.where(trigger.token, literal)
    usual = [where for where in found if usable(trigger, where)]
    if draft.type not in ON_THE_SPOT and draft.mode != "visit" and not any(map(_fine, usual)):
        usual = usual[:1]  # "cooperates with the navies of A, B and C": parties, not places
    if not usual and is_statement(trigger):
        return (told(trigger, literal),)
    if usual or found:
        return usual or (None,)
    near = target(trigger, literal) or own(trigger, literal)
    return (near if near is not None and usable(trigger, near) else None,)


def _fine(where: Where) -> bool:
    return where.place is not None and where.place.pinnable


def _covered(doc: Doc, toponyms: Sequence[Toponym]) -> frozenset[int]:
    spans = (doc.char_span(t.start, t.end, alignment_mode="expand") for t in toponyms)
    return frozenset(token.i for span in spans for token in span or ())


def _draft(trigger: Trigger, cast: Cast, quotes: frozenset[int], sentence: int) -> Draft:
    """Return what is said of a trigger's event, but for time and place."""
    token = trigger.token
    stand = standing(token)
    if _negative(trigger):  # "had no part in it" tells of a denial
        stand = replace(stand, aux=stand.aux - {Aux.NEGATION})
    voice = stand.claimant or (speaker(token, quotes) if token.i in quotes else None)
    if voice is not None and stand.claimant is None:
        # The quotation marks say who claims it, though no verb of saying stands above.
        claimed = Modality.CLAIMED if stand.modality is Modality.ASSERTED else stand.modality
        stand = replace(stand, claimant=voice, modality=claimed)
    act = announcement(trigger, stand, cast.same)
    accused = act is not None and act.type is EventType.ACCUSE
    start, end = passage(trigger)
    noun = token.pos_ == "NOUN"
    pointing = _points(token) if noun else _claims(token) or _within_known(token)
    fresh = _fresh(token)
    return Draft(
        trigger=trigger,
        type=act.type if act else trigger.sense.type,
        mode=act.mode if act else trigger.sense.mode,
        aux=act.aux if act else stand.aux,
        announced=act is not None,
        reason=act.reason if act else trigger.reason,
        standing=stand,
        parts=tuple(_accusers(trigger, cast, act) if accused else _sent(trigger, cast, voice)),
        when=None,
        where=None,
        tolls=tuple(tolls(token)),
        start=start,
        end=end,
        sentence=sentence,
        anaphoric=pointing and not fresh,
        earlier=_earlier(token, stand.reporter),
        fresh=fresh,
    )


def _negative(trigger: Trigger) -> bool:
    """Whether a "no" or "not" is one of the words that give a trigger its sense."""
    asked = (n.words for n in trigger.sense.needs if n.slot == "any" and not n.negated)
    return any(found & {"no", "not"} for found in asked)


def _of_telling(doc: Doc, when: When | None) -> bool:
    """Whether the words of a date tell when somebody spoke: "revealed on [Tuesday]"."""
    if when is None or when.quote is None or when.basis is not DateBasis.CONTEXT:
        return False
    span = doc.char_span(when.quote.start, when.quote.end, alignment_mode="expand")
    if span is None:
        return False
    verb = next((t for t in span.root.ancestors if t.pos_ == "VERB"), None)
    return verb is not None and is_reporting(verb)


def _earlier(token: Token, reporter: Token | None) -> bool:
    """Whether an event lies before the day of its report: "said that he [had] been killed"."""
    return reporter is not None and any(
        child.dep_ == "aux" and child.lower_ == "had" for child in token.children
    )


def _determiners(noun: Token) -> set[str]:
    return {child.lower_ for child in noun.children if child.dep_ in ("det", "amod", "advmod")}


def _points(noun: Token) -> bool:
    """Whether a noun speaks of something known: "the attack", "Saturday's attack"."""
    dated = any(child.dep_ == "poss" and child.ent_type_ == "DATE" for child in noun.children)
    return dated or bool(_determiners(noun) & words("draft", "pointing"))


def _claims(verb: Token) -> bool:
    """Whether somebody claims what was told: "[claimed] responsibility", "... for the attack"."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.lower_ == "responsibility":
            acts = prepositional(child).get("for", []) + prepositional(verb).get("for", [])
            return all(act.pos_ == "PRON" or _points(act) for act in acts)
    return False


def _within_known(verb: Token) -> bool:
    """Whether something happened in what was told before: "were wounded in [the attack]"."""
    for child in verb.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("in", "during", "by"):
            for noun in child.children:
                bare = not any(inner.dep_ in ("prep", "relcl", "acl") for inner in noun.children)
                if noun.lemma_ in classes()["violence"] and bare and _points(noun):
                    return True
    return False


def _fresh(token: Token) -> bool:
    """Whether an event is told as another one: "a second blast", "in another attack"."""
    nouns = [token] if token.pos_ == "NOUN" else []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            nouns += [t for t in child.children if t.dep_ == "pobj" and t.pos_ == "NOUN"]
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and _thing(child):
            nouns.append(child)
        if child.dep_ == "advmod" and child.lower_ in ("separately", "elsewhere"):
            return True
        if child.dep_ == "advmod" and child.lower_ == "later" and _span_of_time(child):
            return True
    return any(
        "the" not in _determiners(noun) and _determiners(noun) & words("draft", "fresh")
        for noun in nouns
    )


def _thing(noun: Token) -> bool:
    """Whether a noun is no person: a second station hit is another act, a second victim is not."""
    return noun.pos_ == "NOUN" and not any(
        noun.lemma_.lower() in classes()[name] for name in PERSONS
    )


def _span_of_time(later: Token) -> bool:
    """Whether "later" counts days or more: "[days] later" tells of what came next."""
    units = words("draft", "spans")
    return any(child.lemma_.lower() in units for child in later.children)


def _sent(trigger: Trigger, cast: Cast, voice: Token | None) -> Iterable[Part]:
    """Yield the parties, each envoy who is dealt with as of the country that sends it."""
    parts = list(_parts(trigger, cast, voice))
    for part in parts:
        if part.figure.country or part.role is not Role.RECIPIENT:
            yield part
            continue
        others = frozenset(p.figure.country for p in parts if p.role is Role.ACTOR)
        sender = cast.sender(part.figure, others) if len(others - {None}) == 1 else None
        yield replace(part, figure=replace(part.figure, country=sender))


def _parts(trigger: Trigger, cast: Cast, voice: Token | None) -> Iterable[Part]:
    seen: set[tuple[str, Role]] = set()
    for token, role, reason in roles(trigger):
        acting = _party_by_place(trigger, token, role, cast)
        own = role is Role.RECIPIENT and trigger.sense.type in (
            EventType.MOBILIZE,
            EventType.RETREAT,
        )
        for figure in cast.figures(token, voice, acting=acting):
            if own and figure.domestic:
                continue  # whoever moves troops moves its own
            if (figure.name.lower(), role) not in seen:
                seen.add((figure.name.lower(), role))
                yield Part(figure=figure, role=role, reason=reason)


def _accusers(trigger: Trigger, cast: Cast, act: Announcement | None) -> Iterable[Part]:
    """Yield who says that another planned an act, and that other."""
    sides = [(act.speaker, Role.ACTOR)] if act else []
    sides += [(subject, Role.RECIPIENT) for subject in trigger.frame.subjects]
    for token, role in sides:
        figure = cast.figure(token, acting=True) if token is not None else None
        if figure:
            yield Part(figure=figure, role=role, reason=act.reason if act else "")


def _party_by_place(trigger: Trigger, token: Token, role: Role, cast: Cast) -> bool:
    """Whether only parties stand here: who makes a statement, and what an attack strikes."""
    if role is Role.ACTOR:
        return trigger.sense.type in SPEECH
    if token.pos_ != "NOUN" or token not in trigger.frame.objects:
        return False
    if trigger.sense.type in STRIKING and cast.affiliations.modifier(token) is not None:
        return True  # "shot down a [Peruvian] drone", "seized a [Danish] tanker"
    means = any(token.lemma_.lower() in classes()[name] for name in MEANS)
    return trigger.sense.type is EventType.ASSAULT and not means
