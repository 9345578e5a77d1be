"""The page over synthetic events: ``BENCH_EVENTS=1000000 streamlit run bench/app.py``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from bench.synthetic import SyntheticCatalogue  # noqa: E402
from dashboard import api, catalogue  # noqa: E402
from events import settings  # noqa: E402

catalogue.use(
    SyntheticCatalogue.of(int(os.environ.get("BENCH_EVENTS", "1000000")), settings.data_folder())
)
app = st.App(ROOT / "dashboard" / "script" / "main.py", routes=api.routes())
