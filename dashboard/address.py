"""The filter between the page's address, its widgets and the map: one state, three faces.

The address is what a link, a reload, or the back button brings; the widgets are what the reader
changes; the map says things by :func:`hear`. Whichever changed last wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, cast
from urllib.parse import parse_qs

import streamlit as st

from events.query.filter import KEYS, Box, Filter, FilterError
from events.query.symbol import EventClass, members

PREFIX = "filter_"
_SEEN = "address_seen"
PROBLEM = "address_problem"


def key(field: str) -> str:
    """Return the session key of the widget for a field of the filter."""
    return PREFIX + field


def arrive() -> None:
    """Take the filter from the address where that has changed since the last run."""
    values = {name: st.query_params.get_all(name) for name in st.query_params if name in KEYS}
    try:
        found = Filter.parse(values)
        st.session_state.pop(PROBLEM, None)
    except FilterError as error:
        found = Filter()
        if st.session_state.get(_SEEN) is None:
            st.session_state[PROBLEM] = str(error)
    if found.query() != st.session_state.get(_SEEN):
        put(found)
        st.session_state[_SEEN] = found.query()


def leave(asked: Filter) -> None:
    """Write the filter to the address where it differs; the rest of the address stays."""
    query = asked.query()
    if query == st.session_state.get(_SEEN):
        return
    kept = {n: st.query_params.get_all(n) for n in st.query_params if n not in KEYS}
    st.query_params.from_dict({**kept, **parse_qs(query)})
    st.session_state[_SEEN] = query


def put(asked: Filter) -> None:
    """Set the widgets to a filter."""
    for field in fields(Filter):
        value = getattr(asked, field.name)
        st.session_state[key(field.name)] = list(value) if isinstance(value, tuple) else value


def taken() -> Filter:
    """Return the filter that the widgets show."""
    values: dict[str, Any] = {}
    for field in fields(Filter):
        value = st.session_state.get(key(field.name), getattr(Filter(), field.name))
        values[field.name] = tuple(value) if isinstance(value, list) else value
    values["words"] = " ".join((values["words"] or "").split())[:200]
    values["part"] = values["part"] or Filter().part
    if values["start"] and values["end"] and values["end"] < values["start"]:
        values["start"], values["end"] = values["end"], values["start"]
    return Filter(**values)


def clear() -> None:
    """Lift every filter."""
    put(Filter())


def hear(said: Mapping[str, Any]) -> None:
    """Change the filter as the map asks: a class of the legend, a stretch of the timeline, a box.

    What comes from the browser is checked like an address: anything unreadable changes nothing.
    """
    now = taken()
    try:
        if said.get("clear"):
            put(Filter())
        elif "toggle_class" in said:
            put(toggled(now, EventClass(said["toggle_class"])))
        elif "from" in said and "to" in said:
            start, end = (_day(said[name]) for name in ("from", "to"))
            put(replace(now, start=start, end=end, undated=now.undated and not start))
        elif "within" in said:
            box = Box.parse(said["within"]) if said["within"] else None
            put(replace(now, box=box))
    except (ValueError, TypeError):
        return


def toggled(asked: Filter, group: EventClass) -> Filter:
    """Return the filter with a class's types added, or lifted where all of them were chosen."""
    chosen, whole = set(asked.types), set(members(group))
    types = chosen - whole if whole <= chosen else chosen | whole
    ordered = tuple(kind for g in EventClass for kind in members(g) if kind in types)
    return replace(asked, types=ordered)


def classes(asked: Filter) -> list[str]:
    """Return the classes whose types are all chosen."""
    return [str(group) for group in EventClass if set(members(group)) <= set(asked.types)]


def _day(text: object) -> date | None:
    return date.fromisoformat(cast(str, text)) if text else None
