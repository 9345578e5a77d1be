"""Reports of our own making, for tests of the stages after extraction."""

from __future__ import annotations

from datetime import date

from events.article import Article
from events.report import (
    Actor,
    Aux,
    DateBasis,
    DatePrecision,
    EventType,
    Modality,
    Report,
    Role,
    Toll,
    When,
    Where,
)
from geodata.place import Place, Precision

SHELLED = "Kyiv was shelled by Russian forces on Monday."


def place(
    name: str = "Kyiv", lat: float = 50.4547, lon: float = 30.5238, **fields: object
) -> Place:
    """A town, unless the fields say otherwise."""
    values: dict[str, object] = {
        "geonames_id": 703448,
        "country": "UKR",
        "admin1": "UA.12",
        "admin1_name": "Kyiv City",
        "feature": "PPLC",
        "population": 2_797_553,
        "precision": Precision.TOWN,
        "uncertainty_m": 10_000,
        "outline": None,
    }
    return Place(name=name, lat=lat, lon=lon, **(values | fields))  # type: ignore[arg-type]


def report(
    text: str = SHELLED,
    *,
    kind: EventType = EventType.ASSAULT,
    trigger: str = "shelled",
    where: Place | None = None,
    where_words: str = "Kyiv",
    day: date | None = date(2025, 4, 7),
    day_words: str | None = "Monday",
    country: str | None = "RUS",
    modality: Modality = Modality.ASSERTED,
    aux: frozenset[Aux] = frozenset(),
    mode: str | None = None,
    named: str | None = None,
    tolls: tuple[tuple[str, str, int], ...] = (),
) -> Report:
    """A report whose single quote is the first line of the text.

    ``named`` is the actor's name where it has one; ``tolls`` are words, kind and number.
    """
    article = Article(text=text)

    def quote(words: str):  # type: ignore[no-untyped-def]
        start = text.index(words)
        return article.quote(start, start + len(words))

    when = None
    if day is not None:
        stated = day_words is not None
        when = When(
            start=day,
            end=day,
            precision=DatePrecision.DAY,
            basis=DateBasis.STATED if stated else DateBasis.REPORTED,
            quote=quote(day_words) if day_words is not None else None,
        )
    actors = ()
    if country:
        actor = Actor(
            quote=quote("forces"),
            role=Role.ACTOR,
            name=named or f"{country} forces",
            country=country,
        )
        actors = (actor,)
    return Report(
        text=text,
        article_id=article.id,
        type=kind,
        mode=mode,
        trigger=quote(trigger),
        quotes=(quote(text.split("\n", maxsplit=1)[0]),),
        where=Where(quote=quote(where_words), place=where, reason="test") if where else None,
        when=when,
        actors=actors,
        claimant=None,
        modality=modality,
        aux=aux,
        tolls=tuple(
            Toll(kind=what, low=number, high=number, quote=quote(words))
            for words, what, number in tolls
        ),
        extractor="test 1",
    )
