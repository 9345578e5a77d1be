"""The town a text is mostly about: the last resort for a given name the gazetteer lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geodata.place import Place, Precision
from geodata.toponym import Candidate, Toponym

_WEIGHT = {Precision.SITE: 1.0, Precision.TOWN: 1.0, Precision.ADMIN2: 0.8, Precision.ADMIN1: 0.4}


def focus(toponyms: Sequence[Toponym]) -> Place | None:
    """Return the place named most often, towns before larger units; None if there is none."""
    weight: Counter[Place] = Counter()
    for toponym in toponyms:
        if toponym.place is not None and toponym.place.precision in _WEIGHT:
            weight[toponym.place] += _WEIGHT[toponym.place.precision]  # type: ignore[assignment]
    return weight.most_common(1)[0][0] if weight else None


def completed(toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return toponyms with the unknown names put where the text is mostly about.

    Only for spans that someone asks to have resolved: a street the gazetteer lacks is then known
    to its town, with the town's precision. What the geoparser finds by itself stays open instead.
    """
    place = focus(toponyms)
    if place is None:
        return list(toponyms)
    guess = Candidate(place=place, score=0.0, reasons=("not known; the text's main place",))
    return [
        t if t.place is not None or t.candidates else replace(t, place=place, candidates=(guess,))
        for t in toponyms
    ]
