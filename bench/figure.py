"""A measured figure beside its limit, and what is taken of many times."""

from __future__ import annotations

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure."""

    name: str
    value: float
    limit: float | None
    unit: str

    @property
    def missed(self) -> bool:
        """Whether the figure is over its limit, or could not be had."""
        return self.limit is not None and not self.value <= self.limit

    def __str__(self) -> str:
        limit = "" if self.limit is None else f"{self.limit:g}"
        mark = "MISSED" if self.missed else ("ok" if self.limit is not None else "")
        return f"{self.name:<52}{self.value:>10.1f}{limit:>8} {self.unit:<4}{mark}"


def middle(values: list[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def high(values: list[float]) -> float:
    """Return the 95th percentile, by the nearest rank."""
    return sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]
