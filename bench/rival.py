"""One rival's page: ``BENCH_RIVAL=fast streamlit run bench/rival.py``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench" / "rivals")]

import streamlit as st  # noqa: E402
from starlette.routing import Mount  # noqa: E402
from starlette.staticfiles import StaticFiles  # noqa: E402

RIVALS = ("cluster", "fast", "deck")
script = os.environ.get("BENCH_RIVAL", RIVALS[0])
if script not in RIVALS:
    raise SystemExit(f"BENCH_RIVAL is none of {', '.join(RIVALS)}: {script}")
app = st.App(
    ROOT / "bench" / "rivals" / f"{script}.py",
    routes=[
        Mount("/assets", StaticFiles(directory=ROOT / "static")),
        Mount("/bench", StaticFiles(directory=ROOT / "bench" / "vendor")),
    ],
)
