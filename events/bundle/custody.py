"""What is known of how an article was collected and kept, in the Berkeley Protocol's terms.

OHCHR and Human Rights Center, "Berkeley Protocol on Digital Open Source Investigations"
(HR/PUB/20/2, 2022): what to collect with an item, evidentiary and working copy, chain of custody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from events.store.archive import Capture
from events.store.log import Entry, origin
from events.store.store import Kept

_SUFFIX = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "application/xml": ".xml",
}
NOT_COLLECTED = {
    "full_page_capture": "not collected: the page's source code is kept, no picture of it",
    "embedded_media_files": "not collected",
    "collector_ip_address": "not recorded",
    "virtual_identity": "none: pages are fetched openly, without signing in",
}
"""What the Protocol asks for and the program does not do: said, never left out."""


def original_name(capture: Capture) -> str:
    """Return the name of an evidentiary copy in the bundle."""
    original = capture.original
    return f"originals/{original.digest}{_SUFFIX.get(original.media_type, '.bin')}"


def article(kept: Kept, captures: Iterable[Capture], log: Iterable[Entry]) -> dict[str, Any]:
    """Return an article's record: identity, copies, and the chronology of what was done to it.

    ``log`` are the entries that have the article as their subject.
    """
    told, mine = kept.article, tuple(log)
    collectors = {
        entry.change.after["sha256"]: entry.by
        for entry in mine
        if entry.change.action == "captured"
    }
    copies = [_copy(capture, collectors.get(capture.original.digest)) for capture in captures]
    return {
        "article_id": told.id,
        "text": f"articles/{told.id}.txt",
        "working_copy": "the text that quotes count in: characters (code points) from 0",
        "embedded_metadata": {
            "title": told.title,
            "publisher": told.publisher,
            "published": told.published.isoformat() if told.published else None,
            "url": told.url,
            "language": told.language,
        },
        "licence": told.licence,
        "contextual_data": {"source": origin(kept.source), "notices": list(kept.notices)},
        "evidentiary_copies": copies,
        "note": None if copies else "The bytes as fetched were not kept: it was stored without.",
        "extractor": kept.extractor,
        "kept_at": _time(kept.added),
        "chain_of_custody": [
            {"log_entry": e.number, "at": e.at, "by": e.by, "action": e.change.action} for e in mine
        ],
    }


def _copy(capture: Capture, collector: str | None) -> dict[str, Any]:
    original = capture.original
    return {
        "target_web_address": capture.source if "://" in capture.source else None,
        "source": origin(capture.source),
        "final_address": original.final_url,
        "source_code": original_name(capture),
        "media_type": original.media_type,
        "bytes": len(original.raw),
        "hash_value": {"algorithm": "SHA-256", "value": original.digest},
        "collection_data": {
            "time_stamp": _time(original.fetched_at) if original.fetched_at else None,
            "collector": collector,
            "headers": [list(pair) for pair in original.headers],
            "kept_at": _time(capture.kept_at),
        },
        "read_by": original.reader,
        **NOT_COLLECTED,
    }


def _time(moment: datetime) -> str:
    """Return a moment in UTC; one without a zone is in UTC already."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
