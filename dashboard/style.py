"""The few rules of style that Streamlit's theme cannot reach."""

from __future__ import annotations

import streamlit as st

# The rules themselves are a file of ours: in the page they would travel with every change.
RULES = '<style>@import url("/assets/map/page.css");</style>'


def apply() -> None:
    """Add the rules to the page."""
    st.html(RULES)
