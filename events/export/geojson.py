"""GeoJSON (RFC 7946): points and regions, a null geometry for what is not drawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from events import record
from events.export.geometry import geometry
from events.export.told import Told


def collection(told: Iterable[Told], note: str) -> Iterator[str]:
    """Yield a FeatureCollection; its member ``note`` says what was selected, and the licence."""
    yield '{"type": "FeatureCollection", "note": ' + json.dumps(note) + ', "features": [\n'
    comma = ""
    for event, articles in told:
        feature = {
            "type": "Feature",
            "id": event.id,
            "geometry": geometry(event),
            "properties": record.of_event(event, articles),
        }
        yield comma + json.dumps(feature, ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def json_lines(told: Iterable[Told], note: str) -> Iterator[str]:
    """Yield one JSON object an event and line; where there is a note, it stands in the first."""
    if note:
        yield json.dumps({"note": note}, ensure_ascii=False) + "\n"
    for one in told:
        yield json.dumps(record.of_event(*one), ensure_ascii=False) + "\n"
