"""A place of the gazetteer, and how exactly it is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How fine a place is; the words follow UCDP's and ACLED's where-precision codes."""

    SITE = "site"
    """A point inside or outside a town: an airport, a base, a plant, a bridge."""
    TOWN = "town"
    """A town, village or city quarter."""
    ADMIN2 = "admin2"
    """A county or district."""
    ADMIN1 = "admin1"
    """An oblast, state, province, or a region of comparable size (Donbas, Gaza Strip)."""
    COUNTRY = "country"
    """A country or dependent territory."""
    SEA_OR_BORDER = "sea_or_border"
    """A sea, strait, river or border area: an extent without a town's point."""
    WORLD = "world"
    """Larger than a country: a continent, the Middle East. Never mapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One resolved place.

    ``lat`` and ``lon`` are WGS 84 degrees of the gazetteer's own representative point, never
    moved; ``uncertainty_m`` is the radius in metres within which the named thing lies.
    """

    geonames_id: int | None
    """GeoNames id; None for the few places of ours that GeoNames has no id for."""
    name: str
    """The gazetteer's primary name, in English where it has one."""
    lat: float
    lon: float
    country: str | None
    """ISO 3166-1 alpha-3; None at sea and across borders."""
    admin1: str | None
    """GeoNames admin-1 code with its country, such as ``UA.05``."""
    admin1_name: str | None
    feature: str
    """GeoNames feature code (``PPLC``, ``ADM1``, ``STRT``)."""
    population: int
    precision: Precision
    uncertainty_m: int
    outline: str | None
    """Key for :func:`geodata.outline.outline`: ``UKR``, ``UA.05``; None: only a point is known."""

    @property
    def pinnable(self) -> bool:
        """Whether the place is finer than a country, so that a map may mark it."""
        return self.precision not in (Precision.COUNTRY, Precision.WORLD)

    @property
    def areal(self) -> bool:
        """Whether the place is drawn as an area, never as a dot."""
        return self.precision in (
            Precision.ADMIN2,
            Precision.ADMIN1,
            Precision.COUNTRY,
            Precision.SEA_OR_BORDER,
            Precision.WORLD,
        )
