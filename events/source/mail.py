"""A saved message (.eml) or page (.mhtml): its text, its metadata, and the files attached."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

from events.source.intake import Metadata
from events.source.metadata import address, words

_PARTS = 200
"""Parts of one message; a newsletter with its pictures has under fifty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part that may hold an article."""

    name: str | None
    """The name of an attached file; None for the message's own text."""
    data: bytes
    html: bool = False


def parse(data: bytes) -> tuple[Metadata, tuple[Part, ...]]:
    """Return a message's metadata and its parts: its own text first, then what is attached."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = list(_parts(message))
    own = _own([part for part in parts if part.name is None])
    attached = tuple(part for part in parts if part.name is not None)
    return _metadata(message), (own + attached)[:_PARTS]


def _parts(message: Message) -> Iterator[Part]:
    for part in message.walk():
        if part.is_multipart() or part.get_content_maintype() == "multipart":
            continue
        name = part.get_filename()
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        kind = part.get_content_type()
        if name or part.get_content_disposition() == "attachment":
            yield Part(name=name or "attachment", data=payload)
        elif kind in ("text/plain", "text/html"):
            yield Part(name=None, data=_utf8(payload, part), html=kind == "text/html")


def _own(parts: list[Part]) -> tuple[Part, ...]:
    """Return the first part in plain text that says something, else the first page."""
    plain = [part for part in parts if not part.html and part.data.strip()]
    pages = [part for part in parts if part.html]
    return tuple((plain or pages)[:1])


def _utf8(payload: bytes, part: Message) -> bytes:
    """Return the text in UTF-8: its character set is told by the message, not by itself."""
    charset = part.get_content_charset()
    try:
        return payload.decode(charset).encode() if charset else payload
    except (LookupError, UnicodeError):
        return payload


def _metadata(message: EmailMessage) -> Metadata:
    url, _ = address(_header(message, "Snapshot-Content-Location"))
    sent = _sent(_header(message, "Date"))
    return Metadata(
        title=words(_header(message, "Subject")),
        url=url,
        published=sent.date() if sent else None,
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError, TypeError):
        # The standard library's parser of header fields trips over some malformed ones.
        return None
    return str(value) if value is not None else None


def _sent(value: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if value else None
    except (ValueError, TypeError, IndexError):
        return None
