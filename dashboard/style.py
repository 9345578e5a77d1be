"""The few rules of style that Streamlit's theme cannot reach."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

RULES = Path(__file__).parent / "style.css"


def apply() -> None:
    """Add the rules to the page."""
    st.html(RULES)
