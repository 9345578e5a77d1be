"""The five classes of event types that the map tells apart by colour and shape."""

from __future__ import annotations

from enum import StrEnum

from events.report import EventType


class EventClass(StrEnum):
    """A class of PLOVER types."""

    FORCE = "force"
    PRESSURE = "pressure"
    PROTEST = "protest"
    WORDS = "words"
    DIPLOMACY = "diplomacy"


CLASSES: tuple[EventClass, ...] = tuple(EventClass)
TYPES: tuple[EventType, ...] = tuple(EventType)

_MEMBERS: dict[EventClass, str] = {
    EventClass.FORCE: "ASSAULT",
    EventClass.PRESSURE: "COERCE SANCTION THREATEN MOBILIZE",
    EventClass.PROTEST: "PROTEST",
    EventClass.WORDS: "ACCUSE REJECT REQUEST",
    EventClass.DIPLOMACY: "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT",
}

CLASS_OF: dict[EventType, EventClass] = {
    EventType(name): group for group, names in _MEMBERS.items() for name in names.split()
}


def members(group: EventClass) -> tuple[EventType, ...]:
    """Return the types of a class, in PLOVER's order."""
    return tuple(kind for kind in TYPES if CLASS_OF[kind] is group)
