"""The page "Add articles": paste or upload, with the metadata that the text itself lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import streamlit as st

from events.catalogue import StoreCatalogue
from events.source import document
from events.source.intake import Intake, Metadata, Rejection
from events.store.store import Store

KINDS = ["txt", "md", "html", "htm", "json", "jsonl"]


def show(catalogue: StoreCatalogue) -> None:
    """Draw the form, what became of the last inputs, and what was set aside before."""
    st.subheader("Add articles")
    st.markdown(
        "Paste one article, or upload files. Everything stays on this machine. Without a "
        "publication date, words such as “yesterday” stay unresolved."
    )
    with st.form("add", clear_on_submit=True, border=False):
        text = st.text_area("Text of the article", height=180, key="add_text")
        files = st.file_uploader(
            "Or files", type=KINDS, accept_multiple_files=True, key="add_files"
        )
        st.markdown("What you know of it. It goes before what the files say of themselves.")
        first, second = st.columns(2)
        title = first.text_input("Title", key="add_title")
        publisher = second.text_input("Publisher", key="add_publisher")
        url = first.text_input("Address", key="add_url", placeholder="https://…")
        published = second.date_input(
            "Published", value=None, key="add_published", max_value=date(2100, 12, 31)
        )
        sent = st.form_submit_button("Add", type="primary")
    if sent:
        given, problem = metadata(title, url, publisher, published)
        uploads = [(file.name, file.getvalue) for file in files or []]
        if problem:
            st.warning(problem)
        elif not text.strip() and not uploads:
            st.warning("Paste a text or choose a file first.")
        else:
            st.session_state["added"] = take(catalogue.store, inputs(text, uploads, given))
            st.rerun()
    _results()
    _set_aside(catalogue.store)


def metadata(
    title: str, url: str, publisher: str, published: date | None
) -> tuple[Metadata, str | None]:
    """Return what the reader said of an article, and what is wrong with it, if anything."""
    from events.telling.detail import safe_link

    if url.strip() and not safe_link(url.strip()):
        return Metadata(), "The address must begin with http:// or https:// and name a host."
    return (
        Metadata(
            title=title.strip() or None,
            url=url.strip() or None,
            publisher=publisher.strip() or None,
            published=published,
        ),
        None,
    )


def inputs(
    text: str, uploads: list[tuple[str, Callable[[], bytes]]], given: Metadata
) -> Iterator[Intake | Rejection]:
    """Yield what was pasted and uploaded."""
    if text.strip():
        yield from document.read("pasted text", text.encode(), given)
    for name, data in uploads:
        yield from document.read(name, data(), given)


def take(store: Store, found: Iterator[Intake | Rejection]) -> list[tuple[bool, str]]:
    """Store what was read, with progress; return whether each was kept, and a line on it."""
    # Reading needs the language model, which takes seconds to load: not before it is wanted.
    with st.status("Loading the reader…") as status:
        from events import pipeline

        told: list[tuple[bool, str]] = []
        for result in pipeline.ingest(store, found):
            status.update(label=f"Read {len(told) + 1}: {result.source}")
            told.append((result.outcome is not pipeline.Outcome.REJECTED, result.line))
    return told


def _results() -> None:
    told = st.session_state.pop("added", None)
    if not told:
        return
    kept = sum(good for good, _ in told)
    st.success(f"{kept} of {len(told)} inputs are in the collection.")
    for good, line in told:
        # As plain text: a file's name or a title may hold markup.
        st.text(("" if good else "Not added. ") + line)


def _set_aside(store: Store) -> None:
    rejections = store.rejections()
    if not rejections:
        return
    st.subheader(f"Set aside: {len(rejections)}")
    for rejection in rejections[:50]:
        st.text(f"{rejection.source}: {rejection.reason}")
