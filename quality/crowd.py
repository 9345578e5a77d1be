"""A crowd of reports, as a year of news of one war would give: for measuring time alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from events.article import Article, Quote
from events.report import (
    Actor,
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

_TYPES = (EventType.ASSAULT,) * 6 + (EventType.COERCE, EventType.PROTEST, EventType.CONSULT)
_COUNTRIES = ("UKR", "RUS", "SYR", "ISR", "PSE", "USA")
_WORDS = (
    "market school depot bridge river road village hospital tower warehouse night morning house "
    "church mosque station field factory convoy bus port yard window family driver nurse worker"
)


def crowd(seed: int, reports: int) -> list[Report]:
    """Return reports over a year, 600 places of 40 regions, half of them in a tenth of the towns.

    Five reports an article; each event is told 2.5 times on average.
    """
    random = Random(seed)
    places = [_place(number) for number in range(600)]
    found: list[Report] = []
    waiting: list[tuple[EventType, Place, date, str, int]] = []
    for number in range(reports):
        if waiting and random.random() < 0.6:
            deed = waiting[random.randrange(max(0, len(waiting) - 400), len(waiting))]
        else:
            busy = random.random() < 0.5
            deed = (
                random.choice(_TYPES),
                places[random.randrange(60 if busy else 600)],
                date(2025, 1, 1) + timedelta(days=number * 365 // reports),
                random.choice(_COUNTRIES),
                random.randrange(1, 40),
            )
            waiting.append(deed)
        found.append(_report(random, number, *deed))
    return found


def _place(number: int) -> Place:
    region = number % 40
    return Place(
        geonames_id=number + 1,
        name=f"Town {number}",
        lat=30 + region // 8 * 3 + (number // 40) % 4 * 0.3,
        lon=30 + region % 8 * 3 + number // 160 * 0.3,
        country="UKR",
        admin1=f"UA.{region}",
        admin1_name=f"Region {region}",
        feature="PPL",
        population=20_000,
        precision=Precision.ADMIN1 if number % 15 == 0 else Precision.TOWN,
        uncertainty_m=4000,
        outline=None,
    )


def _report(
    random: Random, number: int, kind: EventType, place: Place, day: date, country: str, toll: int
) -> Report:
    chosen: Sequence[str] = random.sample(_WORDS.split(), 6)
    text = f"Forces struck {place.name} Monday: {toll} dead, {', '.join(chosen)} of {number // 5}."

    def quote(words: str) -> Quote:
        start = text.index(words)
        return Quote(start=start, end=start + len(words), text=words)

    return Report(
        text=text,
        article_id=Article(text=f"{number // 5}").id,
        type=kind,
        mode=random.choice((None, "firearms", "explosives")),
        trigger=quote("struck"),
        quotes=(quote(text),),
        where=Where(quote=quote(place.name), place=place, reason="made up"),
        when=When(
            start=day,
            end=day,
            precision=DatePrecision.DAY,
            basis=DateBasis.STATED,
            quote=quote("Monday"),
        )
        if random.random() < 0.8
        else None,
        actors=(
            Actor(quote=quote("Forces"), role=Role.ACTOR, name=f"{country} Army", country=country),
        ),
        claimant=None,
        modality=Modality.ASSERTED,
        aux=frozenset(),
        tolls=(Toll(kind="killed", low=toll, high=toll, quote=quote(f"{toll} dead")),),
        extractor="made up",
    )
