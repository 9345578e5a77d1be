"""The gazetteer behind geopy's interface, and typed look-ups beside it."""

from __future__ import annotations

from typing import Any

from geopy.geocoders.base import Geocoder
from geopy.location import Location

from geodata.atlas import Atlas, atlas
from geodata.place import Place


class Gazetteer(Geocoder):  # type: ignore[misc]
    """Offline geocoder over the built gazetteer; ``fallback`` is asked when it knows nothing.

    ``fallback`` is any geopy geocode callable, such as a rate-limited Nominatim
    (:func:`geodata.network.nominatim`); None, the default, keeps every query on this machine.
    """

    def __init__(self, *, fallback: Any = None, source: Atlas | None = None) -> None:
        super().__init__(scheme="https", user_agent="dispatch-map")
        self._atlas = source or atlas()
        self._fallback = fallback

    def places(self, query: str, limit: int = 10) -> tuple[Place, ...]:
        """Return the places of a query, best first. "Paris, Texas" asks for a Paris in Texas."""
        name, *wider = [part.strip() for part in query.split(",")]
        matches = self._atlas.best(self._atlas.search(name))
        for unit in wider:
            inside = {m.row for m in self._atlas.search(unit)}
            kept = [m for m in matches if self._within(m.row, inside)]
            if not kept:
                return ()
            matches = kept
        rows = list(dict.fromkeys(match.row for match in matches))[:limit]
        return tuple(self._atlas.place(row) for row in rows)

    def _within(self, row: int, units: set[int]) -> bool:
        record = self._atlas.places[row]
        if {int(record["admin1"]) - 1, int(record["admin2"]) - 1} & units - {row}:
            return True
        country = int(record["country"])
        return any(
            self._atlas.feature(unit).startswith("PCL")
            and int(self._atlas.places["country"][unit]) == country
            for unit in units
        )

    def place(self, query: str) -> Place | None:
        """Return the best place of a query, or None."""
        return next(iter(self.places(query, limit=1)), None)

    def geocode(
        self, query: str, exactly_one: bool = True, *, limit: int = 10, **options: Any
    ) -> Location | list[Location] | None:
        """Return geopy's Location (``raw`` holds the Place), a list, or None if nothing is known.

        The fallback's own exceptions (geopy.exc) pass through: they mean "could not ask".
        """
        found = self.places(query, limit=1 if exactly_one else limit)
        if not found:
            if self._fallback is None:
                return None
            answer: Location | list[Location] | None = self._fallback(
                query, exactly_one=exactly_one, **options
            )
            return answer
        locations = [_location(place) for place in found]
        return locations[0] if exactly_one else locations


def _location(place: Place) -> Location:
    parts = [place.name, place.admin1_name, place.country]
    address = ", ".join(dict.fromkeys(part for part in parts if part))
    return Location(address, (place.lat, place.lon), {"place": place})
