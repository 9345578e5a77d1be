"""The filters, each option with the number of events it would show under the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard import address
from events.catalogue import country_name
from events.query import option
from events.query.clause import CLAIM_WORDS, PRECISION_WORDS, recent
from events.query.filter import Part
from events.query.selection import Selection
from events.report import EventType, Modality
from geodata.place import Precision

MOST_OPTIONS = 25
"""Options of one list that travel to the browser with each change; the rest can be typed."""
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


def show(before: Selection) -> None:
    """Draw the filters. ``before`` is the selection that their counts are of."""
    _many("Countries", "countries", option.count(before, "country"), country_name, typed=True)
    pair = st.columns(2)
    with pair[0]:
        _one("Match", "every", [False, True], {False: "any", True: "all"}.__getitem__)
    with pair[1]:
        names = {Part.EITHER: "either", Part.ACTOR: "actor", Part.RECIPIENT: "target"}
        _one("In the role of", "part", list(Part), names.__getitem__)
    _many("Actors", "actors", option.count(before, "actor"), typed=True)
    _many("Types", "types", option.count(before, "type"), kind=EventType)
    _dates(before)
    claims = option.count(before, "claim")
    _few("Claim status", "modalities", list(Modality), CLAIM_WORDS, claims)
    st.text_input(
        "Words in the excerpt", key=address.key("words"), placeholder="all of these words"
    )
    more = st.expander("More filters", key="more", on_change="rerun")
    if more.open:
        with more:
            _more(before)
    else:
        # What is not drawn is not sent; Streamlit would forget it if it were not set anew (what it
        # forgets that was empty comes back as such, see address.arrive).
        for field in ("nationalities", "modes", "sources", "precisions", "unreal", "box"):
            _again(field)


def _more(before: Selection) -> None:
    _many(
        "Nationality",
        "nationalities",
        option.count(before, "nationality"),
        country_name,
        typed=True,
        hint=_NATIONALITY,
    )
    _many("Modes", "modes", option.count(before, "mode"))
    _many("Sources", "sources", option.count(before, "source"), typed=True)
    known = option.count(before, "precision")
    _few("Place known to", "precisions", list(Precision), PRECISION_WORDS, known)
    st.toggle("What did not take place", key=address.key("unreal"), help=_UNREAL)


PRESETS = {"7 days": 7, "30 days": 30, "a year": 365}


def _dates(before: Selection) -> None:
    newest = before.index.end.max(initial=0)
    if newest:
        st.pills(
            "Last",
            list(PRESETS),
            key="preset",
            on_change=_preset,
            args=(date.fromordinal(int(newest)),),
            help="Counted back from the latest event there is.",
        )
    _date("From", "start")
    _date("To", "end")
    st.toggle(
        "Include undated",
        key=address.key("undated"),
        help="Events whose day the text does not state. Where the report's own date is known, "
        "it decides whether they lie in the range.",
    )


_NATIONALITY = (
    "The people's own nationality where it is apart from the side they act for: "
    "Chinese nationals in another country's army."
)
_UNREAL = "Also what the text negates, expects, supposes or tells as a habit."


def _preset(latest: date) -> None:
    chosen = st.session_state.get("preset")
    start, end = recent(PRESETS[chosen], latest) if chosen else (None, None)
    st.session_state[address.key("start")], st.session_state[address.key("end")] = start, end


def _again(field: str) -> str:
    """Return a widget's key, its value set anew: labels change with each count, values do not.

    What is set is sent to the browser, over what was chosen there meanwhile: not where there is
    nothing to keep.
    """
    name = address.key(field)
    if st.session_state.get(name):
        st.session_state[name] = st.session_state[name]
    return name


def _many(
    label: str,
    field: str,
    counts: option.Counts,
    name: Callable[[str], str] = str,
    *,
    typed: bool = False,
    kind: Callable[[str], Any] = str,
    hint: str | None = None,
) -> None:
    """Draw a list to choose several from; ``typed`` lets the reader name one that is not shown."""
    chosen: Sequence[Any] = st.session_state.get(address.key(field), [])
    most = list(counts)[:MOST_OPTIONS]
    options = [kind(o) for o in dict.fromkeys([*most, *(str(c) for c in chosen)])]
    st.multiselect(
        label,
        options,
        key=_again(field),
        format_func=lambda o: f"{name(o)} · {counts.get(str(o), 0):,}",
        placeholder="any",
        help=hint,
        accept_new_options=typed and len(counts) > MOST_OPTIONS,
    )


def _few(
    label: str,
    field: str,
    options: Sequence[Any],
    names: Any,
    counts: option.Counts,
) -> None:
    """Draw a short list as buttons, leaving out what no event has."""
    chosen = st.session_state.get(address.key(field), [])
    shown = [o for o in options if counts.get(str(o)) or o in chosen]
    st.pills(
        label,
        shown,
        selection_mode="multi",
        key=_again(field),
        format_func=lambda o: f"{names[o]} {counts.get(str(o), 0):,}",
    )


def _one(label: str, field: str, options: list[Any], name: Callable[[Any], str]) -> None:
    st.selectbox(label, options, key=address.key(field), format_func=name)


def _date(label: str, field: str) -> None:
    st.date_input(
        label,
        value=None,
        key=address.key(field),
        min_value=EARLIEST,
        max_value=LATEST,
        format="DD/MM/YYYY",
    )
