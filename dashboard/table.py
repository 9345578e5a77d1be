"""The page "Table": all selected events, page by page, and the downloads."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from events import export
from events.catalogue import Catalogue
from events.query.selection import Selection
from events.telling import listing, wording

PAGE = 50
_SORTS = {
    "newest": "newest first",
    "oldest": "oldest first",
    "type": "by type",
    "place": "by place",
}


def show(catalogue: Catalogue, selection: Selection) -> None:
    """Draw the table of a selection."""
    if not len(selection):
        st.info("No event matches these filters. Lift one of them, or add articles.")
        return
    columns = st.columns([2, 2, 5], vertical_alignment="bottom")
    sort = columns[0].selectbox("Sort", list(_SORTS), format_func=_SORTS.__getitem__, key="sort")
    pages = -(-len(selection) // PAGE)
    page = columns[1].number_input(f"Page of {pages:,}", 1, pages, key="table_page")
    columns[2].markdown(links(selection))
    rows = listing.arranged(selection.index, selection.rows, sort)[(page - 1) * PAGE : page * PAGE]
    entries = listing.page(catalogue, selection.index, rows)
    chosen = st.dataframe(
        frame(entries),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="table",
        height=min(38 * (len(entries) + 1), 640),
        column_config={
            "Date": st.column_config.TextColumn(width=170),
            "Excerpt": st.column_config.TextColumn(width="large"),
            "Independent": st.column_config.NumberColumn(help=wording.INDEPENDENT),
        },
    )
    picked = chosen["selection"]["rows"]
    if picked and picked[0] < len(entries):
        st.session_state["open_event"] = entries[picked[0]]["id"]
        st.rerun()


def frame(entries: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the columns a reader sees."""
    return pd.DataFrame(
        {
            "Date": [e["when"] for e in entries],
            "Type": [" · ".join(filter(None, (e["type"], e["mode"]))) for e in entries],
            "Who": [e["who"] for e in entries],
            "Place": [e["place"] or "no place in the text" for e in entries],
            "Claim": [e["claim"] for e in entries],
            "Reports": [e["reports"] for e in entries],
            "Independent": [e["sources"] for e in entries],
            "Excerpt": [e["excerpt"] for e in entries],
        }
    )


def links(selection: Selection) -> str:
    """Return the download links; the address of each holds the filter."""
    query = selection.filter.query()
    parts = [
        f"[{name}](/api/download?{query}{'&' if query else ''}format={form})"
        for form, name in (
            *((form, found.label) for form, found in export.FORMATS.items()),
            ("html", "a page to keep"),
        )
    ]
    count = len(selection)
    which = "this event" if count == 1 else f"these {count:,} events"
    feed = f"[Subscribe to this filter](/feed.atom{'?' if query else ''}{query})"
    return f"Download {which}: {' · '.join(parts)}. {feed} in a feed reader."
