"""How the page says dates, claims and precisions."""

from __future__ import annotations

from datetime import date

from events.query.clause import CLAIM_WORDS
from events.query.index import MODALITIES, NO_DAY, Index
from events.report import Aux, DateBasis, DatePrecision, EventType, When
from geodata.place import Precision

PLACE_WORDS = {
    Precision.SITE: "a site, to the point",
    Precision.TOWN: "to the town",
    Precision.ADMIN2: "to the district",
    Precision.ADMIN1: "to the region, so drawn as its area",
    Precision.COUNTRY: "to the country only, so not on the map",
    Precision.SEA_OR_BORDER: "a sea, river or border area",
    Precision.WORLD: "wider than a country, so not on the map",
}
DATE_WORDS = {
    DatePrecision.DAY: "to the day",
    DatePrecision.RANGE: "within this range",
    DatePrecision.WEEK: "to the week",
    DatePrecision.MONTH: "to the month",
    DatePrecision.YEAR: "to the year",
}
STATUS_WORDS = {
    Aux.NEGATION: "The text says that this did not happen.",
    Aux.FUTURE: "The text speaks of the future.",
    Aux.HYPOTHETICAL: "The text speaks of a possibility.",
    Aux.HISTORICAL: "The text tells it as background from the past.",
    Aux.GENERIC: "The text speaks of a habit, not of one occasion.",
}
TYPE_WORDS = {
    EventType.AGREE: "agree, promise or sign",
    EventType.CONSULT: "meet, visit or call",
    EventType.SUPPORT: "speak or act in support",
    EventType.CONCEDE: "give way, release or ease",
    EventType.COOPERATE: "work together, train or share",
    EventType.AID: "give material help",
    EventType.RETREAT: "withdraw or cease fire",
    EventType.REQUEST: "ask, call for or demand",
    EventType.REJECT: "refuse, deny or veto",
    EventType.ACCUSE: "accuse, criticise or investigate",
    EventType.THREATEN: "threaten or warn",
    EventType.PROTEST: "demonstrate, strike or riot",
    EventType.SANCTION: "sanction, expel or cut ties",
    EventType.MOBILIZE: "move or ready forces",
    EventType.COERCE: "arrest, seize, restrict or ban",
    EventType.ASSAULT: "attack, kill, capture or fight",
}


INDEPENDENT = (
    "A report counts as independent where its words are its own. Copies of one text, such as an "
    "agency's story in several papers, are one source; a story rewritten in other words counts "
    "apart, for nothing in it tells."
)


def day(value: date) -> str:
    """Return "8 Apr 2025"."""
    return f"{value.day} {value:%b} {value.year}"


def days(start: date, end: date) -> str:
    """Return "8 Apr 2025" or "6 – 8 Apr 2025"."""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%b} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def when(value: When | None) -> str:
    """Return when an event happened, or that its day is not stated."""
    if value is None:
        return "date not stated"
    if value.basis is DateBasis.REPORTED:
        return f"reported {day(value.start)}, day of the event not stated"
    if value.precision is DatePrecision.YEAR and value.start.year == value.end.year:
        return f"{value.start.year}"
    if value.precision is DatePrecision.MONTH and value.start.month == value.end.month:
        return f"{value.start:%B} {value.start.year}"
    return days(value.start, value.end)


def row_when(index: Index, row: int) -> str:
    """Return when the event of an index's row happened, short."""
    if index.start[row] == NO_DAY:
        return "undated"
    start, end = (date.fromordinal(int(column[row])) for column in (index.start, index.end))
    if not index.stated[row]:
        return f"reported {day(start)}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start.year}"
    return days(start, end)


def claim(number: int) -> str:
    """Return the word for a modality by its position."""
    return CLAIM_WORDS[MODALITIES[number]]
