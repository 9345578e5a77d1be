"""What the other names of a text say about one of them: shared countries, units, nearness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from geodata import publisher
from geodata.atlas import Atlas, Match
from geodata.spelling import fold

Floats = npt.NDArray[np.float64]
MAX_CANDIDATES = 60
"""Candidates a name, best prior first; "Franklin" has more than two hundred."""
_SHARPNESS = 1.2
_LARGE = 4.7
_ALIKE = 0.7
"""Powers of ten of people: above 50,000 a town is the one meant; a fifth of its size is alike."""
_SUPPORT = 0.3
_BLOCK = 256
"""Candidates measured at a time, so that a long text's distances fit in memory."""
_INSIDE = re.compile(r"^(?:,| in| \(|, in| of| on| near)? ?(?:the )?$")


@dataclass(frozen=True, slots=True)
class Named:
    """One mention with the rows it may mean."""

    start: int
    end: int
    name: str
    """Mentions of one name share their evidence."""
    rows: tuple[Match, ...]


class Context:
    """All candidates of all mentions of a text as arrays.

    One entry a (distinct name, candidate); ``share`` is each candidate's probability among those
    of its name, first from the prior, then from the first ranking.
    """

    def __init__(
        self, text: str, found: Sequence[Named], atlas: Atlas, title: str | None, url: str | None
    ) -> None:
        self.text, self.found, self.atlas = text, found, atlas
        self.title = fold(title or "")
        self.names: dict[str, int] = {}
        matches: list[Match] = []
        self.slices: list[tuple[int, int]] = []
        for mention in found:
            if mention.name not in self.names:
                self.names[mention.name] = len(self.slices)
                best = atlas.best(mention.rows)[:MAX_CANDIDATES]
                best = list({m.row: m for m in reversed(best)}.values())[::-1]
                self.slices.append((len(matches), len(matches) + len(best)))
                matches += best
        self.matches = matches
        self.prior = np.array([atlas.prior(m) for m in matches])
        self.kind = np.array([m.kind for m in matches], dtype=np.float64)
        self.row = np.array([m.row for m in matches], dtype=np.int64)
        self.of = np.zeros(len(matches), np.int64)
        for name, (a, b) in enumerate(self.slices):
            self.of[a:b] = name
        places = atlas.places[self.row] if len(matches) else atlas.places[:0]
        self.lat, self.lon = places["lat"].astype(np.float64), places["lon"].astype(np.float64)
        self.country = places["country"].astype(np.int64)
        self.admin1 = places["admin1"].astype(np.int64) - 1
        self.admin2 = places["admin2"].astype(np.int64) - 1
        self.people = np.log10(places["population"].astype(np.float64) + 1)
        self.feature = [atlas.features[i] for i in places["feature"].tolist()]
        self.share = self.softmax(self.prior * _SHARPNESS)
        self._home(url)

    @cached_property
    def evidence(self) -> dict[str, Floats]:
        """What the ranking and its reasons rest on, worked out once."""
        down, up = self.linked()
        return {
            "down": down,
            "up": up,
            "inside": self.containers(),
            "near": self.nearness(50.0),
        }

    def inside(self, name: str, unit: int) -> npt.NDArray[np.bool_] | None:
        """Return which candidates of a name lie in a candidate; None if that is no unit."""
        a, b = self.slices[self.names[name]]
        row = int(self.row[unit])
        if self.feature[unit] == "PCLI":
            within = self.country[a:b] == self.country[unit]
        elif self.feature[unit] == "ADM1":
            within = self.admin1[a:b] == row
        elif self.feature[unit] == "ADM2":
            within = self.admin2[a:b] == row
        else:
            return None
        result: npt.NDArray[np.bool_] = within & (self.row[a:b] != row)
        return result

    def arbitrary(self, index: int) -> bool:
        """Whether a town has two namesakes of its size in its country and nothing speaks for it.

        Such a name stays open: there are a dozen villages called Tarasivka in Ukraine.
        """
        a, b = self.slices[int(self.of[index])]
        if not self.feature[index].startswith("PPL") or self.people[index] > _LARGE:
            return False
        evidence = self.evidence
        units = evidence["inside"][index, 1:].max()
        if max(evidence["down"][index], evidence["near"][index], units) > _SUPPORT:
            return False
        home = self.home
        if home is not None and self.atlas.admin1(home) == self.atlas.admin1(int(self.row[index])):
            return False
        alike = [
            i
            for i in range(a, b)
            if i != index
            and self.feature[i].startswith("PPL")
            and self.country[i] == self.country[index]
            and self.people[i] > self.people[index] - _ALIKE
        ]
        return len(alike) >= 2

    def _home(self, url: str | None) -> None:
        gid = publisher.home(url)
        row = self.atlas.row_of(gid) if gid else None
        self.home = row
        nation = publisher.nation(url)
        countries = self.atlas.countries
        self.nation = countries.index(nation) + 1 if nation in countries else 0

    def softmax(self, score: Floats) -> Floats:
        """Return scores as probabilities among the candidates of each name."""
        share = np.zeros(len(score))
        for a, b in self.slices:
            if b > a:
                weight = np.exp(score[a:b] - score[a:b].max())
                share[a:b] = weight / weight.sum()
        return share

    def mass(self, code: npt.NDArray[np.int64]) -> Floats:
        """Return, for each candidate, how much of the other names lies under its code."""
        if not len(code):
            return np.zeros(0)
        valid = code > 0
        codes = np.maximum(code, 0)
        result: Floats = np.bincount(codes, self.share * valid).astype(np.float64)[codes]
        for a, b in self.slices:
            if b > a:
                own = np.bincount(codes[a:b], self.share[a:b] * valid[a:b]).astype(np.float64)
                result[a:b] = result[a:b] - own[codes[a:b]]
        return np.where(valid, result, 0.0)

    def nearness(self, kilometres: float) -> Floats:
        """Return the share of other names near each candidate, fading over a distance."""
        if not len(self.row):
            return np.zeros(0)
        kept = np.flatnonzero(self.share > 0.05)
        small = np.array([not self.feature[i].startswith(("PCL", "CONT")) for i in kept], bool)
        kept = kept[small] if len(kept) else kept
        total = np.zeros(len(self.row))
        for start in range(0, len(self.row), _BLOCK):
            here = slice(start, start + _BLOCK)
            distance = kilometres_between(
                self.lat[here, None],
                self.lon[here, None],
                self.lat[kept][None],
                self.lon[kept][None],
            )
            weight = np.exp(-distance / kilometres) * self.share[kept][None]
            weight[self.of[here, None] == self.of[kept][None]] = 0.0
            total[here] = weight.sum(axis=1)
        return total

    def containers(self) -> Floats:
        """Return how surely each candidate's own country, admin-1 or admin-2 is named too."""
        named: dict[int, float] = {}
        for row, share in zip(self.row.tolist(), self.share.tolist(), strict=True):
            named[row] = max(named.get(row, 0.0), share)
        country = self.atlas.country_rows
        result = np.zeros((len(self.row), 3))
        for i, row in enumerate(self.row.tolist()):
            parents = (country[int(self.country[i])], int(self.admin1[i]), int(self.admin2[i]))
            for j, parent in enumerate(parents):
                if parent >= 0 and parent != row:
                    result[i, j] = named.get(parent, 0.0)
        return result

    def held(self) -> Floats:
        """Return how much of the other names lies inside each candidate, if it is a unit."""
        by_parent: dict[int, dict[int, float]] = {}
        country = self.atlas.country_rows
        for i, share in enumerate(self.share.tolist()):
            own = int(self.row[i])
            for parent in (country[int(self.country[i])], int(self.admin1[i]), int(self.admin2[i])):
                if parent >= 0 and parent != own:
                    inside = by_parent.setdefault(parent, {})
                    name = int(self.of[i])
                    inside[name] = inside.get(name, 0.0) + share
        result = np.zeros(len(self.row))
        for i, row in enumerate(self.row.tolist()):
            inside = by_parent.get(row, {})
            result[i] = sum(share for name, share in inside.items() if name != self.of[i])
        return result

    def linked(self) -> tuple[Floats, Floats]:
        """Return for each candidate whether a name right after it is its unit, or right before
        it lies in it ("Paris, Texas"), over all mentions of the name.
        """
        down, up = np.zeros(len(self.row)), np.zeros(len(self.row))
        country = self.atlas.country_rows
        for one, two in zip(self.found, self.found[1:], strict=False):
            if not _INSIDE.match(self.text[one.end : two.start]) or two.start < one.end:
                continue
            a, b = self.slices[self.names[one.name]]
            c, d = self.slices[self.names[two.name]]
            units = {int(row): k for k, row in enumerate(self.row[c:d], c)}
            for i in range(a, b):
                for parent in (
                    int(self.admin2[i]), int(self.admin1[i]), country[int(self.country[i])]
                ):  # fmt: skip
                    k = units.get(parent)
                    if k is not None and parent != self.row[i]:
                        down[i] = max(down[i], 0.5 + self.share[k])
                        up[k] = max(up[k], 0.5 + self.share[i])
        return down, up


def kilometres_between(lat: Floats, lon: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Return great-circle distances in kilometres; arguments are degrees and broadcast."""
    a, b, c, d = (np.radians(x) for x in (lat, lon, lat2, lon2))
    h = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    result: Floats = 12742.0176 * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return result
