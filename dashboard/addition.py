"""The page "Add articles": paste, upload, or name links; with the metadata that a text lacks."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

import streamlit as st

from events import gathering
from events.catalogue import StoreCatalogue
from events.source import container, document, kind, named
from events.source.intake import Found, Metadata
from events.source.progress import Progress
from events.store.store import Store

KINDS = sorted(suffix.removeprefix(".") for suffix in kind.SUFFIXES)
_SHOWN = 50
"""Lines of one list; the summary above them counts all."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one input."""

    kept: bool
    line: str


def show(catalogue: StoreCatalogue) -> None:
    """Draw the form, what became of the last inputs, and what was set aside before."""
    st.subheader("Add articles")
    st.markdown(
        "Paste one article, upload files, or name links. Links are fetched from the web because "
        "you name them; nothing else leaves this machine. Without a publication date, words such "
        "as “yesterday” stay unresolved."
    )
    with st.form("add", clear_on_submit=True, border=False):
        text = st.text_area("Text of the article", height=150, key="add_text")
        files = st.file_uploader(
            "Or files: texts, saved pages, messages, tables, web archives, also zipped",
            type=KINDS,
            accept_multiple_files=True,
            key="add_files",
        )
        links = st.text_area(
            "Or pages and feeds of the web, one link a line",
            height=80,
            key="add_links",
            placeholder="https://example.org/news/feed.xml",
        )
        st.markdown("What you know of it. It goes before what text and files say of themselves.")
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
        named_links = [line.strip() for line in links.splitlines() if line.strip()]
        problem = problem or fault(text, len(files or []), named_links)
        if problem:
            st.warning(problem)
        else:
            progress = Progress()
            found = inputs(text, files or [], given, progress)
            if named_links:
                found = _after(found, fetched(catalogue.store, named_links, given, progress))
            st.session_state["added"] = take(catalogue.store, found, progress)
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


def fault(text: str, files: int, links: Sequence[str]) -> str | None:
    """Return what is wrong with what was given, None if nothing is."""
    if not text.strip() and not files and not links:
        return "Paste a text, choose a file or name a link first."
    # A line that is no link would be taken for a file of the server.
    wrong = next((link for link in links if not named.is_address(link)), None)
    return f"Links begin with http:// or https://, not as “{wrong[:80]}”." if wrong else None


def inputs(
    text: str, uploads: Sequence[IO[bytes]], given: Metadata, progress: Progress
) -> Iterator[Found]:
    """Yield what was pasted and uploaded."""
    sizes = [upload.seek(0, 2) for upload in uploads]
    progress.expect(sum(sizes))
    if text.strip():
        yield from document.read("pasted text", text.encode(), given)
    for upload, size in zip(uploads, sizes, strict=True):
        upload.seek(0)
        start = progress.done
        for found in named.guarded(upload.name, container.read(upload.name, upload, given)):
            progress.reach(start + upload.tell())
            yield found
        progress.reach(start + size)


def fetched(
    store: Store, links: Sequence[str], given: Metadata, progress: Progress
) -> Iterator[Found]:
    """Yield what links lead to. Title, address and day are of one article and told to none."""
    known = Metadata(publisher=given.publisher)
    return gathering.gather(store, links, known, progress=progress)


def take(store: Store, found: Iterator[Found], progress: Progress) -> list[Told]:
    """Store what was read, with progress; return what became of each input."""
    told: list[Told] = []
    bar = st.progress(0.0, "Loading the reader…")
    # Reading needs the language model, which takes seconds to load: not before it is wanted.
    from events import pipeline

    begin = time.monotonic()
    for result in pipeline.ingest(store, found):
        told.append(Told(result.outcome is not pipeline.Outcome.REJECTED, result.line))
        bar.progress(progress.share, pace(len(told), progress, time.monotonic() - begin))
    bar.empty()
    return told


def pace(count: int, progress: Progress, seconds: float) -> str:
    """Return how far it is in words: count, rate, time left."""
    words = f"{count} read, {count / max(seconds, 0.001):.1f} a second"
    left = progress.left(seconds)
    if left is None or left < 1:
        return words
    return (
        f"{words}, about {left:.0f} s left" if left < 90 else f"{words}, {left / 60:.0f} min left"
    )


def _after(first: Iterator[Found], second: Iterator[Found]) -> Iterator[Found]:
    yield from first
    yield from second


def _results() -> None:
    told: list[Told] = st.session_state.pop("added", [])
    if not told:
        return
    kept = [one for one in told if one.kept]
    aside = [one for one in told if not one.kept]
    st.success(f"{len(kept)} of {len(told)} inputs are in the collection.")
    _lines(["Not added. " + one.line for one in aside])
    if len(kept) > _SHOWN:
        with st.expander(f"What was read: {len(kept)}"):
            _lines([one.line for one in kept])
    else:
        _lines([one.line for one in kept])


def _set_aside(store: Store) -> None:
    rejections = store.rejections()
    if not rejections:
        return
    st.subheader(f"Set aside: {len(rejections)}")
    reasons = Counter(rejection.reason for rejection in rejections)
    if len(rejections) > _SHOWN:
        _lines([f"{count} × {reason}" for reason, count in reasons.most_common(_SHOWN)])
        with st.expander("Each of them"):
            _lines([f"{one.source}: {one.reason}" for one in rejections])
    else:
        _lines([f"{one.source}: {one.reason}" for one in rejections])


def _lines(lines: Sequence[str]) -> None:
    """Draw lines as plain text: a file's name or a title may hold markup."""
    for line in lines[:_SHOWN]:
        st.text(line)
    if len(lines) > _SHOWN:
        st.text(f"… and {len(lines) - _SHOWN} more.")
