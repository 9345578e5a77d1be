"""The geoparser: place names of a text, each with its place and its sense."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from geodata.atlas import Atlas, atlas
from geodata.forest import forest
from geodata.mention import Mention
from geodata.names import NameKind
from geodata.reading import Reading
from geodata.sign import matrix, signs
from geodata.toponym import Candidate, Sense, Toponym

THRESHOLD = 0.38
"""Least probability of a name; best exact F1 in five-fold cross-validation (flat .33 to .45)."""


def geoparse(
    doc: Doc,
    *,
    title: str | None = None,
    url: str | None = None,
    given: Sequence[tuple[int, int]] | None = None,
) -> tuple[Toponym, ...]:
    """Return the place names of a parsed text, sorted by start, never overlapping.

    ``title`` and ``url`` only help to decide which place is meant. With ``given`` spans (Python
    string indices, end exclusive) exactly those are resolved instead of the ones found.
    """
    source = atlas()
    reading = Reading(doc, source)
    if given is not None:
        chosen = [_given(doc.text, start, end, source) for start, end in sorted(set(given))]
    else:
        model = forest("mention")
        probability = model.probability(matrix(signs(reading), model.names))
        chosen = [reading.mentions[i] for i in select(reading.mentions, probability)]
    return tuple(_toponym(doc, mention, source) for mention in chosen)


def select(found: Sequence[Mention], probability: npt.NDArray[np.float64]) -> list[int]:
    """Return the indices of the likeliest mentions that do not overlap, in order of start."""
    chosen: list[int] = []
    for i in np.argsort(-probability, kind="stable").tolist():
        if probability[i] < THRESHOLD:
            break
        one = found[i]
        if all(one.end <= found[j].start or one.start >= found[j].end for j in chosen):
            chosen.append(i)
    return sorted(chosen, key=lambda i: found[i].start)


def _given(text: str, start: int, end: int, source: Atlas) -> Mention:
    name = text[start:end]
    return Mention(start, end, name, 0, 0, tuple(source.search(name)))


def _toponym(doc: Doc, mention: Mention, source: Atlas) -> Toponym:
    ranked = source.best(mention.matches)[:5]
    demonym = bool(ranked) and ranked[0].kind is NameKind.DEMONYM
    candidates = tuple(
        Candidate(place=source.place(m.row), score=source.prior(m), reasons=("prior",))
        for m in ranked
    )
    return Toponym(
        start=mention.start,
        end=mention.end,
        name=mention.name,
        place=candidates[0].place if candidates else None,
        sense=Sense.DEMONYM if demonym else Sense.LITERAL,
        sense_reason="nationality word" if demonym else "named as a place",
        candidates=candidates,
    )
