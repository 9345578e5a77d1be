"""Locations: the words that say where an event took place, and the places they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from events.article import Quote
from events.extract.grammar import WORDS
from events.extract.name import names
from events.report import Where
from geodata.atlas import atlas
from geodata.place import Precision
from geodata.toponym import Toponym

LOCATIVE = frozenset(
    "in at near inside outside across around along through throughout over off above into onto "
    "toward towards within between on under beneath".split()
)
"""Prepositions that say where."""
AWAY = frozenset("from against with by to for about".split())
SPEECH = frozenset(WORDS["speech"]["verbs"])
BACK = frozenset({"this", "that", "it", "they", "these", "those"})
BACK_NOUNS = frozenset(
    "attack strike incident blast explosion bombing shooting clash raid assault event operation "
    "fighting protest killing ambush shelling meeting battle".split()
)
FINE = (Precision.SITE, Precision.TOWN, Precision.ADMIN2, Precision.ADMIN1)
VERBAL = ("VERB", "AUX")


def known_name(span: Span) -> str:
    """Return what the gazetteer makes of a name: "town/PPLC", or "none/-"."""
    return _known(span.text)


@lru_cache(maxsize=50_000)
def _known(name: str) -> str:
    source = atlas()
    ranked = source.best(source.search(name))
    if not ranked:
        return "none/-"
    place = source.place(ranked[0].row)
    return f"{place.precision.value}/{place.feature}"


def spans(doc: Doc, trigger: Token) -> tuple[tuple[int, int], ...]:
    """Return the character spans of the words that say where the event of ``trigger`` took place."""
    found = [span for span in names(trigger.sent) if _fit(span, trigger) >= 1.0]
    return tuple((span.start_char, span.end_char) for span in found)


def _noun(token: Token) -> Token:
    while token.dep_ in ("compound", "nmod", "amod", "poss") and token.head != token:
        token = token.head
    return token


def _listed(token: Token) -> Token:
    while token.dep_ in ("conj", "appos") and token.head != token and token.head.pos_ not in VERBAL:
        token = token.head
    return token


def _locative(root: Token) -> Token | None:
    """Return the preposition that makes a name say where, through "the town of X"."""
    head = _listed(_noun(_listed(root)))
    for _ in range(4):
        if head.dep_ != "pobj":
            return None
        prep = head.head
        if prep.lower_ in LOCATIVE:
            return prep
        if prep.lower_ != "of":
            return None
        head = _listed(_noun(_listed(prep.head)))
    return None


def _fit(span: Span, trigger: Token) -> float:
    """Return how well a name of its sentence says where a trigger's event took place."""
    root = span.root
    prep = _locative(root)
    if prep is None:
        head = _listed(_noun(root))
        struck = head.dep_ in ("dobj", "nsubjpass") and head.head == trigger
        return 1.0 if struck and root.dep_ != "poss" else 0.0
    path = list(prep.ancestors)
    if trigger in path:
        between = path[: path.index(trigger)]
        return 0.0 if any(t.dep_ in ("relcl", "ccomp", "advcl") for t in between) else 2.0
    above = [trigger, *trigger.ancestors]
    top = next((t for t in path if t in above), None)
    if top is None:
        return 0.0
    down = above[: above.index(top)]
    up = path[: path.index(top)]
    if any(t.dep_ in ("ccomp", "relcl") for t in down) or top.lemma_ in SPEECH:
        return 0.0
    return 0.0 if any(t.dep_ in ("relcl", "ccomp", "advcl") for t in up) else 1.5


def _in(span: Span, toponyms: Sequence[Toponym]) -> Iterator[tuple[Toponym, Span]]:
    for toponym in toponyms:
        if span.start_char <= toponym.start and toponym.end <= span.end_char:
            words = span.doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
            if words is not None and toponym.place is not None:
                yield toponym, words


def _best(
    trigger: Token, sentence: Span, toponyms: Sequence[Toponym]
) -> list[tuple[Toponym, Span, float]]:
    """Return the places of a sentence that fit a trigger: the best, and those listed with it."""
    found = [(t, s, _fit(s, trigger)) for t, s in _in(sentence, toponyms)]
    found = [item for item in found if item[2] >= 1.0]
    if not found:
        return []
    finest = max(found, key=lambda item: (_fine(item[0]), item[2], -item[0].start))
    same = _listed(finest[1].root)
    listed = [
        item
        for item in found
        if item is not finest
        and item[1].root != same
        and _listed(item[1].root) == same
        and _fine(item[0]) == _fine(finest[0])
        and item[1].root.dep_ != "appos"
    ]
    return [finest, *listed]


def _fine(toponym: Toponym) -> int:
    place = toponym.place
    return len(FINE) - FINE.index(place.precision) if place and place.precision in FINE else 0


def _points_back(sentence: Span) -> bool:
    """Whether a sentence goes on about the event before: "This happened in ..."."""
    for token in sentence.root.children:
        if token.dep_ in ("nsubj", "nsubjpass"):
            if token.lower_ in BACK:
                return True
            definite = any(c.lower_ in ("the", "this", "that", "these") for c in token.children)
            return definite and token.lemma_.lower() in BACK_NOUNS
    return False


def _neighbour(trigger: Token, *, after: bool) -> Span | None:
    sentence, doc = trigger.sent, trigger.doc
    index = sentence.end if after else sentence.start - 1
    if not 0 <= index < len(doc):
        return None
    other = doc[index].sent
    first, second = (sentence, other) if after else (other, sentence)
    gap = doc.text[first.start_char : second.start_char].rstrip(" ")
    return None if "\n" in gap else other


def where(trigger: Token, toponyms: Sequence[Toponym]) -> tuple[Where, ...]:
    """Return the places where the event of ``trigger`` took place, the best supported first.

    ``toponyms`` are the literal ones. More than one place only where the text says that it
    happened in each.
    """
    own = _best(trigger, trigger.sent, toponyms)
    if own:
        return _told(trigger, own, f"where '{trigger.text}' took place, by its clause")
    following = _neighbour(trigger, after=True)
    if following is not None and _points_back(following) and trigger.lemma_ not in SPEECH:
        found = _best(following.root, following, toponyms)
        if found:
            return _told(trigger, found, "the sentence after goes on about it")
    before = _neighbour(trigger, after=False)
    if before is not None and _points_back(trigger.sent) and trigger.lemma_ not in SPEECH:
        found = _best(before.root, before, toponyms)
        if found:
            return _told(trigger, found, "it goes on about the sentence before")
    return ()


def _told(
    trigger: Token, found: list[tuple[Toponym, Span, float]], reason: str
) -> tuple[Where, ...]:
    return tuple(
        Where(
            quote=Quote(start=toponym.start, end=toponym.end, text=toponym.name),
            place=toponym.place,
            reason=reason,
        )
        for toponym, _, _ in found
    )
