"""An Atom feed (RFC 4287) with GeoRSS-Simple: to subscribe to a filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from events.article import Article
from events.event import Event
from events.export.geometry import geometry, largest_ring
from events.export.told import Told, reported, stated
from events.export.xml import attribute, element, text
from events.telling.accord import told as counted
from events.telling.detail import headline, safe_link

_NEVER = date(1970, 1, 1)
"""Atom wants a day of every entry; this one stands where neither article nor event has any."""


def feed(
    told: Iterable[Told],
    note: str,
    *,
    title: str = "Dispatch Map",
    self_url: str | None = None,
    page_url: str | None = None,
    updated: date | None = None,
) -> Iterator[str]:
    """Yield the feed; ``page_url`` is the map's address, to which each entry links.

    An entry is updated when its last article was published. Without ``updated`` the feed's own
    day is 1970: a stream does not know its latest entry before the end.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">\n'
    yield element("title", title) + element("subtitle", note)
    yield element("id", self_url or "urn:dispatch-map:events")
    yield element("updated", _moment(updated or _NEVER))
    yield "<author><name>Dispatch Map</name></author>"
    if self_url:
        yield f'<link rel="self" type="application/atom+xml" href={attribute(self_url)}/>'
    if page_url:
        yield f'<link rel="alternate" type="text/html" href={attribute(page_url)}/>'
    yield "\n"
    for event, articles in told:
        yield _entry(event, reported(event, articles), _links(articles), page_url)
    yield "</feed>\n"


def _entry(event: Event, day: date | None, links: Sequence[str], page_url: str | None) -> str:
    when = stated(event)
    moment = _moment(day or (when.end if when else _NEVER))
    place = event.place.name if event.place else "place not stated"
    told = when.edtf if when else "day not stated"
    quote = event.reports[0].quotes[0].text
    count = counted(event.sources, len(event.reports))
    kind = f"{event.type}/{event.mode}" if event.mode else str(event.type)
    around = [f'<link rel="via" href={attribute(link)}/>' for link in links]
    if page_url:
        joint = "&" if "?" in page_url else "?"
        href = attribute(f"{page_url}{joint}event={event.id}")
        around.insert(0, f'<link rel="alternate" type="text/html" href={href}/>')
    return (
        f"<entry>{element('id', f'urn:dispatch-map:event:{event.id}')}"
        f"{element('title', f'{headline(event)}: {kind}, {place}, {told}')}"
        f"{element('updated', moment)}"
        f'<summary type="text">{text(quote)} ({count})</summary>'
        f"<category term={attribute(event.type)}/><category term={attribute(event.modality)}/>"
        f"{''.join(around)}{_where(event)}</entry>\n"
    )


def _links(articles: Mapping[str, Article]) -> list[str]:
    found = {safe_link(article.url) for article in articles.values()}
    return sorted(link for link in found if link)


def _where(event: Event) -> str:
    shape = geometry(event)
    if shape is None:
        return ""
    name = element("georss:featurename", event.place.name if event.place else None)
    if shape["type"] == "Point":
        lon, lat = shape["coordinates"][:2]
        return f"<georss:point>{lat:.6g} {lon:.6g}</georss:point>{name}"
    # GeoRSS-Simple has one ring: that of the region's largest part.
    ring = " ".join(f"{lat:.6g} {lon:.6g}" for lon, lat, *_ in largest_ring(shape))
    return f"<georss:polygon>{ring}</georss:polygon>{name}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
