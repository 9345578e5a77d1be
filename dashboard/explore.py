"""The first page: the map with everything beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard import address, frame, pace
from events.catalogue import Catalogue
from events.query.filter import Filter

_SHOWN, _EXTENT = "map_shown", "map_extent"


@contextmanager
def shown(catalogue: Catalogue, asked: Filter) -> Iterator[None]:
    """Draw the map of a filter before anything is counted: it asks for itself what to show.

    Inside, what it will ask for can be worked out. Where it shows something new, leaving waits
    until the reader sees it.
    """
    state = {
        "query": asked.query(),
        "version": catalogue.version(),
        "types": address.classes(asked),
    }
    before, st.session_state[_SHOWN] = st.session_state.get(_SHOWN), state
    # Only a map that opens is fitted to the events; a run that ends early leaves it to the next.
    if before is None:
        st.session_state[_EXTENT] = catalogue.desk().select(asked).extent
    frame.show({**state, "extent": st.session_state[_EXTENT]}, on_change=heard)
    # A map that opens takes a second: the filters do not wait for it.
    if before is None or before == state:
        yield
    else:
        with pace.map_first(asked):
            yield


def heard() -> None:
    """Take what the map said."""
    address.hear(frame.said(st.session_state.get(frame.KEY)))
