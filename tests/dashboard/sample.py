"""A small store of our own writing: every kind of place, date and claim, and hostile text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from events.article import Article, Quote
from events.merge import merge
from events.report import (
    Actor,
    Aux,
    DateBasis,
    DatePrecision,
    EventType,
    Modality,
    Report,
    Role,
    When,
    Where,
)
from events.store.store import Store
from geodata.place import Place, Precision

SCRIPT = "<script>window.parent.hacked=1;window.hacked=1</script>"
IMAGE = '<img src=x onerror="window.hacked=1;window.parent.hacked=1">'
TEMPLATE = "${window.hacked=1} `${window.hacked=1}` {{ 7*7 }}"
HOSTILE = f"{IMAGE} {SCRIPT} {TEMPLATE}"

KYIV = Place(
    geonames_id=703448,
    name="Kyiv",
    lat=50.45466,
    lon=30.5238,
    country="UKR",
    admin1="UA.12",
    admin1_name="Kyiv City",
    feature="PPLC",
    population=2797553,
    precision=Precision.TOWN,
    uncertainty_m=9000,
    outline=None,
)
LVIV = Place(
    geonames_id=702550,
    name="Lviv",
    lat=49.83826,
    lon=24.02324,
    country="UKR",
    admin1="UA.15",
    admin1_name="Lviv",
    feature="PPLA",
    population=717803,
    precision=Precision.TOWN,
    uncertainty_m=6000,
    outline=None,
)
BEIJING = Place(
    geonames_id=1816670,
    name="Beijing",
    lat=39.9075,
    lon=116.39723,
    country="CHN",
    admin1="CN.22",
    admin1_name="Beijing",
    feature="PPLC",
    population=18960744,
    precision=Precision.TOWN,
    uncertainty_m=20000,
    outline=None,
)
DONETSK = Place(
    geonames_id=709716,
    name="Donetsk Oblast",
    lat=48.0,
    lon=37.5,
    country="UKR",
    admin1="UA.05",
    admin1_name="Donetsk Oblast",
    feature="ADM1",
    population=0,
    precision=Precision.ADMIN1,
    uncertainty_m=150000,
    outline="UA.05",
)
UKRAINE = Place(
    geonames_id=690791,
    name="Ukraine",
    lat=49.0,
    lon=32.0,
    country="UKR",
    admin1=None,
    admin1_name=None,
    feature="PCLI",
    population=0,
    precision=Precision.COUNTRY,
    uncertainty_m=600000,
    outline="UKR",
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event as a test tells it; words must stand in the article's text."""

    type: EventType
    mode: str | None
    trigger: str
    sentence: str
    actors: tuple[tuple[str, Role, str | None], ...] = ()
    where: tuple[str, Place] | None = None
    when: tuple[date, date, str | None] | None = None
    modality: Modality = Modality.ASSERTED
    aux: frozenset[Aux] = frozenset()
    claimant: str | None = None


def report(article: Article, told: Told) -> Report:
    """Return the report, each quote found inside its sentence."""
    base = article.text.index(told.sentence)

    def quote(words: str) -> Quote:
        start = article.text.index(words, base)
        return article.quote(start, start + len(words))

    when = None
    if told.when:
        start, end, words = told.when
        when = When(
            start=start,
            end=end,
            precision=DatePrecision.DAY if start == end else DatePrecision.RANGE,
            basis=DateBasis.STATED if words else DateBasis.REPORTED,
            quote=quote(words) if words else None,
        )
    where = told.where and Where(
        quote=quote(told.where[0]),
        place=told.where[1],
        reason=f"inside the clause of {told.trigger!r}",
    )
    return Report(
        text=article.text,
        article_id=article.id,
        type=told.type,
        mode=told.mode,
        trigger=quote(told.trigger),
        quotes=(quote(told.sentence),),
        where=where,
        when=when,
        actors=tuple(
            Actor(quote=quote(name), role=role, name=name, country=country)
            for name, role, country in told.actors
        ),
        claimant=quote(told.claimant) if told.claimant else None,
        modality=told.modality,
        aux=told.aux,
        reasons=(f"{told.trigger} -> {told.type}",),
        extractor="sample 1",
    )


TEXT = f"""Soldiers held in the east

Troops captured two Chinese citizens in Donetsk region on 3 April 2025.
The president met reporters in Kyiv on 8 April 2025.
A shell killed a guard in Kyiv on 7 April 2025.
Farmers blocked a road in Lviv on 5 April 2025, police said.
China denied sending weapons.
The minister travelled to Beijing between 1 and 4 April 2025.
Russia attacked towns across Ukraine on 6 April 2025, officials claimed.
Allies may impose sanctions in Kyiv.
The {HOSTILE} brigade shelled a depot in Lviv on 2 April 2025.
"""
U, C, R = "UKR", "CHN", "RUS"
_A, _R = Role.ACTOR, Role.RECIPIENT


def _on(
    day: int, words: str | None = None, last: int | None = None
) -> tuple[date, date, str | None]:
    return date(2025, 4, day), date(2025, 4, last or day), words


TOLD = (
    Told(
        type=EventType.ASSAULT,
        mode="abduct",
        trigger="captured",
        sentence="Troops captured two Chinese citizens in Donetsk region on 3 April 2025.",
        actors=(("Troops", _A, U), ("Chinese citizens", _R, C)),
        where=("Donetsk region", DONETSK),
        when=_on(3, "3 April 2025"),
    ),
    Told(
        type=EventType.CONSULT,
        mode=None,
        trigger="met",
        sentence="The president met reporters in Kyiv on 8 April 2025.",
        actors=(("The president", _A, U),),
        where=("Kyiv", KYIV),
        when=_on(8, "8 April 2025"),
    ),
    Told(
        type=EventType.ASSAULT,
        mode="kill",
        trigger="killed",
        sentence="A shell killed a guard in Kyiv on 7 April 2025.",
        actors=(("guard", _R, U),),
        where=("Kyiv", KYIV),
        when=_on(7, "7 April 2025"),
    ),
    Told(
        type=EventType.PROTEST,
        mode="obstruct",
        trigger="blocked",
        sentence="Farmers blocked a road in Lviv on 5 April 2025, police said.",
        actors=(("Farmers", _A, U),),
        where=("Lviv", LVIV),
        when=_on(5, "5 April 2025"),
        modality=Modality.CLAIMED,
        claimant="police",
    ),
    Told(
        type=EventType.REJECT,
        mode=None,
        trigger="denied",
        sentence="China denied sending weapons.",
        actors=(("China", _A, C),),
        when=_on(8),
    ),
    Told(
        type=EventType.CONSULT,
        mode="visit",
        trigger="travelled",
        sentence="The minister travelled to Beijing between 1 and 4 April 2025.",
        actors=(("The minister", _A, U),),
        where=("Beijing", BEIJING),
        when=_on(1, "between 1 and 4 April 2025", 4),
    ),
    Told(
        type=EventType.ASSAULT,
        mode=None,
        trigger="attacked",
        sentence="Russia attacked towns across Ukraine on 6 April 2025, officials claimed.",
        actors=(("Russia", _A, R), ("Ukraine", _R, U)),
        where=("Ukraine", UKRAINE),
        when=_on(6, "6 April 2025"),
        modality=Modality.CLAIMED,
        claimant="officials",
    ),
    Told(
        type=EventType.SANCTION,
        mode=None,
        trigger="impose",
        sentence="Allies may impose sanctions in Kyiv.",
        where=("Kyiv", KYIV),
        aux=frozenset({Aux.HYPOTHETICAL}),
    ),
    Told(
        type=EventType.ASSAULT,
        mode="aerial",
        trigger="shelled",
        sentence=f"The {HOSTILE} brigade shelled a depot in Lviv on 2 April 2025.",
        actors=((f"{HOSTILE} brigade", _A, None),),
        where=("Lviv", LVIV),
        when=_on(2, "2 April 2025"),
        modality=Modality.DENIED,
    ),
)


def article() -> Article:
    """Return the sample article; its metadata is hostile throughout."""
    return Article(
        text=TEXT,
        title=f"Soldiers held {HOSTILE}",
        url="javascript:window.hacked=1",
        publisher=f"The Paper {HOSTILE}",
        published=date(2025, 4, 8),
    )


def fill(store: Store) -> None:
    """Put the sample into a store."""
    told = article()
    reports = [report(told, each) for each in TOLD]
    events = merge(reports)
    with store.writing() as writing:
        writing.put_article(told, source="sample", notices=(), extractor="sample 1")
        writing.replace_reports(told.id, reports)
        writing.put_events(events, {told.id: told.publisher})
        writing.put_rejection("broken.bin", "It is not text.")
