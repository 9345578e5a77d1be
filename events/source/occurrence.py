"""One row of an event table as an article of its own lines, with the report that it states.

The article is the row, a line a column; each field of the report is locked to the cell that states
it, as those of news are to their words. Codes of precision stay as the data set has them, in the
row and in the reason of the place.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from events.article import Article, Quote
from events.report import (
    Actor,
    DateBasis,
    DatePrecision,
    Modality,
    Report,
    Role,
    Toll,
    When,
    Where,
)
from events.source.dataset import Dataset
from events.source.intake import Intake, Rejection
from events.source.metadata import address, day
from geodata.country import by_name, country
from geodata.gazetteer import Gazetteer
from geodata.place import Place, Precision

_LONGEST = 5_000
"""Characters of one cell that are kept."""
_SIDE = re.compile(r"\bof ([^()]+?)\s*(?:\(|$)|\(([^()0-9]+)\)")
"""The country in a party's name: "Military Forces of Chad (2021-)", "Civilians (Mali)"."""

Row = Mapping[str, str]


class _Lines:
    """The row as text, and where in it each cell stands."""

    def __init__(self, head: str) -> None:
        self.text = head
        self._at: dict[str, tuple[int, int]] = {}

    def add(self, column: str, value: str) -> None:
        if value:
            self.text += f"\n{column}: {value}"
            self._at[column] = (len(self.text) - len(value), len(self.text))

    def quote(self, column: str) -> Quote | None:
        """Return the cell of a column, None where it is empty."""
        if column not in self._at:
            return None
        start, end = self._at[column]
        return Quote(start=start, end=end, text=self.text[start:end])

    def span(self, columns: tuple[str, ...]) -> Quote:
        """Return the cells from the first of these columns to the last; else the head."""
        ends = [self._at[column] for column in columns if column in self._at]
        start = ends[0][0] if len(ends) == 1 else self.text.find("\n") + 1
        start, end = (start, ends[-1][1]) if ends else (0, self.text.find("\n"))
        return Quote(start=start, end=end, text=self.text[start:end])


def read(source: str, dataset: Dataset, cells: Row) -> Intake | Rejection | None:
    """Return a row as an article with its report; None where its kind is none of ours."""
    found = dataset.kind_of(cells)
    if found is None:
        return None
    code, (type_, mode) = found
    row = {**cells, dataset.kind: code, "actor": dataset.party_of(cells) or ""}
    lines = _lines(dataset, row)
    when = _when(dataset, row, lines)
    if isinstance(when, str):
        return Rejection(source=source, reason=when)
    link, notices = address(row.get(dataset.link, "")) if dataset.link else (None, ())
    article = Article(
        text=lines.text,
        title=lines.text.partition("\n")[0],
        url=link,
        publisher=dataset.name,
        licence=dataset.licence,
        shareable=dataset.shareable,
    )
    report = Report(
        text=article.text,
        article_id=article.id,
        type=type_,
        mode=mode,
        trigger=lines.quote(dataset.kind) or lines.span(()),
        quotes=(lines.span(dataset.summary),),
        where=_where(dataset, row, lines),
        when=when,
        actors=_actors(dataset, row, lines),
        claimant=None,
        modality=Modality.ASSERTED,
        aux=frozenset(),
        tolls=_tolls(dataset, row, lines),
        extractor=dataset.reader,
    )
    return Intake(article=article, source=source, notices=notices, reports=(report,))


def _lines(dataset: Dataset, row: Row) -> _Lines:
    lines = _Lines(f"{dataset.name} {row.get(dataset.id, '')}".strip())
    for column in dict.fromkeys((*dataset.summary, *dataset.further)):
        value = "".join(c for c in row.get(column, "") if c.isprintable() or c.isspace())
        lines.add(column, " ".join(value.split())[:_LONGEST])
    return lines


def _when(dataset: Dataset, row: Row, lines: _Lines) -> When | str | None:
    """Return the days of a row, None where it states none; a sentence where they are no days."""
    first, wrong = day(row.get(dataset.start, ""))
    last, wrong_end = day(row.get(dataset.end, "")) if dataset.end else (first, ())
    if wrong or wrong_end:
        return (wrong + wrong_end)[0].replace("publication date", "date")
    quote = lines.quote(dataset.start)
    if first is None or quote is None:
        return None
    code = row.get(dataset.day_code or "", "").removesuffix(".0")
    precision = dataset.days.get(code, DatePrecision.DAY)
    start, end = (first, last) if last and last > first else _around(first, precision)
    if precision is DatePrecision.DAY and end > start:
        precision = DatePrecision.RANGE
    return When(start=start, end=end, precision=precision, basis=DateBasis.STATED, quote=quote)


def _around(known: date, precision: DatePrecision) -> tuple[date, date]:
    """Return the week, month or year that a day stands for."""
    if precision is DatePrecision.WEEK:
        monday = known - timedelta(days=known.weekday())
        return monday, monday + timedelta(days=6)
    if precision is DatePrecision.MONTH:
        return known.replace(day=1), known.replace(day=monthrange(known.year, known.month)[1])
    if precision is DatePrecision.YEAR:
        return known.replace(month=1, day=1), known.replace(month=12, day=31)
    return known, known


def _where(dataset: Dataset, row: Row, lines: _Lines) -> Where | None:
    named = next((column for column in dataset.place if lines.quote(column)), None)
    quote = lines.quote(named) if named else None
    if quote is None:
        return None
    code = row.get(dataset.place_code, "").strip().removesuffix(".0")
    told = f"{dataset.name} {dataset.place_code} {code}"
    return Where(quote=quote, place=_place(dataset, row, quote.text, code), reason=told)


def _place(dataset: Dataset, row: Row, name: str, code: str) -> Place | None:
    """Return the place at the data set's own coordinates; None without good ones or a precision.

    A unit is the gazetteer's where that knows it, so that it is drawn as the region it is.
    """
    known = dataset.places.get(code)
    point = _point(row.get(dataset.latitude, ""), row.get(dataset.longitude, ""))
    if known is None or point is None:
        return None
    precision, radius = known
    land = row.get(dataset.country or "", "") or dataset.land or name.rpartition(",")[2]
    unit = {Precision.ADMIN1: dataset.admin1, Precision.ADMIN2: dataset.admin2}.get(precision)
    asked = row.get(unit, "") if unit else name.rpartition(",")[0]
    if precision in (Precision.ADMIN1, Precision.ADMIN2, Precision.COUNTRY):
        query = f"{asked}, {land}" if precision is not Precision.COUNTRY else land
        found = _unit(query, precision)
        if found:
            return found
    lat, lon = point
    return Place(
        geonames_id=None,
        name=name,
        lat=lat,
        lon=lon,
        country=_country(land),
        admin1=None,
        admin1_name=row.get(dataset.admin1 or "") or None,
        feature="",
        population=0,
        precision=precision,
        uncertainty_m=radius,
        outline=None,
    )


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        return None
    # Null Island is what tables write where they know no place.
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 and (lat or lon) else None


@cache
def _unit(query: str, precision: Precision) -> Place | None:
    places = _gazetteer().places(query.strip(" ,"))
    return next((place for place in places if place.precision is precision), None)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()


@cache
def _country(name: str) -> str | None:
    """Return the alpha-3 code of a country by name, also of "Russia (Soviet Union)"."""
    for part in (name, name.partition("(")[0], name.partition("(")[2].rstrip(")")):
        found = by_name(part.strip()) if part.strip() else None
        if found:
            return found.alpha3
    return None


def _actors(dataset: Dataset, row: Row, lines: _Lines) -> tuple[Actor, ...]:
    found = []
    for column, role, *codes in dataset.actors:
        quote = lines.quote(column)
        if quote is None:
            continue
        name, side = dataset.parties.get(quote.text, (quote.text, None))
        told = country(row.get(codes[0], "")) if codes and row.get(codes[0]) else None
        side = side or (told.alpha3 if told else _side(name))
        found.append(Actor(quote=quote, role=Role(role), name=name, country=side))
    return tuple(found)


def _side(name: str) -> str | None:
    found = _SIDE.search(name)
    return _country((found[1] or found[2]).strip()) if found else None


def _tolls(dataset: Dataset, row: Row, lines: _Lines) -> tuple[Toll, ...]:
    quote = lines.quote(dataset.killed[0]) if dataset.killed else None
    counts = [_count(row.get(column, "")) for column in dataset.killed]
    if quote is None or counts[0] is None:
        return ()
    known = [count for count in counts if count is not None]
    return (Toll(kind="killed", low=min(known), high=max(known), quote=quote),)


def _count(value: str) -> int | None:
    try:
        found = int(float(value))
    except (ValueError, OverflowError):
        return None
    return found if 0 <= found < 10_000_000 else None
