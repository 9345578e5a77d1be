"""The few rules of style that Streamlit's theme cannot reach."""

from __future__ import annotations

import streamlit as st

_RULES = """<style>
.stMainBlockContainer { padding: 0.5rem 0.75rem 0.25rem !important; max-width: none !important; }
header.stAppHeader { background: transparent; height: 2.25rem; min-height: 2.25rem; pointer-events: none; }
header.stAppHeader button { pointer-events: auto; }
.stMainBlockContainer > div > .stVerticalBlock, .stMainBlockContainer .stVerticalBlock { gap: 0.4rem; }
section.stSidebar { width: 300px !important; }
[data-testid="stSidebarHeader"] { position: absolute; right: 0; top: 0; height: 2.6rem; min-height: 0; padding: 0.3rem 0.6rem; margin: 0; z-index: 2; }
[data-testid="stSidebarUserContent"] { padding: 0.5rem 1.1rem 1rem !important; }
.stSidebar .stVerticalBlock { gap: 0.5rem; }
.stSidebar [data-testid="stMarkdownContainer"] p { margin-bottom: 0; }
.stSidebar h1 { font-size: 1.25rem; padding: 0 0 0.6rem; }
iframe[title="streamlit_folium.st_folium"] {
  height: calc(100dvh - 70px) !important; min-height: 420px; border: 1px solid rgba(128,140,150,.35);
  border-radius: 4px; display: block; width: 100%;
}
.stElementContainer:has(style) { display: none; }
.st-key-sentence [data-testid="stText"] { font-size: 1.05rem; font-weight: 600; white-space: normal; font-family: inherit; }
.st-key-top { padding-right: 3rem; min-height: 2.5rem; }
.st-key-clear button { min-height: 2rem; padding: 0.2rem 0.7rem; }
@media (max-width: 759px) {
  .st-key-top .stButtonGroup button { padding: 0 0.5rem; }
  .st-key-top { padding: 0; gap: 0.3rem; }
  .st-key-sentence { padding-left: 2.2rem; }
  iframe[title="streamlit_folium.st_folium"] { height: calc(100dvh - 96px) !important; }
  .st-key-sentence [data-testid="stText"] { font-size: 0.95rem; }
}
</style>"""


def apply() -> None:
    """Add the rules to the page."""
    st.html(_RULES)
