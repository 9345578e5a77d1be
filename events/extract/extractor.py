"""The extractor: from a parsed article to its reports, one an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from events.article import Article, Quote
from events.extract.cast import Cast
from events.extract.distance import TOWNS, may_lie_in
from events.extract.draft import Draft
from events.extract.drafting import drafts
from events.extract.joining import join
from events.extract.lexicon import VERB
from events.extract.party import parties
from events.extract.scene import foreseen, staged
from events.extract.selection import UNREAL
from events.extract.vocabulary import alternatives, words
from events.report import (
    Aux,
    DateBasis,
    EventType,
    Modality,
    Report,
    Role,
    Toll,
    When,
    Where,
)
from geodata.place import Precision
from geodata.toponym import Toponym

CODEBOOK = "1.1"
"""The version of docs/codebook.md that types and modes follow."""
EXTRACTOR = f"lexicon-parse 1.4, codebook {CODEBOOK}"
"""Name and version; a change that alters reports raises the version."""


def extract(article: Article, doc: Doc, toponyms: Sequence[Toponym]) -> tuple[Report, ...]:
    """Return the events of an article, repeated mentions joined, in the order of the text.

    ``doc`` is the parse of ``article.text``, ``toponyms`` its resolved place names. What the text
    negates, foresees or tells as a habit comes last, flagged, without a place: see
    :attr:`events.report.Report.occurred`.
    """
    cast = Cast(doc, toponyms)
    accepted, refused = drafts(article, doc, toponyms, cast)
    told = grouped(accepted, toponyms, cast.home)
    unreal = join([draft for draft, _ in refused if _worth_flagging(draft)])
    denials = [draft for draft, _ in refused if _denied(draft)]
    kept: dict[str, Report] = {}
    for group in (*told, *unreal):
        report = _report(article, group, cast, denials)
        # What one trigger tells of one place is one event; the store takes each id once.
        kept.setdefault(report.id, report)
    return tuple(kept.values())


def grouped(
    accepted: Sequence[Draft], toponyms: Sequence[Toponym], home: str | None
) -> list[list[Draft]]:
    """Return the events of an article, each as its mentions, with the places they are at."""
    return staged(join(foreseen(accepted)), toponyms, home)


def _worth_flagging(draft: Draft) -> bool:
    """Whether what did not happen is told as an act of parties, not only named."""
    verb = draft.trigger.sense.pos == VERB and draft.trigger.token.pos_ == "VERB"
    return bool(draft.aux & UNREAL) and verb and bool(draft.parts) and not draft.announced


def _denied(draft: Draft) -> bool:
    """Whether somebody denies a mention: "denies providing arms"."""
    words_of_denial = words("standing", "denial")
    above = draft.trigger.token.head.lemma_.lower()
    return Aux.NEGATION in draft.aux and above in words_of_denial


def _report(article: Article, group: list[Draft], cast: Cast, denials: Sequence[Draft]) -> Report:
    best = group[0]
    where = where_of(group)
    when = _when(group)
    actors, inferred = parties(article, group, where, cast)
    modality = _modality(group, denials)
    claimant = _claimant(group, modality)
    mode = next((d.mode for d in group if d.mode), None)
    other = alternatives(best.type.value, mode)
    # One mention denied and another planned have no flag in common, and yet did not happen.
    aux = best.aux if best.aux & UNREAL else frozenset.intersection(*(d.aux for d in group))
    if when and article.published and (article.published - when.end).days > HISTORICAL_DAYS:
        aux |= {Aux.HISTORICAL}
    return Report(
        text=article.text,
        article_id=article.id,
        type=best.type,
        mode=mode,
        trigger=article.quote(best.trigger.start, best.trigger.end),
        quotes=tuple(
            article.quote(*span) for span in dict.fromkeys((d.start, d.end) for d in group)
        ),
        where=where,
        when=when,
        actors=actors,
        claimant=_voice(article, claimant, cast),
        modality=modality,
        aux=aux,
        alternatives=tuple(EventType(kind) for kind in sorted(other)),
        tolls=tuple(dict.fromkeys(_tolls(article, group, cast))),
        reasons=tuple(dict.fromkeys((*(r for d in group for r in _reasons(d, cast)), *inferred))),
        extractor=EXTRACTOR,
    )


HISTORICAL_DAYS = 60
"""An event that ended longer before the publication is background."""


def where_of(group: list[Draft]) -> Where | None:
    """Return the first place finer than a country that a mention names, or a town in its region.

    One of several places in a list stays what it is, whether or not anybody could locate it.
    """
    if group[0].spot:
        return group[0].where
    named = [d.where for d in group if d.where and d.where.place]
    fine = [w for w in named if w.place and w.place.pinnable]
    for where in fine[1:] if fine and _wide(fine[0]) else ():
        here, region = where.place, fine[0].place
        if here and region and here.precision in TOWNS and may_lie_in(here, region):
            return where
    return next(iter(fine or named), None)


def _wide(where: Where) -> bool:
    wide = (Precision.ADMIN1, Precision.SEA_OR_BORDER)
    return where.place is not None and where.place.precision in wide


def _when(group: list[Draft]) -> When | None:
    """Return the time of the mention that tells it best."""
    for basis in (DateBasis.STATED, DateBasis.CONTEXT, DateBasis.REPORTED):
        told = [d.when for d in group if d.when and d.when.basis is basis]
        if told:
            return _finest(told)
    return None


def _finest(told: Sequence[When]) -> When:
    """Return the first time told, or the shortest one that is a part of it."""
    first = told[0]
    parts = [when for when in told if first.start <= when.start and when.end <= first.end]
    return min(parts, key=lambda when: when.end - when.start)


def _modality(group: list[Draft], denials: Sequence[Draft]) -> Modality:
    actors = frozenset().union(*(draft.countries(Role.ACTOR) for draft in group))
    for denial in denials:
        same = denial.type is group[0].type and denial not in group
        if same and actors & denial.countries(Role.ACTOR):
            return Modality.DENIED
    found = {d.standing.modality for d in group}
    for modality in (Modality.ASSERTED, Modality.DENIED, Modality.CLAIMED):
        if modality in found:
            return modality
    return Modality.DISPUTED


def _claimant(group: list[Draft], modality: Modality) -> Token | None:
    """Return who claims an event; nobody where the article says it in its own voice as well."""
    if modality is Modality.ASSERTED:
        return None
    voices = [draft.standing.claimant for draft in group]
    known = [voice for voice in voices if voice is not None]
    return min(known, key=lambda voice: voice.pos_ == "PRON", default=None)


def _tolls(article: Article, group: list[Draft], cast: Cast) -> Iterable[Toll]:
    """Yield the tolls of an event, each with who counts so."""
    for draft in group:
        quote = _voice(article, draft.standing.claimant, cast)
        for toll in draft.tolls:
            yield replace(toll, claimant=quote)


def _voice(article: Article, claimant: Token | None, cast: Cast) -> Quote | None:
    """Return the words that name who says so."""
    figure = cast.figure(claimant) if claimant is not None else None
    return article.quote(figure.start, figure.end) if figure else None


def _reasons(draft: Draft, cast: Cast) -> Iterable[str]:
    yield f"type: {draft.reason}"
    claimant = draft.standing.claimant
    voice = cast.figure(claimant) if claimant is not None else None
    if voice is not None:
        yield f"standing: '{draft.trigger.token.text}' claimed by {voice.name}"
    yield from (f"standing: {reason}" for reason in draft.standing.reasons)
    if draft.where:
        yield f"place: {draft.where.quote.text}, {draft.where.reason}"
    for part in draft.parts:
        figure = part.figure
        country = f" [{figure.country}: {figure.reason}]" if figure.country else ""
        yield f"party: {figure.name}, {part.role.value}{country}, {part.reason}"
    if draft.joined:
        yield f"joined: {draft.joined}"
