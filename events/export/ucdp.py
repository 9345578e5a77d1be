"""An event in the columns of UCDP GED; docs/exports.md says what is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping

from events.article import Article
from events.event import Event
from events.export.crosswalk import UCDP_PLACE, UCDP_TIME
from events.export.geometry import geometry, wkt
from events.export.told import reported, stated, toll
from events.report import Actor, EventType, Role
from geodata.country import country

COLUMNS = (
    "id",
    "year",
    "type_of_violence",
    "dyad_name",
    "side_a",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "latitude",
    "longitude",
    "geom_wkt",
    "country",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "best",
    "high",
    "low",
)
NOTE = (
    "In the columns of UCDP GED, but not by UCDP's coding nor from its data; "
    "only attacks with at least one death are in it, and no dyad is checked."
)
_STATE = frozenset(("GOV", "MIL", "COP"))
_CIVILIAN = frozenset(("CVL", "MED", "NGO", "BUS"))
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3


def row(event: Event, articles: Mapping[str, Article]) -> dict[str, object] | None:
    """Return the row of an event, None unless it is an attack in which somebody died."""
    deaths = toll(event)
    if event.type is not EventType.ASSAULT or not event.occurred or not deaths or not deaths[2]:
        return None
    when, place = stated(event), event.place
    # As UCDP does: what is known to the country only has coordinates of no meaning, so none here.
    located = place if place and place.pinnable else None
    shape = geometry(event)
    first, second = (_side(event, role) for role in (Role.ACTOR, Role.RECIPIENT))
    source = articles[event.reports[0].article_id]
    home = country(place.country) if place and place.country else None
    return {
        "id": event.id,
        "year": when and when.start.year,
        "type_of_violence": _violence(first, second),
        "dyad_name": f"{first.name} - {second.name}" if first and second else None,
        "side_a": first and first.name,
        "side_b": second and second.name,
        "number_of_sources": event.sources,
        "source_article": source.url,
        "source_office": source.publisher,
        "source_date": reported(event, articles),
        "source_headline": source.title,
        "where_prec": place and UCDP_PLACE.get(place.precision),
        "where_coordinates": place and place.name,
        "adm_1": place and place.admin1_name,
        "latitude": located and located.lat,
        "longitude": located and located.lon,
        "geom_wkt": wkt(shape) if shape and shape["type"] == "Point" else None,
        "country": home and home.name,
        "event_clarity": 1 if when else 2,
        "date_prec": when and UCDP_TIME.get(when.precision),
        "date_start": when and when.start,
        "date_end": when and when.end,
        "low": deaths[0],
        "best": deaths[1],
        "high": deaths[2],
    }


def _violence(first: Actor | None, second: Actor | None) -> int | None:
    """Return UCDP's type of violence; None where a side's kind is not known."""
    if first is None or second is None or first.sector is None or second.sector is None:
        return None
    if second.sector in _CIVILIAN:
        return ONE_SIDED
    return STATE_BASED if {first.sector, second.sector} & _STATE else NON_STATE


def _side(event: Event, role: Role) -> Actor | None:
    return next((actor for actor in event.actors if actor.role is role), None)
