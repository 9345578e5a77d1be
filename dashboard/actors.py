"""The page "Actors": which country acts towards which, for the current filter."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import address
from events.catalogue import country_name
from events.query.filter import Filter, Part
from events.query.flow import Flow, flows
from events.query.selection import Selection
from events.query.symbol import CLASSES

MOST = 20


def show(selection: Selection) -> None:
    """Draw the ranked pairs; a press on one shows its events."""
    pairs = flows(selection, MOST)
    if not pairs:
        st.info("No event under these filters names both who acts and towards whom, by country.")
        return
    st.caption("Who acts towards whom, by number of events. A press shows them on the map.")
    most = sum(pairs[0].counts)
    for pair in pairs:
        total = sum(pair.counts)
        columns = st.columns([4, 1, 6], vertical_alignment="center")
        columns[0].button(
            f"{country_name(pair.actor)} → {country_name(pair.recipient)}",
            key=f"pair_{pair.actor}_{pair.recipient}",
            on_click=choose,
            args=(selection.filter, pair),
            type="tertiary",
        )
        columns[1].markdown(f"**{total:,}**")
        words = ", ".join(f"{n:,} {c}" for c, n in zip(CLASSES, pair.counts, strict=True) if n)
        columns[2].progress(total / most, text=words)


def choose(asked: Filter, pair: Flow) -> None:
    """Filter to the countries of a pair."""
    both = tuple(dict.fromkeys((pair.actor, pair.recipient)))
    address.put(replace(asked, countries=both, every=True, part=Part.EITHER))
    st.session_state["page"] = "Map"
