"""The catalogue that this process reads."""

from __future__ import annotations

from events.catalogue import Catalogue, store_catalogue

_chosen: list[Catalogue] = []


def use(catalogue: Catalogue) -> None:
    """Let the page of this process read another catalogue (the benchmark does)."""
    _chosen[:] = [catalogue]


def current() -> Catalogue:
    """Return the catalogue of this process."""
    return _chosen[0] if _chosen else store_catalogue()
