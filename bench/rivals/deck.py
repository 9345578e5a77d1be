"""st.pydeck_chart: every event a point on the graphics card's canvas."""

from __future__ import annotations

import pydeck
import streamlit as st
from data import chosen

found = chosen()
layer = pydeck.Layer(
    "ScatterplotLayer",
    found,
    get_position=["lon", "lat"],
    get_radius=20000,
    get_fill_color=[180, 60, 10],
    pickable=True,
)
view = pydeck.ViewState(latitude=30, longitude=20, zoom=2)
st.pydeck_chart(pydeck.Deck(layers=[layer], initial_view_state=view, map_style=None), height=720)
