"""Where a news site is at home: local papers rarely say which Springfield they mean."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from geodata.country import country
from geodata.source import table

_TLD = {"uk": "GB", "su": "RU"}
_GENERIC = frozenset(
    {"com", "org", "net", "info", "tv", "io", "co", "me", "eu", "news", "fm", "ly"}
)


@cache
def _homes() -> dict[str, int]:
    return {row["host"]: int(row["id"]) for row in table("publishers.tsv")}


def host(url: str | None) -> str:
    """Return the host of an address in lower case, empty if there is none."""
    try:
        return (urlsplit(url or "").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def home(url: str | None) -> int | None:
    """Return the GeoNames id of the town a publisher writes from; None if it is not known."""
    labels = host(url).split(".")
    for start in range(len(labels) - 1):
        found = _homes().get(".".join(labels[start:]))
        if found:
            return found
    return None


def nation(url: str | None) -> str:
    """Return the alpha-2 code of a country-code domain ("bbc.co.uk" -> GB), else empty."""
    last = host(url).rsplit(".", 1)[-1]
    if len(last) != 2 or last in _GENERIC:
        return ""
    found = country(_TLD.get(last, last))
    return found.alpha2 if found else ""
