"""A report: what one article says of one event, every field locked to the words for it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import InitVar, dataclass
from datetime import date
from enum import StrEnum

from events.article import Quote
from geodata.place import Place

_WORD = re.compile(r"\w+")
TABLED = "table "
"""How the ``extractor`` begins of reports that are rows of event tables."""


class EventType(StrEnum):
    """The sixteen event types of PLOVER; what each means to us is in docs/codebook.md."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    REJECT = "REJECT"
    ACCUSE = "ACCUSE"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Role(StrEnum):
    """The part a party plays in an event."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    OTHER = "other"


class Modality(StrEnum):
    """How far the article stands behind the event."""

    ASSERTED = "asserted"
    """The article states it in its own voice."""
    CLAIMED = "claimed"
    """A named or unnamed source says so."""
    DISPUTED = "disputed"
    """The article doubts it ("alleged", "unverified"), or sources differ."""
    DENIED = "denied_by_other"
    """Another party denies it."""


class Aux(StrEnum):
    """PLOVER's auxiliary modes, plus GENERIC for habits. By default only HISTORICAL is mapped."""

    NEGATION = "negation"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    GENERIC = "generic"


class DatePrecision(StrEnum):
    """How exactly the time of an event is known."""

    DAY = "day"
    RANGE = "range"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class DateBasis(StrEnum):
    """What a date rests on."""

    STATED = "stated"
    """The text's own words, absolute ("3 April 2025") or relative to the publication date."""
    CONTEXT = "context"
    """Words that stand in a neighbouring clause and hold for this one too."""
    REPORTED = "reported"
    """No words: the date of the report itself, shown as such and never as the event's day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When an event happened: a closed interval of days, and the words for it."""

    start: date
    end: date
    precision: DatePrecision
    basis: DateBasis
    quote: Quote | None
    """The words; None exactly where ``basis`` is REPORTED."""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a date range ends before it starts: {self.start} / {self.end}")
        if (self.quote is None) != (self.basis is DateBasis.REPORTED):
            raise ValueError("a stated date carries its words; a report's date has none")

    @property
    def edtf(self) -> str:
        """The interval in EDTF (ISO 8601-2): ``2024``, ``2025-04``, ``2025-04-06/2025-04-08``."""
        if self.precision is DatePrecision.YEAR and self.start.year == self.end.year:
            return f"{self.start:%Y}"
        if self.precision is DatePrecision.MONTH and self.start.month == self.end.month:
            return f"{self.start:%Y-%m}"
        if self.start == self.end:
            return self.start.isoformat()
        return f"{self.start.isoformat()}/{self.end.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where an event happened: the words, and the place they resolve to (None if it stays open)."""

    quote: Quote
    place: Place | None
    reason: str
    """Why this place belongs to this event: "inside the clause of 'captured'"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One party to an event, as the text names it."""

    quote: Quote
    role: Role
    name: str
    """The name a reader filters by: the actor table's where it knows it, else the text's."""
    country: str | None
    """ISO 3166-1 alpha-3 of the country the party belongs to or acts for."""
    nationality: str | None = None
    """ISO 3166-1 alpha-3 of the people's own nationality where it is apart from the side."""
    sector: str | None = None
    """``GOV``, ``MIL``, ``REB``, ``PTY``, ``CVL``, ``COP``, ``IGO``, ``NGO``, ``MED``, ``BUS``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """People killed, injured, captured or missing, as a range with its words."""

    kind: str
    """``killed``, ``injured``, ``captured``, ``missing`` or ``displaced``."""
    low: int
    high: int | None
    """None: open above ("at least 25")."""
    quote: Quote
    claimant: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one article says of one event.

    ``text`` (the article's) is only looked at: each quote is checked against it when a report is
    made, and a violation raises :class:`events.article.QuoteError`.
    """

    text: InitVar[str]
    article_id: str
    type: EventType
    mode: str | None
    """A PLOVER mode of the type, such as ``abduct``."""
    trigger: Quote
    quotes: tuple[Quote, ...]
    """The sentences or clauses that state the event, the best one first."""
    where: Where | None
    when: When | None
    actors: tuple[Actor, ...]
    claimant: Quote | None
    modality: Modality
    aux: frozenset[Aux]
    tolls: tuple[Toll, ...] = ()
    alternatives: tuple[EventType, ...] = ()
    """Other types that the words would also bear."""
    reasons: tuple[str, ...] = ()
    """Each decision and why, in words: "type: 'captured': capture -> ASSAULT/abduct"; sorted by
    :func:`events.reason.account`."""
    extractor: str
    """Name and version, such as ``lexicon-parse 1.0``."""

    def __post_init__(self, text: str) -> None:
        if not self.quotes:
            raise ValueError("a report quotes at least one passage")
        self.check(text)

    def check(self, text: str) -> None:
        """Raise :class:`events.article.QuoteError` where the article's text has other words."""
        for quote in self.spans():
            quote.check(text)

    def spans(self) -> Iterator[Quote]:
        """Yield every quote of the report, field by field."""
        yield self.trigger
        yield from self.quotes
        if self.where:
            yield self.where.quote
        if self.when and self.when.quote:
            yield self.when.quote
        yield from (actor.quote for actor in self.actors)
        if self.claimant:
            yield self.claimant
        for toll in self.tolls:
            yield toll.quote
            if toll.claimant:
                yield toll.claimant

    @property
    def id(self) -> str:
        """Stable for the same article, type, trigger and place words, whatever the extractor."""
        where = self.where.quote.start if self.where else ""
        return _digest(f"{self.article_id}:{self.type}:{self.trigger.start}:{where}")

    @property
    def wording(self) -> str:
        """Equal for reports whose best quote has the same words, as in syndicated articles.

        Quotation marks, dashes and the like differ from paper to paper: words alone count.
        """
        folded = " ".join(_WORD.findall(self.quotes[0].text.casefold()))
        return _digest(f"{self.trigger.text}|{folded}")

    @property
    def place(self) -> Place | None:
        """The resolved place, if the text supports one."""
        return self.where.place if self.where else None

    @property
    def countries(self) -> frozenset[str]:
        """ISO 3166-1 alpha-3 codes of the parties involved."""
        return frozenset(actor.country for actor in self.actors if actor.country)

    @property
    def tabled(self) -> bool:
        """Whether an event table's row states it: the table has merged its sources already."""
        return self.extractor.startswith(TABLED)

    @property
    def occurred(self) -> bool:
        """Whether the report says that the event took place (or is claimed to have)."""
        return not self.aux & {Aux.NEGATION, Aux.FUTURE, Aux.HYPOTHETICAL, Aux.GENERIC}


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
