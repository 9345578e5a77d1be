"""The script that Streamlit runs for every reader and every change."""

from __future__ import annotations

import streamlit as st

from dashboard import page
from dashboard.catalogue import current
from events.catalogue import Catalogue, StoreCatalogue


def main() -> None:
    """Draw the page, reading the seed articles first where the store is empty."""
    st.set_page_config(page_title="Dispatch Map", page_icon="🗺️", layout="wide")
    catalogue = current()
    prepare(catalogue)
    page.show(catalogue)


def prepare(catalogue: Catalogue) -> None:
    """Fill an empty store with the seed articles, and say so while it takes."""
    if not isinstance(catalogue, StoreCatalogue) or catalogue.store.version():
        return
    with st.spinner("First start: reading the seed articles…"):
        from events import pipeline

        pipeline.seed(catalogue.store)


main()
