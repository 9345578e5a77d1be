"""Random events and filters, and the plain pandas reading of a filter that the index must match."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pandas as pd
from hypothesis import strategies as st

from events.query.filter import Box, Filter, Part
from events.report import EventType, Modality
from geodata.place import Precision

COUNTRIES = ("CHN", "RUS", "UKR", "USA")
ACTORS = ("army", "police", "farmers", "a minister")
MODES = ("abduct", "visit", "kill")
SOURCES = ("The Paper", "The Post")
WORDS = ("drone", "harbour")
KINDS = tuple(EventType)[:5]
FIRST = date(2025, 1, 1)
PLACES = (
    ("Kyiv", 50.45, 30.52, Precision.TOWN, "UKR", 1),
    ("Lviv", 49.84, 24.02, Precision.TOWN, "UKR", 2),
    ("Donetsk Oblast", 48.0, 37.5, Precision.ADMIN1, "UKR", 3),
    ("Ukraine", 49.0, 32.0, Precision.COUNTRY, "UKR", 4),
    ("Suva", -18.14, 178.44, Precision.TOWN, "FJI", 5),
)
days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))


def some(values: tuple[str, ...] | tuple[EventType, ...]) -> st.SearchStrategy[tuple]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    start, end = draw(st.none() | days), draw(st.none() | days)
    if start and end and end < start:
        start, end = end, start
    return Filter(
        countries=draw(some(COUNTRIES)),
        every=draw(st.booleans()),
        part=draw(st.sampled_from(Part)),
        nationalities=draw(some(COUNTRIES)),
        actors=draw(some(ACTORS)),
        types=draw(some(KINDS)),
        modes=draw(some(MODES)),
        start=start,
        end=end,
        undated=draw(st.booleans()),
        precisions=draw(some(tuple(Precision)[:5])),
        modalities=draw(some(tuple(Modality))),
        sources=draw(some(SOURCES)),
        words=draw(st.sampled_from(("", "", *WORDS))),
        box=draw(st.sampled_from((None, None, Box(20, 45, 35, 55), Box(170, -30, -170, 30)))),
        unreal=draw(st.booleans()),
    )


@st.composite
def events(draw: st.DrawFn) -> list[SimpleNamespace]:
    """Rows as the store gives them, each with its parties and words."""
    return [draw(event(number)) for number in range(draw(st.integers(0, 25)))]


@st.composite
def event(draw: st.DrawFn, number: int) -> SimpleNamespace:
    start = draw(st.none() | days)
    name, lat, lon, precision, country, geonames_id = draw(
        st.sampled_from((*PLACES, (None, None, None, None, None, None)))
    )
    return SimpleNamespace(
        id=f"{number:016x}",
        type=draw(st.sampled_from(KINDS)),
        mode=draw(st.none() | st.sampled_from(MODES)),
        start=start,
        end=start and start + timedelta(days=draw(st.integers(0, 9))),
        date_basis=draw(st.sampled_from(("stated", "context", "reported"))) if start else None,
        lat=lat,
        lon=lon,
        place=name,
        place_precision=precision,
        geonames_id=geonames_id,
        country=country,
        outline=None,
        sources=draw(st.integers(1, 3)),
        modality=draw(st.sampled_from(Modality)),
        aux=draw(st.sampled_from(("", "", "negation", "future historical", "historical"))),
        reports=draw(st.integers(1, 3)),
        publishers=list(draw(some(SOURCES))),
        words=draw(some(WORDS)),
        parties=draw(st.lists(party(), max_size=3)),
    )


@st.composite
def party(draw: st.DrawFn) -> SimpleNamespace:
    return SimpleNamespace(
        name=draw(st.sampled_from(ACTORS)),
        country=draw(st.none() | st.sampled_from(COUNTRIES)),
        nationality=draw(st.none() | st.sampled_from(COUNTRIES)),
        role=draw(st.sampled_from(("actor", "recipient", "other"))),
    )


def kept(rows: list[SimpleNamespace], asked: Filter) -> set[str]:
    """The ids that a filter keeps, read row by row in pandas from what its fields mean."""
    frame = pd.DataFrame([vars(row) for row in rows])
    if frame.empty:
        return set()
    return set(frame.loc[frame.apply(lambda row: _keeps(row, asked), axis=1), "id"])


def _keeps(row: pd.Series, asked: Filter) -> bool:
    part = [p for p in row.parties if asked.part is Part.EITHER or p.role == asked.part]
    countries = {p.country for p in part}
    return all(
        (
            not asked.countries
            or (all if asked.every else any)(code in countries for code in asked.countries),
            not asked.nationalities
            or any(p.nationality in asked.nationalities for p in row.parties),
            not asked.actors or any(p.name in asked.actors for p in part),
            not asked.types or row.type in asked.types,
            not asked.modes or row["mode"] in asked.modes,
            not asked.precisions or row.place_precision in asked.precisions,
            not asked.modalities or row.modality in asked.modalities,
            not asked.sources or bool(set(asked.sources) & set(row.publishers)),
            not asked.words or asked.words in row.words,
            asked.unreal or not set(row.aux.split()) & {"negation", "future"},
            _in_box(row, asked.box),
            _in_range(row, asked),
        )
    )


def _in_box(row: pd.Series, box: Box | None) -> bool:
    if box is None:
        return True
    if not isinstance(row.place, str) or not box.south <= row.lat <= box.north:
        return False
    if box.west <= box.east:
        return box.west <= row.lon <= box.east
    return row.lon >= box.west or row.lon <= box.east


def _in_range(row: pd.Series, asked: Filter) -> bool:
    dated = isinstance(row.start, date) and not pd.isna(row.start)
    stated = dated and row.date_basis != "reported"
    if not asked.start and not asked.end:
        return asked.undated or stated
    if not dated:
        return asked.undated
    overlaps = (not asked.start or row.end >= asked.start) and (
        not asked.end or row.start <= asked.end
    )
    return overlaps and (stated or asked.undated)
