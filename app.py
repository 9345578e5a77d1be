"""Dispatch Map: ``streamlit run app.py``. Only puts the parts together.

Streamlit runs this file once as a module, to find ``app`` with its routes, and then ``main`` of
``dashboard/script/main.py`` for every reader and rerun. The script has a folder of its own, because
Streamlit puts that folder first on the module path, where a ``page.py`` would hide others' modules.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import api

app = st.App(Path(__file__).parent / "dashboard" / "script" / "main.py", routes=api.routes())
