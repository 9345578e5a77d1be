"""The same events for every rival, and the filter that each offers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pandas as pd
import streamlit as st

from bench.synthetic import index
from events.query.index import NONE
from events.query.symbol import TYPES

KINDS = ("ASSAULT", "AID", "PROTEST")


@st.cache_data
def events() -> pd.DataFrame:
    """Return the events with a place."""
    made = index(int(os.environ.get("BENCH_EVENTS", "10000")))
    rows = np.flatnonzero(made.place != NONE)
    return pd.DataFrame(
        {
            "lat": made.lat[made.place[rows]],
            "lon": made.lon[made.place[rows]],
            "type": np.array([str(kind) for kind in TYPES])[made.type[rows]],
            "text": made.place_name[made.place[rows]],
        }
    )


def chosen() -> pd.DataFrame:
    """Draw the filter and return the events that it keeps, most of them, as a reader's would."""
    st.set_page_config(layout="wide")
    left_out = st.pills("Leave out", KINDS, key="left_out")
    found = events()
    return found[found["type"] != left_out] if left_out else found
