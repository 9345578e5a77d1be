"""The page as a whole: filters at the side, the sentence on top, one of five views below."""

from __future__ import annotations

from contextlib import nullcontext

import streamlit as st

from dashboard import about, account, actors, addition, address, explore, sidebar, style, table
from events import settings
from events.catalogue import Catalogue, StoreCatalogue
from events.query.selection import Desk, Selection

ADD = "Add articles"
PAGES = ("Map", "Table", "Actors", ADD, "About")


def show(catalogue: Catalogue) -> None:
    """Draw the page."""
    style.apply()
    account.gate()
    address.arrive()
    opened = st.session_state.pop("open_event", None)
    if opened:
        st.query_params["event"] = opened
        st.session_state["page"] = "Map"
    desk = catalogue.desk()
    address.settle(desk.index)
    asked = address.taken()
    address.leave(asked)
    top = st.container()
    page = str(st.session_state.get("page") or PAGES[0])
    with explore.shown(catalogue, asked) if page == "Map" else nullcontext():
        selection = desk.select(asked)
        selection.prepare()
        with top:
            _top(desk, selection)
    if page == "Table":
        table.show(catalogue, selection)
    elif page == "Actors":
        actors.show(selection)
    elif page == ADD and isinstance(catalogue, StoreCatalogue) and not settings.read_only():
        addition.show(catalogue)
    elif page != "Map":
        about.show()
    # Last, for the map waits for nothing: the filters are known before their widgets are drawn.
    with st.sidebar:
        st.title("Dispatch Map")
        sidebar.show(selection)
        _counts(desk, selection)


def _top(desk: Desk, selection: Selection) -> None:
    """Draw the sentence with its buttons and the choice of view."""
    problem = st.session_state.get(address.PROBLEM)
    if problem:
        st.warning(f"The link's filter could not be read, so all events are shown. {problem}.")
    with st.container(horizontal=True, vertical_alignment="center", key="top"):
        with st.container(key="sentence", width="stretch"):
            # As plain text: a source or actor of the filter may hold markup.
            st.text(desk.sentence(selection.filter, len(selection)))
        if selection.filter.active:
            st.button("Clear filters", on_click=address.clear, key="clear")
        st.segmented_control(
            "View", _pages(), default=PAGES[0], key="page", label_visibility="collapsed"
        )


def _pages() -> list[str]:
    return [page for page in PAGES if page != ADD or not settings.read_only()]


def _counts(desk: Desk, selection: Selection) -> None:
    lines = []
    if len(selection.unplaced):
        lines.append(f"{_events(len(selection.unplaced))} no place in the text")
    if selection.undated:
        lines.append(f"{_events(selection.undated)} no stated date")
    hidden = desk.hidden(selection.filter)
    if hidden:
        lines.append(f"{hidden:,} more did not or may not take place (More filters)")
    if lines:
        st.caption("  \n".join(lines))


def _events(count: int) -> str:
    return "1 event has" if count == 1 else f"{count:,} events have"
