"""The filter between the page's address, its widgets and the map: one state, three faces.

The address is what a link, a reload, or the back button brings; the widgets are what the reader
changes; the map says things by :func:`hear`. Whichever changed last wins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, cast
from urllib.parse import parse_qs

import streamlit as st

from events.query.filter import KEYS, Box, Filter, FilterError
from events.query.index import Array, Index
from events.query.symbol import EventClass, members
from geodata.country import by_name, country

PREFIX = "filter_"
_SEEN = "address_seen"
_KEPT = "address_kept"
PROBLEM = "address_problem"


def key(field: str) -> str:
    """Return the session key of the widget for a field of the filter."""
    return PREFIX + field


def arrive() -> None:
    """Take the filter from the address where that has changed since the last run.

    Where a widget has changed as well, the address is an old one: the browser sent both before it
    heard what the page wrote there for the widget pressed just before.
    """
    values = {name: st.query_params.get_all(name) for name in st.query_params if name in KEYS}
    try:
        found = Filter.parse(values)
        st.session_state.pop(PROBLEM, None)
    except FilterError as error:
        found = Filter()
        if st.session_state.get(_SEEN) is None:
            st.session_state[PROBLEM] = str(error)
    seen = st.session_state.get(_SEEN)
    if found.query() != seen and seen in (None, taken().query()):
        put(found)
        st.session_state[_SEEN] = found.query()
    _keep()


def _keep() -> None:
    """Bring back each field that Streamlit forgot, as it does where a run ends before its widget.

    Only those: a value written here is sent to the browser, over one that was chosen meanwhile.
    """
    kept = st.session_state.get(_KEPT, {})
    for field in fields(Filter):
        if key(field.name) not in st.session_state:
            value = kept.get(field.name, getattr(Filter(), field.name))
            st.session_state[key(field.name)] = list(value) if isinstance(value, tuple) else value


def leave(asked: Filter) -> None:
    """Write the filter to the address where it differs; the rest of the address stays."""
    st.session_state[_KEPT] = {field.name: getattr(asked, field.name) for field in fields(Filter)}
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


def settle(index: Index) -> None:
    """Turn names that a reader typed into the values they stand for; unknown ones go, and say so.

    Only the most frequent options of a list are shown; any other can be typed.
    """
    readers: dict[str, Callable[[str], str | None]] = {
        "countries": _country,
        "nationalities": _country,
        "actors": lambda text: _known(text, index.actors),
        "sources": lambda text: _known(text, index.sources),
    }
    for field, read in readers.items():
        chosen = st.session_state.get(key(field), [])
        values = [read(text) for text in chosen]
        if values != chosen:
            unknown = [text for text, value in zip(chosen, values, strict=True) if not value]
            if unknown:
                st.toast("Not known here: " + ", ".join(unknown).replace("`", ""))
            st.session_state[key(field)] = list(dict.fromkeys(v for v in values if v))


def _country(text: str) -> str | None:
    found = country(text) if len(text) == 3 else None
    found = found or by_name(text)
    if found:
        return found.alpha3
    return text if len(text) == 3 and text.isascii() and text.isupper() else None


def _known(text: str, names: Array) -> str | None:
    """Return the name that a text is, whatever its case; None where there is none."""
    if (names == text).any():
        return text
    lower = text.casefold()
    return next((str(name) for name in names if str(name).casefold() == lower), None)


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
