"""Dispatch Map: ``streamlit run app.py``. Only puts the parts together.

Streamlit runs this file once as a module, to find ``app`` with its routes, and then ``main`` of
``dashboard/main.py`` for every reader and rerun.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import api

app = st.App(Path(__file__).parent / "dashboard" / "main.py", routes=api.routes())
