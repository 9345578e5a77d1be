"""An event in the columns of an ACLED export; docs/exports.md says what is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping

from events.article import Article
from events.event import Event
from events.export.crosswalk import ACLED_PLACE, ACLED_TIME, INTER, acled_type
from events.export.told import stated, toll
from events.report import Actor, Role
from events.telling.accord import told as counted
from geodata.country import country

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "civilian_targeting",
    "country",
    "admin1",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "notes",
    "fatalities",
    "tags",
)
NOTE = (
    "In ACLED's columns, but not by ACLED's coding nor from its data; "
    "events that ACLED has no type for, or that did not take place, are left out."
)


def row(event: Event, articles: Mapping[str, Article]) -> dict[str, object] | None:
    """Return the row of an event, None where ACLED has no type for it."""
    types = acled_type(event)
    if types is None or not event.occurred:
        return None
    when, place, deaths = stated(event), event.place, toll(event)
    first, second = (_side(event, role) for role in (Role.ACTOR, Role.RECIPIENT))
    home = country(place.country) if place and place.country else None
    located = place if place and place.precision in ACLED_PLACE else None
    return {
        "event_id_cnty": event.id,
        "event_date": when and when.start,
        "year": when and when.start.year,
        "time_precision": when and ACLED_TIME.get(when.precision),
        "disorder_type": types[0],
        "event_type": types[1],
        "sub_event_type": types[2],
        "actor1": first and first[0].name,
        "assoc_actor_1": "; ".join(actor.name for actor in first[1:]),
        "inter1": first and INTER.get(first[0].sector or ""),
        "actor2": second and second[0].name,
        "assoc_actor_2": "; ".join(actor.name for actor in second[1:]),
        "inter2": second and INTER.get(second[0].sector or ""),
        "civilian_targeting": "Civilian targeting"
        if event.type == "ASSAULT" and second and second[0].sector == "CVL"
        else None,
        "country": home and home.name,
        "admin1": place and place.admin1_name,
        "location": located and located.name,
        "latitude": located and located.lat,
        "longitude": located and located.lon,
        "geo_precision": located and ACLED_PLACE[located.precision],
        "source": "; ".join(sorted({a.publisher for a in articles.values() if a.publisher})),
        "notes": event.reports[0].quotes[0].text,
        "fatalities": deaths[1] if deaths else None,
        "tags": f"plover={event.type}{'/' + event.mode if event.mode else ''}; {event.modality}; "
        f"{counted(event.sources, len(event.reports))}",
    }


def _side(event: Event, role: Role) -> list[Actor]:
    return [actor for actor in event.actors if actor.role is role]
