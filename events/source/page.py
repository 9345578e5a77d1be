"""A saved web page: its article's text and metadata, by trafilatura."""

from __future__ import annotations

import trafilatura

from events.source.intake import Metadata
from events.source.metadata import address, day, words


def read(html: str) -> tuple[str, Metadata, tuple[str, ...]]:
    """Return the article's text (paragraphs on lines of their own), metadata, and remarks.

    The text is empty where the page holds no article. The date is taken from the page's metadata
    only: a date guessed from somewhere in the page would resolve "yesterday" to a wrong day.
    """
    document = trafilatura.bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False},
    )
    if document is None or isinstance(document, dict):
        return "", Metadata(), ()
    url, url_notices = address(document.url)
    published, date_notices = day(document.date)
    metadata = Metadata(
        title=words(document.title),
        url=url,
        publisher=words(document.sitename),
        published=published,
    )
    return document.text or "", metadata, url_notices + date_notices
