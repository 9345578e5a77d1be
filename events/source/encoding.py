"""From bytes to text: the byte order mark, UTF-8, else the likeliest legacy encoding."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_HEAD = 2_048
"""Bytes of a page in which it has to name its character set."""
_SAMPLE = 65_536
"""Bytes that the guess looks at; it costs 20 ms there and seconds on megabytes."""


def decode(data: bytes, told: str | None = None) -> str | None:
    """Return the text with line ends as ``\\n``, or None where the bytes are not text.

    ``told`` is the character set that a server or the page itself names; it is tried after UTF-8,
    which no other text is by chance, and before guessing.
    """
    text = _decode(data, told)
    return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n")


def guess(head: bytes) -> str | None:
    """Return the encoding of a stream that begins so; None where the bytes are not text."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\x00" in head:
        return None
    # The last character may be cut off.
    if any(_strict(head[: len(head) - cut], "utf-8") is not None for cut in range(4)):
        return "utf-8"
    best = from_bytes(head).best()
    return best.encoding if best else None


def charset(content_type: str, page: bytes = b"") -> str | None:
    """Return the character set that a content type names, else the head of a page."""
    found = _CHARSET.search(content_type.encode("ascii", "replace"))
    found = found or _CHARSET.search(page[:_HEAD])
    return found[1].decode().lower() if found else None


def _decode(data: bytes, told: str | None) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    if b"\x00" in data:
        return None
    text = _strict(data, "utf-8")
    if text is not None:
        return text if _readable(text) else None
    text = _strict(data, told) if told else None
    if text is None:
        best = from_bytes(data[:_SAMPLE]).best()
        text = _strict(data, best.encoding) if best else None
    return text if text is not None and _readable(text) else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _readable(text: str) -> bool:
    """Whether control characters are rare (under 1 %), as in any text that people read."""
    control = sum(character < " " and character not in "\t\n\r\f" for character in text)
    return control * 100 <= len(text)
