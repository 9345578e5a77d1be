"""What an input is: told by its name, by its media type, or by how it begins."""

from __future__ import annotations

import mimetypes
from enum import StrEnum
from pathlib import PurePath

from events.source.encoding import decode


class Kind(StrEnum):
    """How an input is read; the value is the suffix that its names end with most often."""

    TEXT = ".txt"
    PAGE = ".html"
    RECORD = ".json"
    RECORDS = ".jsonl"
    TABLE = ".csv"
    MAIL = ".eml"
    FEED = ".xml"
    WARC = ".warc"
    ZIP = ".zip"
    GZIP = ".gz"

    @property
    def streamed(self) -> bool:
        """Whether it may be of any size, for it is read piece by piece."""
        return self in (Kind.RECORDS, Kind.TABLE, Kind.WARC, Kind.ZIP, Kind.GZIP)


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".markdown": Kind.TEXT,
    ".text": Kind.TEXT,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".json": Kind.RECORD,
    ".jsonl": Kind.RECORDS,
    ".ndjson": Kind.RECORDS,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".eml": Kind.MAIL,
    ".mht": Kind.MAIL,
    ".mhtml": Kind.MAIL,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".xml": Kind.FEED,
    ".warc": Kind.WARC,
    ".zip": Kind.ZIP,
    ".gz": Kind.GZIP,
}
_MEDIA = {
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.TEXT,
    "application/json": Kind.RECORD,
    "application/ld+json": Kind.RECORD,
    "application/x-ndjson": Kind.RECORDS,
    "application/jsonl": Kind.RECORDS,
    "text/csv": Kind.TABLE,
    "text/tab-separated-values": Kind.TABLE,
    "message/rfc822": Kind.MAIL,
    "multipart/related": Kind.MAIL,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/rdf+xml": Kind.FEED,
    "application/feed+json": Kind.RECORD,
    "application/xml": Kind.FEED,
    "text/xml": Kind.FEED,
    "application/warc": Kind.WARC,
    "application/zip": Kind.ZIP,
    "application/gzip": Kind.GZIP,
    "application/x-gzip": Kind.GZIP,
}
_HEAD = 4_096
"""Bytes that tell what an input without a name is."""


def of_name(name: str) -> Kind | None:
    """Return the kind by the suffix; text where there is none, None where it is not known."""
    suffix = PurePath(name).suffix.lower()
    return SUFFIXES.get(suffix) if suffix else Kind.TEXT


def of_media(media_type: str) -> Kind | None:
    """Return the kind of a media type without parameters, in lower case; None if not known."""
    return _MEDIA.get(media_type)


def media_of(name: str) -> str:
    """Return the media type that a name tells, ``application/octet-stream`` if none."""
    known = next((media for media, kind in _MEDIA.items() if kind is of_name(name)), None)
    return mimetypes.guess_type(name)[0] or known or "application/octet-stream"


def of_head(head: bytes) -> Kind:
    """Return the kind of an input by its first bytes; text where nothing tells another."""
    if head.startswith(b"PK\x03\x04"):
        return Kind.ZIP
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if head.startswith(b"WARC/"):
        return Kind.WARC
    begin = (decode(head[:_HEAD]) or "").lstrip().casefold()
    if begin.startswith(("<rss", "<feed", "<rdf")) or (begin.startswith("<?xml") and _feed(begin)):
        return Kind.FEED
    if begin.startswith(("<!doctype html", "<html", "<?xml", "<head", "<body", "<article", "<p>")):
        return Kind.PAGE
    if begin.startswith("{"):
        return Kind.RECORDS
    return Kind.RECORD if begin.startswith("[{") else Kind.TEXT


def _feed(begin: str) -> bool:
    return any(f"<{name}" in begin for name in ("rss", "feed", "rdf:rdf"))
