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
        with st.container(horizontal=True, vertical_alignment="center", key=_key(pair)):
            st.button(
                f"{country_name(pair.actor)} → {country_name(pair.recipient)}",
                key=f"pair_{pair.actor}_{pair.recipient}",
                on_click=choose,
                args=(selection.filter, pair),
                type="tertiary",
                width=PAIR,
            )
            st.html(bar(pair.counts, most))


PAIR = 250
"""Pixels for the names of two countries."""


def _key(pair: Flow) -> str:
    return f"flow_{pair.actor}_{pair.recipient}"


def bar(counts: tuple[int, ...], most: int) -> str:
    """Return the number and a bar of the classes, as long as its share of ``most``; numbers only.

    What the colours say stands in words too, under the bar and for who cannot see it.
    """
    words = ", ".join(f"{n:,} {c}" for c, n in zip(CLASSES, counts, strict=True) if n)
    parts = "".join(
        f'<i class="{c}" style="width:{100 * n / most:.2f}%"></i>'
        for c, n in zip(CLASSES, counts, strict=True)
        if n
    )
    return (
        f'<div class="flow"><b>{sum(counts):,}</b>'
        f'<div><div class="bar" aria-hidden="true">{parts}</div><span>{words}</span></div></div>'
    )


def choose(asked: Filter, pair: Flow) -> None:
    """Filter to the countries of a pair."""
    both = tuple(dict.fromkeys((pair.actor, pair.recipient)))
    address.put(replace(asked, countries=both, every=True, part=Part.EITHER))
    st.session_state["page"] = "Map"
