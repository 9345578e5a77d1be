"""Explanations: sentence by sentence, what was found and why, and what was set aside and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from events.article import Article
from events.extract.cast import Cast
from events.extract.draft import Draft
from events.extract.drafting import drafts
from events.extract.extractor import grouped
from events.extract.nominal import NOTHING_TOLD
from geodata.toponym import Toponym


def explain(article: Article, doc: Doc, toponyms: Sequence[Toponym]) -> str:
    """Return a plain-text account of how an article was read, one block a sentence."""
    cast = Cast(doc, toponyms)
    accepted, refused = drafts(article, doc, toponyms, cast)
    groups = grouped(accepted, toponyms, cast.home)
    found: dict[int, list[tuple[Draft, int | str]]] = defaultdict(list)
    for number, group in enumerate(groups, start=1):
        for draft in group:
            found[draft.sentence].append((draft, number))
    kept = {id(draft.trigger) for group in groups for draft in group}
    left = [(draft, NOTHING_TOLD) for draft in accepted if id(draft.trigger) not in kept]
    for draft, why in (*left, *refused):
        found[draft.sentence].append((draft, why))
    lines = [f"{len(groups)} events, {len(left) + len(refused)} mentions set aside"]
    for index, sentence in enumerate(doc.sents):
        text = " ".join(sentence.text.split())
        if not text:
            continue
        lines += ["", f"[{index + 1}] {text}"]
        places = [t for t in toponyms if sentence.start_char <= t.start < sentence.end_char]
        lines += [f"    place name  {_toponym(toponym)}" for toponym in places]
        for draft, outcome in sorted(found[index], key=lambda pair: pair[0].trigger.start):
            if isinstance(outcome, int):
                lines += [f"  + event {outcome}  {line}" for line in _account(draft)]
            else:
                lines.append(f"  - {draft.reason}; set aside: {outcome}")
    return "\n".join(lines)


def _toponym(toponym: Toponym) -> str:
    place = toponym.place
    named = f"{place.name}, {place.country or '-'}, {place.precision}" if place else "unresolved"
    return f"{toponym.name}: {named}; {toponym.sense} ({toponym.sense_reason})"


def _account(draft: Draft) -> Iterator[str]:
    yield draft.reason
    if draft.joined:
        yield f"the same event: {draft.joined}"
    for part in draft.parts:
        figure = part.figure
        country = f" [{figure.country}: {figure.reason}]" if figure.country else ""
        yield f"{part.role.value}: {figure.name}{country}, {part.reason}"
    if draft.where:
        place = draft.where.place
        yield f"where: {draft.where.quote.text} -> {place.name if place else 'open'}; " + (
            draft.where.reason
        )
    if draft.when:
        words = draft.when.quote.text if draft.when.quote else "date of the report"
        yield f"when: {words} -> {draft.when.edtf} ({draft.when.basis.value})"
    yield from draft.standing.reasons
    if draft.standing.claimant is not None:
        yield f"{draft.standing.modality.value}, according to '{draft.standing.claimant.text}'"
