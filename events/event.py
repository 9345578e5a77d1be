"""An event: what happened, merged from the reports that tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from events.report import Actor, Aux, EventType, Modality, Report, When
from geodata.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, according to one or more reports.

    The summary fields come from the reports by the rules in :mod:`events.merge`; the reports stay
    whole, so that a reader sees who says what.
    """

    reports: tuple[Report, ...]
    """At least one, in the order of their ids; ``reports[0].id`` names the event."""
    type: EventType
    mode: str | None
    place: Place | None
    when: When | None
    actors: tuple[Actor, ...]
    modality: Modality
    aux: frozenset[Aux]
    sources: int = 1
    """How many of the reports' articles are independent: copies of one text count once."""

    @property
    def id(self) -> str:
        """The smallest report id."""
        return self.reports[0].id

    @property
    def countries(self) -> frozenset[str]:
        """ISO 3166-1 alpha-3 codes of the parties involved."""
        return frozenset(actor.country for actor in self.actors if actor.country)

    @property
    def mapped(self) -> bool:
        """Whether the event may be drawn: it took place, at a place finer than a country."""
        return self.place is not None and self.place.pinnable and self.occurred

    @property
    def occurred(self) -> bool:
        """Whether the reports say that the event took place (or is claimed to have)."""
        return not self.aux & {Aux.NEGATION, Aux.FUTURE, Aux.HYPOTHETICAL, Aux.GENERIC}
