"""The first page: the map with everything beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from dashboard import address, frame
from events.catalogue import Catalogue
from events.query.selection import Selection


def show(catalogue: Catalogue, selection: Selection) -> None:
    """Draw the map of a selection."""
    frame.show(
        {
            "query": selection.filter.query(),
            "version": catalogue.version(),
            "types": address.classes(selection.filter),
            "extent": extent(selection),
        },
        on_change=heard,
    )


def heard() -> None:
    """Take what the map said."""
    address.hear(frame.said(st.session_state.get(frame.KEY)))


def extent(selection: Selection) -> list[float] | None:
    """Return west, south, east, north of the places drawn; None where there are none."""
    index = selection.index
    seen: Any = selection.totals > 0
    drawn = np.flatnonzero(seen & frame.DRAWN[index.precision])
    if not len(drawn):
        return None
    lon, lat = index.lon[drawn], index.lat[drawn]
    return [float(v) for v in (lon.min(), lat.min(), lon.max(), lat.max())]
