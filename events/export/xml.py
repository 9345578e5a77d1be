"""Text in XML: escaped, and without the characters that XML has no way to write."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# XML 1.0 has no way to write these, not even as references.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: object) -> str:
    """Return text for the content of an element."""
    return escape(clean(str(value)))


def attribute(value: object) -> str:
    """Return text as an attribute's value, with its quotes."""
    return quoteattr(clean(str(value)))


def clean(value: str) -> str:
    """Return text with U+FFFD for what XML cannot hold: control characters, lone surrogates."""
    return _UNWRITABLE.sub("\ufffd", value)


def element(name: str, value: object) -> str:
    """Return an element with text; nothing where there is no value."""
    return "" if value is None or value == "" else f"<{name}>{text(value)}</{name}>"
