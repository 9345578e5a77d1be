"""``python -m geodata explain``: each name, the places considered, and why the winner won."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.geoparser import geoparse
from geodata.language import parse
from geodata.place import Place
from geodata.toponym import Toponym


def explain(text: str) -> Iterator[str]:
    """Yield the explanation of a text line by line."""
    found = geoparse(parse(text))
    if not found:
        yield "no place names found"
    for toponym in found:
        yield from _toponym(toponym)


def _toponym(toponym: Toponym) -> Iterator[str]:
    yield f"{toponym.name}  [{toponym.start}:{toponym.end}]"
    yield f"  sense   {toponym.sense.value}: {toponym.sense_reason}"
    if toponym.place is None:
        yield (
            "  place   open: no candidate is likely enough"
            if toponym.candidates
            else ("  place   open: not in the gazetteer")
        )
    else:
        yield f"  place   {described(toponym.place)}"
    for number, candidate in enumerate(toponym.candidates, 1):
        mark = "*" if candidate.place is toponym.place else " "
        yield f"  {mark} {number}. {candidate.score:.2f}  {described(candidate.place)}"
        yield f"            {'; '.join(candidate.reasons)}"


def described(place: Place) -> str:
    """Return a place on one line: name, unit, country, precision, point and radius."""
    parts = [place.name, place.admin1_name, place.country]
    name = ", ".join(dict.fromkeys(part for part in parts if part))
    radius = max(1, round(place.uncertainty_m / 1000))
    number = f", GeoNames {place.geonames_id}" if place.geonames_id else ""
    return (
        f"{name} ({place.precision.value}, {place.lat:.4f} {place.lon:.4f} +-{radius} km{number})"
    )
