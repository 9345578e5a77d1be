"""Web archives (WARC, also compressed): the pages that a crawl or a browser kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from events.original import Original
from events.source import document, gate, kind, page
from events.source.intake import Found, Metadata, Rejection
from events.source.kind import Kind
from events.source.metadata import address

_ANSWERS = ("response", "resource")
_TOLD = 5
"""Reasons for which records are left out that the summary names."""


def read(name: str, stream: IO[bytes]) -> Iterator[Found]:
    """Yield the pages and texts of an archive by address; what else it keeps is counted.

    Records of requests, metadata and repeated visits belong to the archive, not to the news, and
    are passed over.
    """
    other: Counter[str] = Counter()
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type not in _ANSWERS:
                continue
            why = _unfit(record)
            if why:
                other[why] += 1
            else:
                yield from _page(name, record)
    except ArchiveLoadFailed as error:
        yield Rejection(source=name, reason=f"The archive can't be read on: {error}.")
    if other:
        told = ", ".join(f"{count} {why}" for why, count in other.most_common(_TOLD))
        yield Rejection(source=name, reason=f"{other.total()} records are no pages: {told}.")


def _unfit(record: Any) -> str | None:
    """Return why a record holds no article, in two words."""
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return f"of status {status}"
    media = _media(record)
    return None if kind.of_media(media) in (Kind.PAGE, Kind.TEXT) else media or "of no type"


def _media(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _page(name: str, record: Any) -> Iterator[Found]:
    uri = record.rec_headers.get_header("WARC-Target-URI") or ""
    url, _ = address(uri.strip("<>"))
    source = url or f"{name}#{record.rec_headers.get_header('WARC-Record-ID')}"
    data = record.content_stream().read(gate.LARGEST + 1)
    if len(data) > gate.LARGEST:
        yield document.oversized(source)
        return
    headers = record.http_headers.headers if record.http_headers else []
    what = kind.of_media(_media(record))
    came = Original(
        raw=data,
        media_type=_media(record),
        final_url=url,
        fetched_at=_time(record.rec_headers.get_header("WARC-Date")),
        headers=tuple((key.lower(), value) for key, value in headers),
        reader=page.READER,
    )
    yield from document.read(source, data, came=came, spare=Metadata(url=url), what=what)


def _time(written: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
