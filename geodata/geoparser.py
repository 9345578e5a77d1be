"""The geoparser: place names of a text, each with its place and its sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from geodata.atlas import Match, atlas
from geodata.context import Context, Named
from geodata.facility import building, saintly
from geodata.frame import SURE, framed
from geodata.mention import Mention
from geodata.namesake import without_namesakes
from geodata.partial import partial
from geodata.place import Precision
from geodata.ranker import rank
from geodata.reading import Reading
from geodata.reason import reasons
from geodata.sense import LISTED, sense
from geodata.sign import signs
from geodata.toponym import Candidate, Toponym
from geodata.unit import unit_matches
from geodata.verdict import verdict
from geodata.wordlist import lexicon

THRESHOLD = 0.38
"""Least probability of a name; best exact F1 in five-fold cross-validation (flat .33 to .45)."""
UNKNOWN = 0.42
"""Least chance of a literal name that the gazetteer lacks; at .33 found F1 is .005 lower."""
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
    names, sure = verdict(reading, signs(reading))
    chosen = list(range(len(reading.mentions)))
    if spans is None:
        unknown = np.fromiter((not m.matches for m in reading.mentions), bool, len(sure))
        sure[unknown & (sure < UNKNOWN)] = 0.0
        likely = np.flatnonzero((names >= THRESHOLD) | (sure >= LISTED)).tolist()
        wrong = [i for i in likely if _wrong(reading, reading.mentions[i])]
        names[wrong] = sure[wrong] = 0.0
        chosen = select(reading.mentions, names, sure)
        further = framed(reading, chosen, np.maximum(names, sure))
        sure[further] = SURE
        chosen = sorted([*chosen, *further])
    found = named(reading, [reading.mentions[i] for i in chosen], given=spans is not None)
    context = Context(reading.text, found, source, title, url)
    ranked = rank(context)
    toponyms = [
        _toponym(reading, i, context, k, ranked[k], float(sure[i])) for k, i in enumerate(chosen)
    ]
    if spans is not None:
        return tuple(toponyms)
    return tuple(situated(reading, without_namesakes(toponyms)))


def _wrong(reading: Reading, mention: Mention) -> bool:
    """Whether a name is a person's, a month, the word "Universidad", or a church's saint."""
    if mention.name.lower() in lexicon()["months"]:
        return True  # towns are called August and May too, but not in news
    whole = reading.facility(mention)
    if whole is not None:
        return mention.start == whole.head or saintly(mention.name)
    return reading.personal(mention)


_IN = re.compile(r"^(?:,|,? in|,? at) (?:the )?$")
_OWNED = re.compile(r"^['’]s $")


def situated(reading: Reading, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return toponyms with buildings put in the town that the text names right beside them.

    "Odesa Cathedral" alone stays open; in "Gaza City's Al-Shifa Hospital" and "a school in Izium"
    the text says where the building stands.
    """
    result = list(toponyms)
    for i, toponym in enumerate(toponyms):
        if toponym.place is not None or not building(toponym.name):
            continue
        for j, link in ((i + 1, _IN), (i - 1, _OWNED)):
            town = toponyms[j] if 0 <= j < len(toponyms) else None
            if town is None or town.place is None or town.place.precision is not Precision.TOWN:
                continue
            one, two = sorted((toponym, town), key=lambda t: t.start)
            if link.match(reading.text[one.end : two.start]):
                said = Candidate(
                    place=town.place,
                    score=town.candidates[0].score,
                    reasons=(f"the text says that it is in {town.name}",),
                )
                result[i] = replace(toponym, place=town.place, candidates=(said,))
    return result


def named(reading: Reading, mentions: Sequence[Mention], *, given: bool) -> list[Named]:
    """Return mentions with the rows they may mean, unknown names by the known ones in them.

    A building is not in the town that it is called after, unless it is ``given`` to be resolved.
    """
    found = []
    for m in mentions:
        longer = unit_matches(reading.text, m.start, m.end, reading.atlas)
        rows = longer or m.matches
        if not rows and (given or not building(m.name)):
            rows = partial(reading.atlas, m.name)
        name = f"{m.name} (unit)" if longer else m.name
        sites = _with_article(reading, m.start, rows)
        if sites != rows:
            name, rows = f"{m.name} (site)", sites
        found.append(Named(m.start, m.end, name, rows))
    return found


def _with_article(reading: Reading, start: int, rows: tuple[Match, ...]) -> tuple[Match, ...]:
    """Return what a name with "the" before it may mean: of a site and a town, not the town.

    "The White House" is not White House in Tennessee.
    """
    feature = reading.atlas.feature
    if not _THE.search(reading.text[max(0, start - 5) : start]):
        return rows
    if not any(feature(match.row) == "SITE" for match in rows):
        return rows
    return tuple(match for match in rows if not feature(match.row).startswith("PPL"))


_THE = re.compile(r"\bthe\s$", re.I)


def select(
    found: Sequence[Mention],
    probability: npt.NDArray[np.float64],
    literal: npt.NDArray[np.float64],
) -> list[int]:
    """Return the indices of the likeliest mentions that do not overlap, in order of start.

    What is likely to mean the place itself goes before what is likely to be a name: the whole of
    "Riverside Hospital" before the town in it.
    """
    chosen: list[int] = []
    taken = bytearray(max((mention.end for mention in found), default=0))
    sure = literal >= LISTED
    likely = np.flatnonzero(sure | (probability >= THRESHOLD))
    order = np.lexsort((-np.where(sure, literal, probability)[likely], ~sure[likely]))
    for i in likely[order].tolist():
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
    kind, why, chance = sense(reading, index, sure)
    return Toponym(
        start=mention.start,
        end=mention.end,
        name=mention.name,
        place=candidates[0].place if settled else None,
        sense=kind,
        sense_reason=why,
        candidates=candidates,
        chance=round(chance, 4),
    )
