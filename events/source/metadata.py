"""Title, address, publisher and date from the many names that files give them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from events.source.intake import Metadata

TITLE = ("title", "headline", "name")
URL = ("url", "link", "source_url", "canonical_url", "permalink")
PUBLISHER = ("publisher", "source", "sitename", "site_name", "outlet", "publication")
PUBLISHED = (
    "published",
    "date",
    "datePublished",
    "date_published",
    "publishedAt",
    "published_at",
    "pubDate",
    "publication_date",
    "created",
)
_FORMATS = (
    "%d %B %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%Y/%m/%d",
    "%a, %d %b %Y %H:%M:%S %z",
)
_LONGEST = 1_000
"""Characters of a title, address or publisher; a longer one is no such thing."""


def from_mapping(fields: Mapping[Any, Any]) -> tuple[Metadata, tuple[str, ...]]:
    """Read metadata from a parsed JSON object or YAML block; remarks say what was left out."""
    url, url_notices = address(_first(fields, URL))
    published, date_notices = day(_first(fields, PUBLISHED))
    metadata = Metadata(
        title=words(_first(fields, TITLE)),
        url=url,
        publisher=words(_first(fields, PUBLISHER)),
        published=published,
    )
    return metadata, url_notices + date_notices


def words(value: object) -> str | None:
    """Return a title or publisher on one line, None if there is none."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if not isinstance(value, str):
        return None
    return " ".join(value.split())[:_LONGEST] or None


def address(value: object) -> tuple[str | None, tuple[str, ...]]:
    """Return an http or https address; anything else (``javascript:``) is left out and said."""
    if not isinstance(value, str) or not value.strip():
        return None, ()
    url = value.strip()
    try:
        parts = urlsplit(url)
        web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        web = False
    if not web or len(url) > 2 * _LONGEST or any(c.isspace() or c < " " for c in url):
        return None, ("The link is not an http or https address; it was left out.",)
    return url, ()


def day(value: object) -> tuple[date | None, tuple[str, ...]]:
    """Return a publication date; one in the future or in no known format is left out and said."""
    if value in (None, ""):
        return None, ()
    found = _parse_day(value)
    if found is None:
        return None, (f"The publication date {str(value)[:40]!r} is not a date; write 2025-04-08.",)
    # An article filed west of Greenwich may be dated tomorrow there.
    if found > datetime.now(UTC).date() + timedelta(days=1):
        return None, (f"The publication date {found} lies in the future; it was left out.",)
    return found, ()


def _parse_day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    for pattern in _FORMATS:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


def _first(fields: Mapping[Any, Any], names: tuple[str, ...]) -> object:
    return next((fields[name] for name in names if fields.get(name)), None)
