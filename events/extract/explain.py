"""Explanations: sentence by sentence, what was found and why, and what was set aside and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from events.article import Article
from events.extract.cast import Cast
from events.extract.draft import Draft
from events.extract.drafting import drafts
from events.extract.joining import join
from events.extract.scene import staged
from events.extract.selection import NOTHING_TOLD
from geodata.toponym import Toponym


def explain(article: Article, doc: Doc, toponyms: Sequence[Toponym]) -> str:
    """Return a plain-text account of how an article was read, one block a sentence."""
    accepted, refused = drafts(article, doc, toponyms, Cast(doc, toponyms))
    joined = join(accepted)
    number = {id(draft): i for i, group in enumerate(joined, start=1) for draft in group}
    placed = {
        id(draft): at_scene
        for group, staged_group in zip(joined, staged(joined, toponyms), strict=True)
        for draft, at_scene in zip(group, staged_group, strict=True)
    }
    found: dict[int, list[tuple[Draft, str | None]]] = defaultdict(list)
    for draft in accepted:
        found[draft.sentence].append((draft, None))
    for draft, why in refused:
        found[draft.sentence].append((draft, why))
    lines = [f"{len(joined)} events, {len(refused)} mentions set aside"]
    for index, sentence in enumerate(doc.sents):
        text = " ".join(sentence.text.split())
        if not text:
            continue
        lines += ["", f"[{index + 1}] {text}"]
        places = [t for t in toponyms if sentence.start_char <= t.start < sentence.end_char]
        lines += [f"    place name  {_toponym(toponym)}" for toponym in places]
        for draft, refusal in sorted(found[index], key=lambda pair: pair[0].trigger.start):
            if refusal is None and id(draft) not in number:
                refusal = NOTHING_TOLD
            if refusal is None:
                account = _account(placed[id(draft)])
                lines += [f"  + event {number[id(draft)]}  {line}" for line in account]
            else:
                lines.append(f"  - {draft.reason}; set aside: {refusal}")
    return "\n".join(lines)


def _toponym(toponym: Toponym) -> str:
    place = toponym.place
    named = f"{place.name}, {place.country or '-'}, {place.precision}" if place else "unresolved"
    return f"{toponym.name}: {named}; {toponym.sense} ({toponym.sense_reason})"


def _account(draft: Draft) -> Iterator[str]:
    yield draft.reason
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
