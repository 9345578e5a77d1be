"""Locations: the words that say where an event took place, and the places they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc, Span, Token

from events.article import Quote
from events.extract.astray import (
    of_first_half,
    of_home,
    of_main_clause,
    of_other_clause,
    of_subject_told,
    of_topic,
    of_verdict,
)
from events.extract.container import Named, container, located
from events.extract.distance import may_lie_in
from events.extract.elsewhere import (
    addressed,
    bound_for,
    far_off,
    headed_for,
    of_origin,
    of_other_act,
    of_other_event,
    of_other_time,
    of_party,
    of_plan,
    of_speaker,
    of_ward,
    towards,
)
from events.extract.expression import governor
from events.extract.feature import features
from events.extract.finer import another, beside, fine, inland, stretch, within
from events.extract.name import names
from events.extract.offset import offset
from events.extract.placing import (
    SPEECH,
    VERBAL,
    event_of,
    happened,
    hit,
    in_court,
    inside,
    left,
    list_of,
    occasion,
    reached,
    struck,
    visited,
)
from events.extract.review import review
from events.extract.scorer import scorer
from events.extract.sentence import sentence_of
from events.extract.sequel import sequel, told_by
from events.extract.sequence import passage
from events.extract.vocabulary import words
from events.report import Where
from geodata.atlas import atlas
from geodata.toponym import Toponym

LEAST = 0.35
"""Least score of a place, by the first reading, that then says where. On 115 labelled articles .38
sets 8 right pins less and as many wrong ones; .22 adds pins of which three in five are right."""
SIDE = 0.15
"""That of a place beside a country, or beside a site that nobody can locate, that scores better."""
GATE, TOLD = 0.55, 0.41
"""Least likelihood that a sentence names the place at all, and least score of a name that then
says where, by the second reading, chosen on folds of the sentences that it learnt from. On the part
of event_location kept out: precision .846, recall .837, "no place" .872 (quality/sentences.py).
Pins need no gate: it gains them none."""
SURE = 0.9
"""The score of a place inside the event noun's own phrase, which the corpus does not teach."""
OWN = (inside, struck, hit, left, reached, occasion, happened, in_court, visited)
"""What makes a place the event's, whatever its score."""
ELSEWHERE = (
    of_speaker,
    of_party,
    of_origin,
    headed_for,
    of_plan,
    of_other_time,
    of_other_act,
    of_other_event,
    of_other_clause,
    of_ward,
    far_off,
    towards,
    bound_for,
    addressed,
    of_first_half,
    of_main_clause,
    of_subject_told,
    of_verdict,
    of_home,
    of_topic,
)
"""What speaks against a place, whatever its score."""


@lru_cache(maxsize=50_000)
def _known(name: str) -> str:
    source = atlas()
    ranked = source.best(source.search(name))
    if not ranked:
        return "none/-"
    place = source.place(ranked[0].row)
    return f"{place.precision.value}/{place.feature}"


def known_name(span: Span) -> str:
    """Return what the gazetteer makes of a name: "town/PPLC", or "none/-"."""
    return _known(span.text)


def spans(doc: Doc, trigger: Token) -> tuple[tuple[int, int], ...]:
    """Return the character spans of the words that say where the event of ``trigger`` took place.

    Any name will do, whether or not the gazetteer has it.
    """
    found = names(sentence_of(trigger))
    if not found:
        return ()
    told = features(found, trigger, known_name)
    kinds = [known_name(span) for span in found]
    known = [not kind.startswith("none") for kind in kinds]
    columns = scorer().columns(found, told, trigger)
    first = scorer().forest.probability(columns)
    read = passage(found, trigger, kinds)
    scores, anywhere = review().read(found, read, known, trigger, columns, first)
    if anywhere < GATE:
        return ()
    return tuple(
        (span.start_char, span.end_char)
        for span, score in zip(found, scores, strict=True)
        if score >= TOLD
    )


def where(trigger: Token, toponyms: Sequence[Toponym]) -> tuple[Where, ...]:
    """Return the places where the event of ``trigger`` took place, the best supported first.

    ``toponyms`` are the literal ones. More than one place only where the text says that it
    happened in each.
    """
    trigger = event_of(trigger)
    own = _best(trigger, toponyms)
    if own:
        return _told(own, f"says where '{trigger.text}' took place")
    if trigger.lemma_ in SPEECH:
        return ()
    after = sequel(trigger)
    if after is not None:
        found = [t for t in _best(after.root, toponyms) if told_by(after, t)]
        if found:
            return _told(found, "the sentence after goes on about it")
    return ()


def _in(sentence: Span, toponyms: Sequence[Toponym]) -> Iterator[Named]:
    for toponym in toponyms:
        if sentence.start_char <= toponym.start and toponym.end <= sentence.end_char:
            words = sentence.doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
            if words is not None:
                yield toponym, words


def _best(trigger: Token, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return the likeliest place of a trigger's sentence, and those listed with it.

    A name that no gazetteer knows stands for the place that the text says it lies in.
    """
    sentence = sentence_of(trigger)
    inner = list(_in(sentence, toponyms))
    lands = {(t.name, t.place.country) for t in toponyms if t.place and t.place.country}
    if all(toponym.place is None for toponym, _ in inner):
        return []
    scores = _scores(trigger, sentence, inner)
    found = [(t, s, score) for (t, s), score in zip(inner, scores, strict=True)]
    top = max(found, key=lambda item: (item[2], fine(item[0])))
    if top[2] < LEAST:
        return []
    finer = [
        (t, s)
        for t, s, score in found
        if within(t, s, top[0], top[1])
        or (score >= SIDE and beside(t, s, top[0], top[1]))
        or (score >= LEAST and inland(t, s, top[0], trigger))
    ]
    best = top[:2]
    if finer:
        return located(finer[0], inner, lands) or located(best, inner, lands)
    first = list_of(top[1].root)
    if first.lower_ == "between":
        return stretch(top[0], [t for t, s, _ in found if list_of(s.root) == first])
    listed = [
        (t, s)
        for t, s, _ in found
        if t is not top[0]
        and list_of(s.root) == first
        and (fine(t) == fine(top[0]) or another(t, s, top[0]))
        and "appos" not in (s.root.dep_, top[1].root.dep_)
        and not _nested(best, (t, s))
    ]
    return [place for one in (best, *listed) for place in located(one, inner, lands)]


def _nested(one: Named, other: Named) -> bool:
    """Whether one of two places lies in the other by the words between: "Molenbeek, Brussels"."""
    pairs = ((one, other), (other, one))
    for a, b in pairs:
        outer = container(a, [b])
        if outer is not None and a[0].place and b[0].place and may_lie_in(a[0].place, b[0].place):
            return True
    return False


def _scores(trigger: Token, sentence: Span, inner: Sequence[Named]) -> list[float]:
    """Return how likely each place of a sentence is the event's, 0 to 1."""
    ruled = [_ruled(words.root, trigger) for _, words in inner]
    if all(score is not None for score in ruled):
        return [score or 0.0 for score in ruled]
    kinds = {words.start: _kind(toponym) for toponym, words in inner}
    taken = {i for _, words in inner for i in range(words.start, words.end)}
    found = [words for _, words in inner]
    found += [s for s in names(sentence) if not taken & set(range(s.start, s.end))]
    found.sort(key=lambda span: span.start)
    told = [_probability(verb, found, kinds) for verb in _verbs(trigger)]
    return [
        max(scores[words.start] for scores in told) if score is None else score
        for score, (_, words) in zip(ruled, inner, strict=True)
    ]


def _ruled(root: Token, trigger: Token) -> float | None:
    """Return the score that the rules give a place, None where they leave it to the scorer."""
    if any(own(root, trigger) for own in OWN):
        return SURE
    if any(elsewhere(root, trigger) for elsewhere in ELSEWHERE):
        return 0.0
    apart = offset(trigger)
    if apart is not None and not {apart.word, apart.clause} & {root, *root.ancestors}:
        return 0.0  # "met in X a week after the raid": the raid was elsewhere, or nobody says
    return None


def _kind(toponym: Toponym) -> str:
    place = toponym.place
    return f"{place.precision.value}/{place.feature}" if place else "none/-"


def _probability(verb: Token, found: Sequence[Span], kinds: dict[int, str]) -> dict[int, float]:
    """Return the score of each name by its first token; kept with the text for other triggers."""
    kept: dict[Any, dict[int, float]] = verb.doc.user_data.setdefault("location_scores", {})
    key = (verb.i, tuple((s.start, s.end, kinds.get(s.start)) for s in found))
    if key not in kept:
        told = features(found, verb, lambda span: kinds.get(span.start, "none/-"))
        scores = scorer().probability(found, told, verb)
        kept[key] = {s.start: float(p) for s, p in zip(found, scores, strict=True)}
    return kept[key]


def _verbs(trigger: Token) -> list[Token]:
    """Return the tokens whose place is the event's: of a noun, its verb too.

    "They were waiting near X when gunmen opened fire": the fire was near X.
    """
    if trigger.pos_ in VERBAL:
        above = trigger.head
        scene = trigger.dep_ == "advcl" and above.pos_ in VERBAL and above.lemma_ not in SPEECH
        if scene and _same_scene(trigger):
            return [trigger, above]
        return [trigger, *(c for c in trigger.children if c.dep_ == "advcl" and _when(c))]
    verb = governor(trigger)
    if verb.pos_ not in VERBAL or verb.lemma_ in SPEECH or verb == trigger:
        return [trigger]
    known = any(c.lower_ in ("the", "this", "that") for c in trigger.children)
    if known and trigger.dep_ == "dobj" and verb.lemma_ not in words("frame", "light"):
        return [trigger]  # "crowds celebrated the truce in X"
    return [trigger, verb]


def _when(clause: Token) -> bool:
    """Whether a clause tells what went on at that moment: "died [when a bomb went off in X]"."""
    marks = {c.lower_ for c in clause.children if c.dep_ in ("advmod", "mark")}
    return bool(marks & {"when", "as", "while"}) and clause.pos_ == "VERB"


def _same_scene(clause: Token) -> bool:
    """Whether a clause tells of the moment of the verb above, or, a participle, how it was done."""
    bare = not any(c.dep_ in ("nsubj", "nsubjpass", "mark", "aux") for c in clause.children)
    return any(c.lower_ == "when" for c in clause.children) or (clause.tag_ == "VBG" and bare)


def _told(found: Sequence[Toponym], reason: str) -> tuple[Where, ...]:
    return tuple(
        Where(
            quote=Quote(start=toponym.start, end=toponym.end, text=toponym.name),
            place=toponym.place,
            reason=reason,
        )
        for toponym in found
    )
