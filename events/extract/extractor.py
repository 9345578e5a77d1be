"""The extractor: from a parsed article to its reports, one an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from events.article import Article
from events.extract import date, location
from events.extract.announcement import announcement
from events.extract.cast import Cast, Figure
from events.extract.draft import Draft, Part
from events.extract.joining import join
from events.extract.lexicon import classes
from events.extract.passage import passage
from events.extract.role import roles
from events.extract.scene import ON_THE_SPOT, in_city, staged
from events.extract.selection import NOTHING_TOLD, SPEECH, refusal
from events.extract.speech import quoted, speaker
from events.extract.standing import standing
from events.extract.target import own, target
from events.extract.toll import tolls
from events.extract.trigger import Trigger, triggers
from events.extract.venue import usable
from events.extract.vocabulary import words
from events.report import Actor, Aux, DateBasis, EventType, Modality, Report, Role, When, Where
from geodata.country import name as country_name
from geodata.toponym import Toponym

CODEBOOK = "1.0"
"""The version of docs/codebook.md that types and modes follow."""
EXTRACTOR = f"lexicon-parse 1.0, codebook {CODEBOOK}"
"""Name and version; a change that alters reports raises the version."""


ECHOING = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.CONSULT, EventType.AGREE})
"""Types whose bare nouns ("the blast") take up an event told before."""


def extract(article: Article, doc: Doc, toponyms: Sequence[Toponym]) -> tuple[Report, ...]:
    """Return the events of an article, repeated mentions joined, in the order of the text.

    ``doc`` is the parse of ``article.text``, ``toponyms`` its resolved place names.
    """
    cast = Cast(doc, toponyms)
    accepted, _ = drafts(article, doc, toponyms, cast)
    groups = staged(join(accepted), toponyms)
    return tuple(_report(article, group, cast) for group in groups)


def drafts(
    article: Article, doc: Doc, toponyms: Sequence[Toponym], cast: Cast
) -> tuple[list[Draft], list[tuple[Draft, str]]]:
    """Return the mentions that are events, and those that are not with the reason."""
    expressions = date.expressions(doc, article.published)
    literal = [t for t in toponyms if t.literal]
    numbers = {sentence.start: number for number, sentence in enumerate(doc.sents)}
    accepted: list[Draft] = []
    refused: list[tuple[Draft, str]] = []
    for trigger in triggers(doc, _covered(doc, literal)):
        when = date.when_of(trigger.token, expressions, article.published)
        wheres = location.where(trigger.token, literal) or (
            target(trigger, literal) or own(trigger, literal),
        )
        for where in wheres:
            draft = _draft(trigger, cast, when, where, numbers[trigger.token.sent.start])
            why = refusal(draft)
            if why is None:
                accepted.append(draft)
            elif why == NOTHING_TOLD and draft.type in ECHOING:
                accepted.append(replace(draft, echo=True, anaphoric=not draft.fresh))
            else:
                refused.append((draft, why))
    return in_city(accepted, toponyms, cast.home, article.text), refused


def _covered(doc: Doc, toponyms: Sequence[Toponym]) -> frozenset[int]:
    spans = (doc.char_span(t.start, t.end, alignment_mode="expand") for t in toponyms)
    return frozenset(token.i for span in spans for token in span or ())


def _draft(
    trigger: Trigger, cast: Cast, when: When | None, where: Where | None, sentence: int
) -> Draft:
    stand = standing(trigger.token)
    voice = stand.claimant or (speaker(trigger.token) if quoted(trigger.token) else None)
    act = announcement(trigger, stand, cast.same)
    start, end = passage(trigger)
    if where and (act or not usable(trigger, where)):
        # What is announced happens elsewhere and later than the announcement.
        where = None
    token = trigger.token
    pointing = token.pos_ == "NOUN" and bool(_determiners(token) & words("draft", "pointing"))
    fresh = _fresh(token)
    return Draft(
        trigger=trigger,
        type=act.type if act else trigger.sense.type,
        mode=act.mode if act else trigger.sense.mode,
        aux=act.aux if act else stand.aux,
        reason=act.reason if act else trigger.reason,
        standing=stand,
        parts=tuple(_parts(trigger, cast, voice)),
        when=when,
        where=where,
        tolls=tuple(tolls(token)),
        start=start,
        end=end,
        sentence=sentence,
        anaphoric=pointing and not fresh,
        fresh=fresh,
    )


def _determiners(noun: Token) -> set[str]:
    return {child.lower_ for child in noun.children if child.dep_ in ("det", "amod", "advmod")}


def _fresh(token: Token) -> bool:
    """Whether an event is told as another one: "a second blast", "in another attack"."""
    nouns = [token] if token.pos_ == "NOUN" else []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            nouns += [t for t in child.children if t.dep_ == "pobj" and t.pos_ == "NOUN"]
        if child.dep_ == "advmod" and child.lower_ in ("separately", "elsewhere"):
            return True
    return any(
        "the" not in _determiners(noun) and _determiners(noun) & words("draft", "fresh")
        for noun in nouns
    )


def _parts(trigger: Trigger, cast: Cast, voice: Token | None) -> Iterable[Part]:
    seen: set[tuple[str, Role]] = set()
    for token, role, reason in roles(trigger):
        acting = _party_by_place(trigger, token, role)
        figure = cast.figure(token, voice, acting=acting)
        own = role is Role.RECIPIENT and trigger.sense.type in (
            EventType.MOBILIZE,
            EventType.RETREAT,
        )
        if figure and own and figure.domestic:
            continue  # whoever moves troops moves its own
        if figure and (figure.name.lower(), role) not in seen:
            seen.add((figure.name.lower(), role))
            yield Part(figure=figure, role=role, reason=reason)


def _party_by_place(trigger: Trigger, token: Token, role: Role) -> bool:
    """Whether only parties stand here: who makes a statement, and what an attack strikes."""
    if role is Role.ACTOR:
        return trigger.sense.type in SPEECH
    struck = trigger.sense.type is EventType.ASSAULT and token in trigger.frame.objects
    means = any(token.lemma_.lower() in classes()[name] for name in MEANS)
    return struck and token.pos_ == "NOUN" and not means


def _report(article: Article, group: list[Draft], cast: Cast) -> Report:
    best = group[0]
    where = _where(group)
    when = _when(group, article)
    home = (where.place.country if where and where.place else None) or cast.home
    claimant = next((d.standing.claimant for d in group if d.standing.claimant is not None), None)
    figure = cast.figure(claimant) if claimant is not None else None
    aux = frozenset.intersection(*(d.aux for d in group))
    if when and article.published and (article.published - when.end).days > HISTORICAL_DAYS:
        aux |= {Aux.HISTORICAL}
    return Report(
        text=article.text,
        article_id=article.id,
        type=best.type,
        mode=next((d.mode for d in group if d.mode), None),
        trigger=article.quote(best.trigger.start, best.trigger.end),
        quotes=tuple(
            article.quote(*span) for span in dict.fromkeys((d.start, d.end) for d in group)
        ),
        where=where,
        when=when,
        actors=_with_ground(tuple(_actors(article, group, home)), best, where),
        claimant=article.quote(figure.start, figure.end) if figure else None,
        modality=_modality(group),
        aux=aux,
        tolls=tuple(dict.fromkeys(t for d in group for t in d.tolls)),
        reasons=tuple(dict.fromkeys(reason for d in group for reason in _reasons(d))),
        extractor=EXTRACTOR,
    )


MEANS = ("violence", "weapon", "projectile", "crowd_control", "means")
"""Word classes of what one attacks with, not whom."""
HISTORICAL_DAYS = 60
"""An event that ended longer before the publication is background."""


def _where(group: list[Draft]) -> Where | None:
    """Return the place of the first mention that names the finest place."""
    named = [d.where for d in group if d.where and d.where.place]
    fine = [w for w in named if w.place and w.place.pinnable]
    return next(iter(fine or named), None)


def _when(group: list[Draft], article: Article) -> When | None:
    for basis in (DateBasis.STATED, DateBasis.CONTEXT, DateBasis.REPORTED):
        for draft in group:
            if draft.when and draft.when.basis is basis:
                return draft.when
    return None


def _modality(group: list[Draft]) -> Modality:
    found = {d.standing.modality for d in group}
    for modality in (Modality.ASSERTED, Modality.DENIED, Modality.CLAIMED):
        if modality in found:
            return modality
    return Modality.DISPUTED


def _actors(article: Article, group: list[Draft], home: str | None) -> Iterable[Actor]:
    seen: set[tuple[str, Role]] = set()
    for draft in group:
        for part in draft.parts:
            figure = part.figure
            key = (figure.name.lower(), part.role)
            if key in seen:
                continue
            seen.add(key)
            yield Actor(
                quote=article.quote(figure.start, figure.end),
                role=part.role,
                name=figure.name,
                country=figure.country or (home if figure.domestic else None),
                nationality=figure.nationality,
                sector=figure.sector,
            )


GROUNDED = ON_THE_SPOT | {EventType.CONCEDE, EventType.AGREE}


def _with_ground(actors: tuple[Actor, ...], draft: Draft, where: Where | None) -> tuple[Actor, ...]:
    """Add the country on whose ground an act of force happened, as a party that it touches."""
    place = where.place if where else None
    if where is None or place is None or place.country is None:
        return actors
    known = {actor.country for actor in actors}
    visit = draft.type is EventType.CONSULT and draft.mode == "visit"
    if not (visit or draft.type in GROUNDED) or place.country in known:
        return actors
    ground = Actor(
        quote=where.quote,
        role=Role.OTHER,
        name=country_name(place.country),
        country=place.country,
    )
    return (*actors, ground)


def _reasons(draft: Draft) -> Iterable[str]:
    yield draft.reason
    yield from draft.standing.reasons
    if draft.where:
        yield draft.where.reason
    for part in draft.parts:
        yield f"{part.figure.name}: {part.role.value}, {part.reason}"


__all__ = ["EXTRACTOR", "Figure", "drafts", "extract"]
