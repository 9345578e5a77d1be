"""One input's bytes to articles, by the kind that its name says: text, page, JSON or JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from events.article import Article
from events.source import frontmatter, gate, page
from events.source.encoding import decode
from events.source.intake import Intake, Metadata, Rejection
from events.source.metadata import from_mapping

TEXT = (".txt", ".md", ".markdown", ".text")
PAGE = (".html", ".htm", ".xhtml")
RECORD = (".json",)
RECORDS = (".jsonl", ".ndjson")
SUFFIXES = TEXT + PAGE + RECORD + RECORDS
_BODY = ("text", "body", "content", "articleBody", "article_body")
_UNDATED = "No publication date: relative dates such as 'on Tuesday' stay unresolved."


def read(name: str, data: bytes, given: Metadata | None = None) -> Iterator[Intake | Rejection]:
    """Yield what one input holds, in its order.

    ``name`` tells the kind by its suffix (none: plain text) and is the source that each result
    names. ``given`` are fields set by hand or kept beside the file; they win over those found.
    """
    given = given or Metadata()
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix not in SUFFIXES:
        kinds = " ".join(SUFFIXES)
        yield Rejection(source=name, reason=f"Files {suffix} can't be read; these can: {kinds}.")
        return
    if len(data) > gate.LARGEST and suffix not in RECORDS:
        limit, size = gate.LARGEST // 1_000_000, len(data) // 1_000_000
        yield Rejection(source=name, reason=f"It has {size} MB; one article may have {limit} MB.")
        return
    text = decode(data)
    if text is None:
        yield Rejection(
            source=name, reason="It is not text, or in no known encoding; save as UTF-8."
        )
    elif suffix in RECORDS:
        yield from _lines(name, text, given)
    elif suffix in RECORD:
        yield from _json(name, text, given)
    elif suffix in PAGE:
        body, found, notices = page.read(text)
        yield _article(name, body, given.over(found), notices)
    else:
        found, notices, body = frontmatter.split(text)
        yield _article(name, body, given.over(found), notices)


def record(
    source: str, fields: Mapping[str, Any], given: Metadata | None = None
) -> Intake | Rejection:
    """Read one JSON object: its text and metadata fields under their usual names."""
    body = next((fields[key] for key in _BODY if fields.get(key)), None)
    if not isinstance(body, str):
        return Rejection(source=source, reason=f"It has no text: none of {', '.join(_BODY)}.")
    found, notices = from_mapping(fields)
    return _article(source, body, (given or Metadata()).over(found), notices)


def _lines(name: str, text: str, given: Metadata) -> Iterator[Intake | Rejection]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield from _json(f"{name}:{number}", line, given)


def _json(source: str, text: str, given: Metadata) -> Iterator[Intake | Rejection]:
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


def _article(
    source: str, text: str, metadata: Metadata, notices: tuple[str, ...]
) -> Intake | Rejection:
    body = _clean(text)
    reason = gate.fault(body)
    if reason:
        return Rejection(source=source, reason=reason)
    if metadata.published is None:
        notices += (_UNDATED,)
    article = Article(
        text=body,
        title=metadata.title,
        url=metadata.url,
        publisher=metadata.publisher,
        published=metadata.published,
    )
    return Intake(article=article, source=source, notices=notices)


def _clean(text: str) -> str:
    """Drop what no database or page can hold: NUL and lone surrogates; trim the ends."""
    whole = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return whole.replace("\r\n", "\n").replace("\r", "\n").strip()
