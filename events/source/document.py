"""One document's bytes to articles: text, page, JSON, message."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from events.article import Article
from events.original import Original
from events.source import feed, frontmatter, gate, kind, mail, page
from events.source.encoding import charset, decode
from events.source.intake import Found, Intake, Metadata, Rejection
from events.source.kind import Kind
from events.source.metadata import from_mapping

_log = logging.getLogger(__name__)
BODY = ("text", "body", "content", "articleBody", "article_body", "maintext")
"""Names of the field that holds an article's text."""
_UNDATED = "No publication date: relative dates such as 'on Tuesday' stay unresolved."
_PLAIN = "plain 1"
_KINDS = "texts, pages, JSON, tables, messages, feeds, web archives, and .zip or .gz of these"
_NESTED = 2
"""Messages within messages that are read."""


def read(
    name: str,
    data: bytes,
    given: Metadata | None = None,
    *,
    came: Original | None = None,
    spare: Metadata | None = None,
    what: Kind | None = None,
) -> Iterator[Found]:
    """Yield what one document holds, in its order.

    ``name`` is the source that each result names, and tells the kind by its suffix (none: plain
    text) unless ``what`` does. ``given`` are fields set by hand or kept beside the file; they win
    over those found, and those over ``spare``. ``came`` says how the bytes were fetched.
    """
    what = what or kind.of_name(name)
    reader = page.READER if what is Kind.PAGE else _PLAIN
    original = came or Original(raw=data, media_type=kind.media_of(name), reader=reader)
    try:
        content_type = dict(original.headers).get("content-type", "")
        for found in _read(
            name, data, what, given or Metadata(), spare or Metadata(), content_type
        ):
            # The parts of a message and the lines of JSON Lines bring their own bytes.
            if isinstance(found, Intake) and found.original is None:
                yield replace(found, original=replace(original, reader=reader))
            else:
                yield found
    except Exception as error:
        # One document that trips a fault of ours or of a library must not cost the others.
        _log.exception("reading %s failed", name)
        reason = f"A fault in this program stopped its reading ({type(error).__name__})."
        yield Rejection(source=name, reason=reason)


def record(source: str, fields: Mapping[Any, Any], given: Metadata | None = None) -> Found:
    """Read one JSON object: its text and metadata fields under their usual names."""
    body = next((fields[key] for key in BODY if fields.get(key)), None)
    if not isinstance(body, str):
        return Rejection(source=source, reason=f"It has no text: none of {', '.join(BODY)}.")
    found, notices = from_mapping(fields)
    return article(source, body, (given or Metadata()).over(found), notices)


def oversized(name: str, size: int | None = None) -> Rejection:
    """Return that a document is larger than one article may be; ``size`` in bytes if known."""
    limit = gate.LARGEST // 1_000_000
    has = f"{size // 1_000_000} MB" if size else f"more than {limit} MB"
    return Rejection(source=name, reason=f"It has {has}; one article may have {limit} MB.")


def article(source: str, text: str, metadata: Metadata, notices: tuple[str, ...]) -> Found:
    """Return a text as an article, or why it can be none."""
    body = _clean(text)
    reason = gate.fault(body)
    if reason:
        return Rejection(source=source, reason=reason)
    if metadata.published is None:
        notices += (_UNDATED,)
    whole = Article(
        text=body,
        title=metadata.title,
        url=metadata.url,
        publisher=metadata.publisher,
        published=metadata.published,
    )
    return Intake(article=whole, source=source, notices=notices)


def _read(
    name: str,
    data: bytes,
    what: Kind | None,
    given: Metadata,
    spare: Metadata,
    content_type: str,
) -> Iterator[Found]:
    if what is None or what in (Kind.WARC, Kind.ZIP, Kind.GZIP, Kind.TABLE):
        suffix = name.rpartition(".")[2][:20]
        yield Rejection(source=name, reason=f"Files .{suffix} can't be read; {_KINDS} can.")
        return
    if len(data) > gate.LARGEST and what is not Kind.RECORDS:
        yield oversized(name, len(data))
        return
    if what is Kind.MAIL:
        yield from _message(name, data, given, 1)
        return
    text = decode(data, charset(content_type, data if what is Kind.PAGE else b""))
    if text is None:
        yield Rejection(
            source=name, reason="It is not text, or in no known encoding; save as UTF-8."
        )
    elif what is Kind.RECORDS:
        yield from _lines(name, text, given)
    elif what is Kind.RECORD:
        yield from _json(name, text, given)
    elif what is Kind.FEED:
        yield from _feed(name, data, given)
    else:
        yield _single(name, text, what, given, spare)


def _single(name: str, text: str, what: Kind, given: Metadata, spare: Metadata) -> Found:
    if what is Kind.PAGE:
        reason = page.fault(text)
        if reason:
            return Rejection(source=name, reason=reason)
        body, found, notices = page.read(text, given.url or spare.url, spare.published)
    else:
        found, notices, body = frontmatter.split(text)
    return article(name, body, given.over(found).over(spare), notices)


def _lines(name: str, text: str, given: Metadata) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield from read(f"{name}:{number}", line.encode(), given, what=Kind.RECORD)


def _json(source: str, text: str, given: Metadata) -> Iterator[Found]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Rejection(source=source, reason=f"It is not JSON: {error}.")
        return
    several = isinstance(value, list)
    for number, item in enumerate(value if several else [value], start=1):
        place = f"{source}#{number}" if several else source
        if isinstance(item, Mapping):
            yield record(place, item, given)
        else:
            yield Rejection(source=place, reason="It is not a JSON object with a text.")


def _feed(name: str, data: bytes, given: Metadata) -> Iterator[Found]:
    """Read what a saved feed itself holds: a file is never a reason to fetch anything."""
    for number, entry in enumerate(feed.parse(data).entries, start=1):
        yield _single(f"{name}#{number}", entry.content, Kind.PAGE, given, entry.metadata)


def _message(name: str, data: bytes, given: Metadata, depth: int) -> Iterator[Found]:
    found, parts = mail.parse(data)
    if not parts:
        yield Rejection(source=name, reason="The message has no text and no file attached.")
    for part in parts:
        label = f"{name}/{part.name}"
        if part.name is None:
            what = Kind.PAGE if part.html else Kind.TEXT
            yield _single(name, decode(part.data) or "", what, given, found)
        elif kind.of_name(part.name) is not Kind.MAIL:
            yield from read(label, part.data, spare=Metadata(published=found.published))
        elif depth < _NESTED:
            yield from _message(label, part.data, Metadata(), depth + 1)
        else:
            yield Rejection(source=label, reason="It is a message within a message within one.")


def _clean(text: str) -> str:
    """Drop what no database or page can hold: NUL and lone surrogates; trim the ends."""
    whole = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return whole.replace("\r\n", "\n").replace("\r", "\n").strip()
