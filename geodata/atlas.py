"""The built gazetteer, mapped into memory: names to rows, rows to places."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from geodata.build import VERSION
from geodata.country import alpha3
from geodata.inflection import nominatives
from geodata.names import NameKind
from geodata.outline import BUILT
from geodata.place import Place, Precision
from geodata.spelling import digest, fold, loose, without_article

_WORLD = frozenset({"CONT", "OCN"})
_WATER = frozenset(
    {"SEA", "STRT", "GULF", "BAY", "STM", "CNL", "CHN", "LK", "RSV", "SD", "INLT", "BORDER", "RF"}
)
_SITE = frozenset(
    {"AIRP", "AIRB", "PSN", "PS", "MILB", "INSM", "SITE", "BDG", "DAM", "PRT", "MT", "PASS"}
)
_AREA = frozenset({"RGN", "PEN", "MTS", "DSRT", "AREA", "ISLS", "ISL", "VAL", "DLTA"})
_KNOWN = {"PPLA": 4.0, "PPLA2": 3.3, "PPLA3": 3.0, "ADM1": 5.0, "ADM2": 4.3}
"""People (log 10) that a seat or unit has at least where the sources count none."""
_NOTED = 4.3
"""What a place that somebody entered by hand counts, on the scale of people (log 10)."""
_FEATURE_BONUS = {"PCLI": 3.0, "PPLC": 0.7, "PPLA": 0.3, "ADM1": -0.8, "ADM2": -1.5, "PPLX": -1.0}
_KIND_MALUS = {
    NameKind.PRIMARY: 0.0,
    NameKind.ALTERNATE: 1.5,
    NameKind.DERIVED: 2.0,
    NameKind.ABBREVIATION: 0.5,
    NameKind.DEMONYM: 0.5,
    NameKind.LOOSE: 3.0,
}
_KIND = tuple(NameKind)
_AREA_SIZES = (
    (10_000, Precision.SITE),
    (60_000, Precision.ADMIN2),
    (400_000, Precision.ADMIN1),
    (math.inf, Precision.WORLD),
)
"""A region of ours is as fine as its radius in metres: beyond 400 km it is never mapped."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the gazetteer that bears a name, and how."""

    row: int
    kind: NameKind


def precision(feature: str, radius_m: int) -> Precision:
    """Return how fine a place of a GeoNames feature code is."""
    if feature.startswith("PCL") or feature == "TERR":
        return Precision.COUNTRY
    if feature == "ADM1":
        return Precision.ADMIN1
    if feature.startswith("ADM"):
        return Precision.ADMIN2
    if feature in _SITE:
        return Precision.SITE
    if feature in _WORLD:
        return Precision.WORLD
    if feature in _WATER:
        return Precision.SEA_OR_BORDER
    if feature not in _AREA:
        return Precision.TOWN
    return next(fine for limit, fine in _AREA_SIZES if radius_m <= limit)


class Atlas:
    """Read access to what ``python -m geodata build`` wrote.

    Raises FileNotFoundError if nothing was built, RuntimeError if an older version did.
    """

    def __init__(self, folder: Path = BUILT) -> None:
        path = folder / "gazetteer.json"
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing: run 'python -m geodata build' once")
        meta = json.loads(path.read_text())
        if meta["version"] != VERSION:
            raise RuntimeError(f"{path} is of an older version: run 'python -m geodata build'")
        self.places = np.load(folder / "places.npy", mmap_mode="r").view(np.ndarray)
        self._hash = np.load(folder / "name_hash.npy", mmap_mode="r").view(np.ndarray)
        self._row = np.load(folder / "name_row.npy", mmap_mode="r").view(np.ndarray)
        self._kind = np.load(folder / "name_kind.npy", mmap_mode="r").view(np.ndarray)
        self._labels = (folder / "labels.bin").read_bytes()
        self.countries: list[str] = meta["countries"]
        self.features: list[str] = meta["features"]
        self._admin1 = {int(row): code for row, code in meta["admin1"].items()}
        self._outlines = {int(row): key for row, key in meta["outlines"].items()}

        self._feature: list[int] = self.places["feature"].tolist()
        self._base = self._bases()
        self.country_rows = self._country_rows()

    def _bases(self) -> npt.NDArray[np.float32]:
        """Return what each row's prior is before the kind of name counts."""
        bonus = np.array([_FEATURE_BONUS.get(name, 0.0) for name in self.features], np.float32)
        wide = [name in _WORLD | _AREA | _WATER for name in self.features]
        people = np.log10(self.places["population"].astype(np.float32) + 1)
        least = np.array([_KNOWN.get(name, 0.0) for name in self.features], np.float32)
        ours = np.array([name != "AIRP" for name in self.features])[self.places["feature"]]
        noted = np.where(ours & (self.places["gid"] == 0), _NOTED, 0.0)
        people = np.maximum(people, np.maximum(least[self.places["feature"]], noted))
        people[np.array(wide)[self.places["feature"]]] = 7.0
        result: npt.NDArray[np.float32] = people + bonus[self.places["feature"]]
        return result

    def _country_rows(self) -> list[int]:
        """Return the row of each country by its index; -1 where none."""
        rows = [-1] * (len(self.countries) + 1)
        feature = self.features.index("PCLI")
        for row in np.flatnonzero(self.places["feature"] == feature).tolist():
            rows[int(self.places["country"][row])] = row
        return rows

    def row_of(self, geonames_id: int) -> int | None:
        """Return the row of a GeoNames id, or None."""
        found = np.flatnonzero(self.places["gid"] == geonames_id)
        return int(found[0]) if len(found) else None

    def __len__(self) -> int:
        return len(self.places)

    def find(self, keys: Sequence[str]) -> list[list[Match]]:
        """Return the matches of many folded keys at once, each strongest name first."""
        wanted = np.fromiter((digest(key) for key in keys), dtype="<u8", count=len(keys))
        left = np.searchsorted(self._hash, wanted, side="left")
        right = np.searchsorted(self._hash, wanted, side="right")
        return [self._matches(a, b) for a, b in zip(left.tolist(), right.tolist(), strict=True)]

    def _matches(self, start: int, stop: int) -> list[Match]:
        if start == stop:
            return []
        rows, kinds = self._row[start:stop].tolist(), self._kind[start:stop].tolist()
        found = [Match(row, _KIND[kind]) for row, kind in zip(rows, kinds, strict=True)]
        return sorted(found, key=lambda match: match.kind)

    def search(self, name: str) -> list[Match]:
        """Return the matches of one name, trying ever looser spellings, then its nominatives."""
        key = fold(name)
        if not key:
            return []
        bare = without_article(key)
        joined = [key.replace(" ", "")] if "-" in name else []  # "Pétion-Ville"
        coarse = ["~" + loose(key)] if len(key) > 4 else []
        for keys in ([key], [bare] if bare != key else [], joined, coarse):
            found = [match for matches in self.find(keys) for match in matches]
            if found:
                return found
        return self._inflected(name)

    def _inflected(self, name: str) -> list[Match]:
        """Return the matches of what a Ukrainian or Russian name is in the nominative."""
        found = self.find([fold(one) for one in nominatives(name)])
        return next((matches for matches in found if matches), [])

    def label(self, row: int) -> str:
        """Return the primary name of a row."""
        record = self.places[row]
        start = int(record["label"])
        return self._labels[start : start + int(record["length"])].decode("utf-8", "ignore")

    def feature(self, row: int) -> str:
        """Return the GeoNames feature code of a row."""
        return self.features[self._feature[row]]

    def country(self, row: int) -> str:
        """Return the alpha-2 code of a row, empty at sea and across borders."""
        index = int(self.places["country"][row])
        return self.countries[index - 1] if index else ""

    def admin1(self, row: int) -> str | None:
        """Return the admin-1 code of a row (``UA.05``)."""
        index = int(self.places["admin1"][row])
        return self._admin1.get(index - 1) if index else None

    def place(self, row: int) -> Place:
        """Return the place of a row."""
        record = self.places[row]
        feature = self.features[int(record["feature"])]
        alpha2 = self.country(row)
        unit = int(record["admin1"]) - 1
        return Place(
            geonames_id=int(record["gid"]) or None,
            name=self.label(row),
            lat=round(float(record["lat"]), 4),
            lon=round(float(record["lon"]), 4),
            country=alpha3(alpha2) if alpha2 else None,
            admin1=self._admin1.get(unit),
            admin1_name=self.label(unit) if unit >= 0 else None,
            feature=feature,
            population=int(record["population"]),
            precision=precision(feature, int(record["radius"])),
            uncertainty_m=int(record["radius"]),
            outline=self._outlines.get(row),
        )

    def best(self, matches: Iterable[Match]) -> list[Match]:
        """Return matches in the order that holds without context: what most texts mean.

        The score counts people (log 10), with countries above and counties below their number, and
        takes off for weaker kinds of name.
        """
        return sorted(matches, key=self.prior, reverse=True)

    def prior(self, match: Match) -> float:
        """Return the score of a match without context, about 0 to 12."""
        return float(self._base[match.row]) - _KIND_MALUS[match.kind]


@cache
def atlas() -> Atlas:
    """Return the process's one atlas."""
    return Atlas()
