"""The geoparser: place names of a text, each with its place and its sense."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from geodata.atlas import atlas
from geodata.context import Context, Named
from geodata.forest import forest
from geodata.mention import Mention
from geodata.partial import partial
from geodata.ranker import rank
from geodata.reading import Reading
from geodata.reason import reasons
from geodata.sense import literal, sense
from geodata.sign import matrix, signs
from geodata.toponym import Candidate, Toponym
from geodata.unit import unit_matches

THRESHOLD = 0.38
"""Least probability of a name; best exact F1 in five-fold cross-validation (flat .33 to .45)."""
UNSURE = 0.18
"""A best candidate below this is no answer; at .25 one right place in 200 was lost, held out."""
CLEAR = 0.6
"""From here on a winner needs no other evidence than its name and size."""
NEGLIGIBLE = 0.002
"""Further candidates below this are not shown."""
SHOWN = 5
"""Candidates kept for "why here?"."""


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
    spans = None if given is None else sorted(set(given))
    reading = Reading(doc, source, spans)
    if not reading.mentions:
        return ()
    rows = signs(reading)
    names = np.ones(len(reading.mentions))
    chosen = list(range(len(reading.mentions)))
    if spans is None:
        model = forest("mention")
        names = model.probability(matrix(rows, model.names))
        likely = np.flatnonzero(names >= THRESHOLD).tolist()
        names[[i for i in likely if reading.personal(reading.mentions[i])]] = 0.0
        chosen = select(reading.mentions, names)
    found = named(reading, [reading.mentions[i] for i in chosen])
    context = Context(reading.text, found, source, title, url)
    ranked = rank(context)
    sure = literal(reading, rows, chosen) * names[chosen]
    return tuple(
        _toponym(reading, i, context, k, ranked[k], float(sure[k])) for k, i in enumerate(chosen)
    )


def named(reading: Reading, mentions: Sequence[Mention]) -> list[Named]:
    """Return mentions with the rows they may mean, unknown names by the known ones in them."""
    found = []
    for m in mentions:
        longer = unit_matches(reading.text, m.start, m.end, reading.atlas)
        rows = longer or m.matches or partial(reading.atlas, m.name)
        found.append(Named(m.start, m.end, f"{m.name} (unit)" if longer else m.name, rows))
    return found


def select(found: Sequence[Mention], probability: npt.NDArray[np.float64]) -> list[int]:
    """Return the indices of the likeliest mentions that do not overlap, in order of start."""
    chosen: list[int] = []
    taken = bytearray(max((mention.end for mention in found), default=0))
    for i in np.argsort(-probability, kind="stable").tolist():
        if probability[i] < THRESHOLD:
            break
        start, end = found[i].start, found[i].end
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            chosen.append(i)
    return sorted(chosen, key=lambda i: found[i].start)


def _toponym(
    reading: Reading,
    index: int,
    context: Context,
    position: int,
    probability: npt.NDArray[np.float64],
    sure: float,
) -> Toponym:
    mention = reading.mentions[index]
    a, _ = context.slices[context.names[context.found[position].name]]
    order = np.argsort(-probability, kind="stable")[:SHOWN].tolist()
    candidates = tuple(
        Candidate(
            place=reading.atlas.place(int(context.row[a + i])),
            score=round(float(probability[i]), 4),
            reasons=reasons(context, a + i),
        )
        for i in order
        if i == order[0] or probability[i] >= NEGLIGIBLE
    )
    settled = bool(candidates) and candidates[0].score >= UNSURE
    if settled and candidates[0].score < CLEAR:
        settled = not context.arbitrary(a + order[0])
    kind, why = sense(reading, index, sure)
    return Toponym(
        start=mention.start,
        end=mention.end,
        name=mention.name,
        place=candidates[0].place if settled else None,
        sense=kind,
        sense_reason=why,
        candidates=candidates,
    )
