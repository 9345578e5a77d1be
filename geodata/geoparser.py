"""The geoparser: place names of a text, each with its place and its sense."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from geodata.atlas import Atlas, atlas
from geodata.mention import Mention, mentions
from geodata.names import NameKind
from geodata.toponym import Candidate, Sense, Toponym


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
    found = mentions(doc.text, source)
    if given is not None:
        chosen = [_given(doc.text, start, end, source) for start, end in sorted(set(given))]
    else:
        chosen = _longest([m for m in found if _plausible(doc, m)])
    return tuple(_toponym(doc, mention, source) for mention in chosen)


def _given(text: str, start: int, end: int, source: Atlas) -> Mention:
    name = text[start:end]
    return Mention(start, end, name, tuple(source.search(name)))


def _plausible(doc: Doc, mention: Mention) -> bool:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    if span.label_ == "PERSON" or all(token.ent_type_ == "PERSON" for token in span):
        return False
    if any(token.pos_ in ("PROPN", "ADJ") for token in span):
        return True
    return bool(span[0].ent_type_ in ("GPE", "LOC", "NORP"))


def _longest(found: list[Mention]) -> list[Mention]:
    chosen: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in chosen):
            chosen.append(mention)
    return sorted(chosen, key=lambda m: m.start)


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
