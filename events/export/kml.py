"""KML 2.2 with a TimeSpan where the day is stated: for Google Earth, QGIS and their like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from events import record
from events.event import Event
from events.export.geometry import Geometry, geometry, polygons
from events.export.told import Told, stated
from events.export.xml import attribute, element, text
from events.telling.detail import headline

_SHOWN = ("event_id", "type", "mode", "actors", "recipients", "modality", "claimant", "place")
_SOURCED = ("place_precision", "date_edtf", "date_basis", "reports", "sources", "publisher", "url")


def document(told: Iterable[Told], note: str) -> Iterator[str]:
    """Yield a document with one placemark an event; unmapped events have no geometry."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Dispatch Map</name>\n'
    yield element("description", note) + "\n"
    for one in told:
        yield _placemark(one)
    yield "</Document></kml>\n"


def _placemark(one: Told) -> str:
    event, articles = one
    cells = record.values(event, articles)
    data = "".join(
        f"<Data name={attribute(name)}><value>{text(cells[name])}</value></Data>"
        for name in (*_SHOWN, *_SOURCED)
        if cells[name] not in (None, "")
    )
    shape = geometry(event)
    return (
        f"<Placemark id={attribute('event-' + event.id)}>"
        f"{element('name', headline(event))}"
        f"{element('description', event.reports[0].quotes[0].text)}"
        f"{_span(event)}<ExtendedData>{data}</ExtendedData>"
        f"{_drawn(shape) if shape else ''}</Placemark>\n"
    )


def _span(event: Event) -> str:
    when = stated(event)
    if when is None:
        return ""
    return f"<TimeSpan><begin>{when.start}</begin><end>{when.end}</end></TimeSpan>"


def _drawn(shape: Geometry) -> str:
    if shape["type"] == "Point":
        return f"<Point><coordinates>{_pair(shape['coordinates'])}</coordinates></Point>"
    parts = "".join(map(_polygon, polygons(shape)))
    return f"<MultiGeometry>{parts}</MultiGeometry>"


def _polygon(rings: Sequence[Sequence[Sequence[float]]]) -> str:
    words = ["outerBoundaryIs", *["innerBoundaryIs"] * (len(rings) - 1)]
    parts = [
        f"<{word}><LinearRing><coordinates>{' '.join(map(_pair, ring))}</coordinates>"
        f"</LinearRing></{word}>"
        for word, ring in zip(words, rings, strict=True)
    ]
    return f"<Polygon>{''.join(parts)}</Polygon>"


def _pair(point: Sequence[float]) -> str:
    return f"{point[0]:.6g},{point[1]:.6g}"
