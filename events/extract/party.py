"""Parties: who takes part in an event, from all its mentions and from where it happened."""

from __future__ import annotations

from collections.abc import Iterable

from events.article import Article
from events.extract.cast import Cast
from events.extract.draft import Draft
from events.extract.involved import involved
from events.extract.scene import ON_THE_SPOT
from events.extract.vocabulary import words
from events.report import Actor, EventType, Role, Where
from geodata.country import name as country_name

GROUNDED = ON_THE_SPOT | {EventType.CONCEDE, EventType.AGREE}
"""Types that touch the country on whose ground they happen."""
AUTHORITIES = frozenset({EventType.COERCE, EventType.SANCTION})
"""Types whose acts are a state's, said or not: "was arrested", "was found guilty"."""
AT_HOME = frozenset(
    {
        EventType.PROTEST,
        EventType.AGREE,
        EventType.RETREAT,
        EventType.AID,
        EventType.MOBILIZE,
        EventType.CONCEDE,
    }
)
"""Types that, where no party's country is told, are of the country that the article is about:
countries' F1 .923 with them, .913 without, on eight labelled articles beside gold_events."""


def parties(
    article: Article, group: list[Draft], where: Where | None, cast: Cast
) -> tuple[tuple[Actor, ...], tuple[str, ...]]:
    """Return the parties of an event, and the reasons for those that no mention names."""
    actors, reasons = told(article, group, where, cast)
    known = frozenset(actor.country for actor in actors if actor.country)
    for actor, likely in involved(article, group, known, cast).values():
        actors = (*actors, actor)
        reasons = (*reasons, f"party: {actor.name}, other, named beside the act ({likely:.2f})")
    return actors, reasons


def told(
    article: Article, group: list[Draft], where: Where | None, cast: Cast
) -> tuple[tuple[Actor, ...], tuple[str, ...]]:
    """Return the parties that grammar, the place or the whole article tell, and the reasons."""
    place = where.place if where else None
    meeting = group[0].type is EventType.CONSULT  # who meets there comes from elsewhere
    home = (place.country if place else None) or (None if meeting else cast.home)
    actors = _with_ground(tuple(_actors(article, group, home)), group[0], where)
    abroad = place is not None and place.country not in (None, cast.home)
    state = None if abroad else _state(article, actors, group[0], cast)
    if state is None:
        return actors, ()
    reason = f"party: {state.name}, other, the country that the article is about; it names no other"
    return (*actors, state), (reason,)


def _actors(article: Article, group: list[Draft], home: str | None) -> Iterable[Actor]:
    told: list[Actor] = []  # a party keeps the role of its first mention
    for draft in group:
        fresh: list[Actor] = []
        for part in draft.parts:
            figure = part.figure
            actor = Actor(
                quote=article.quote(figure.start, figure.end),
                role=part.role,
                name=figure.name,
                country=figure.country or (home if figure.domestic else None),
                nationality=figure.nationality,
                sector=figure.sector,
            )
            named = any(_same_name(actor, known) for known in fresh)
            if not named and not any(_same_party(actor, known) for known in told):
                fresh.append(actor)
        told += fresh
    return told


def _same_party(later: Actor, known: Actor) -> bool:
    """Whether a later mention's party is one that an earlier mention has named better.

    "Our military" and "us" are the Ukrainian forces of the first sentence; two parties of one
    sentence stay two. Who was struck is not who struck, though he is told to have fought before.
    """
    if _same_name(later, known):
        return True
    struck = known.role is Role.RECIPIENT and later.role is Role.ACTOR
    if not (struck or later.role is known.role):
        return False
    if later.country is None or later.country != known.country:
        return False
    pronoun = later.quote.text.casefold() in words("condition", "pronouns")
    return pronoun or later.sector in (None, known.sector)


def _same_name(later: Actor, known: Actor) -> bool:
    return later.name.casefold() == known.name.casefold()


def _with_ground(actors: tuple[Actor, ...], draft: Draft, where: Where | None) -> tuple[Actor, ...]:
    """Add the country on whose ground an act of force happened, as a party that it touches."""
    place = where.place if where else None
    if where is None or place is None or place.country is None:
        return actors
    known = {actor.country for actor in actors}
    if draft.type is EventType.ASSAULT and known - {None}:
        return actors  # who fights or is struck is known: the place tells the rest
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


def _state(article: Article, actors: tuple[Actor, ...], draft: Draft, cast: Cast) -> Actor | None:
    """Return the country that the article is about, where it takes part though nobody says so."""
    home = cast.home
    named = {actor.country for actor in actors} - {None}
    acted = any(actor.role is Role.ACTOR for actor in actors)
    ruled = draft.type in AUTHORITIES or (draft.type, draft.mode) == (EventType.RETREAT, "release")
    meant = (ruled and not acted and home not in named) or (
        draft.type in AT_HOME and not (named or acted)
    )
    helped = any(actor.role is Role.RECIPIENT and actor.country for actor in actors)
    meant = meant or (draft.type is EventType.AID and not helped and home not in named)
    where = cast.named(home, draft.trigger.start) if home and meant else None
    if home is None or where is None:
        return None
    return Actor(
        quote=article.quote(*where), role=Role.OTHER, name=country_name(home), country=home
    )
