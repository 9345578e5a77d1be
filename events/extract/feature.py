"""Features: what the parse says of how a name stands to a trigger, for the location scorer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from spacy.tokens import Span, Token

from events.extract.placing import VERBAL, phrase_head
from events.extract.sentence import sentence_of

STEPS = 5
"""Steps of a dependency path that are told one by one; longer paths are cut."""
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "csubj", "pcomp", "xcomp"})


def _climb(token: Token, stop: Token) -> list[Token]:
    """Return the tokens from one up to an ancestor, the ancestor left out."""
    return list(takewhile(lambda t: t != stop, [token, *token.ancestors]))


def common(one: Token, two: Token) -> Token | None:
    """Return the lowest token above (or equal to) both."""
    above = {one.i, *(t.i for t in one.ancestors)}
    return next((t for t in [two, *two.ancestors] if t.i in above), None)


def _step(token: Token) -> str:
    dep = token.dep_
    return f"{dep}:{token.lower_}" if dep in ("prep", "agent", "dative", "mark") else dep


def _bucket(number: int) -> str:
    for edge in (0, 1, 2, 3, 5, 8, 12, 20):
        if number <= edge:
            return str(edge)
    return "far"


def prepositions(token: Token) -> list[Token]:
    """Return the prepositions above a token, the nearest first."""
    return [t for t in [token, *token.ancestors] if t.dep_ in ("prep", "agent")]


def _joined(path: list[Token]) -> list[Token]:
    """Return a path without the steps from one member of a list of nouns to the member before."""
    return [t for t in path if t.dep_ != "conj" or t.pos_ in VERBAL]


def _path(root: Token, trigger: Token) -> Iterator[str]:
    top = common(root, trigger)
    if top is None:
        yield "path=none"
        return
    whole, down = _climb(root, top), _climb(trigger, top)
    up = _joined(whole)
    yield f"listed={len(whole) - len(up)}"
    name_side = "<".join(_step(t) for t in up[:STEPS])
    verb_side = ">".join(t.dep_ for t in reversed(down[-STEPS:]))
    yield f"up={name_side}"
    yield f"down={verb_side}"
    yield f"path={name_side}^{verb_side}"
    yield f"top={top.pos_}"
    plain = "<".join(t.dep_ for t in up[:STEPS])
    yield f"plain={plain}^{verb_side}"
    yield f"over={sum(t.dep_ in CLAUSES for t in up)}/{sum(t.dep_ in CLAUSES for t in down)}"
    yield f"conj={sum(t.dep_ == 'conj' for t in up)}/{sum(t.dep_ == 'conj' for t in down)}"
    if top != trigger:
        yield f"topword={top.lemma_.lower()}"
        yield f"topword+up={top.lemma_.lower()}|{plain}"
    yield f"lengths={min(len(up), 7)}/{min(len(down), 5)}"


def _near(span: Span, root: Token) -> Iterator[str]:
    doc, sentence = span.doc, sentence_of(root)
    before = doc[span.start - 1] if span.start > sentence.start else None
    after = doc[span.end] if span.end < sentence.end else None
    next_word = doc[span.end + 1] if span.end + 1 < sentence.end else None
    yield f"before={before.lower_ if before else '^'}"
    yield f"after={after.lower_ if after else '$'}"
    if before is not None:
        two = doc[span.start - 2].lower_ if span.start - 1 > sentence.start else "^"
        yield f"before2={two} {before.lower_}"
        yield f"beforepos={before.pos_}"
    if after is not None:
        yield f"afterpos={after.pos_}"
        yield f"after2={after.lower_} {next_word.lower_ if next_word else '$'}"


def _self(span: Span, root: Token) -> Iterator[str]:
    head = phrase_head(root)
    yield f"ent={root.ent_type_}"
    yield f"dep={root.dep_}"
    yield f"tag={root.tag_}"
    yield f"words={min(len(span), 5)}"
    yield f"last={span[-1].lower_}"
    yield f"shape={root.shape_[:4]}"
    yield f"ent+dep={root.ent_type_}|{root.dep_}"
    if head != root:
        yield f"noun={head.lemma_.lower()}"
        yield f"dep+noun={root.dep_}|{head.lemma_.lower()}"
        yield f"noundep={root.dep_}|{_step(head)}"
    else:
        yield f"headword={root.head.lemma_.lower()}|{root.dep_}"
    found = prepositions(root)
    first = found[0].lower_ if found else "-"
    yield f"prep={first}"
    if found:
        yield f"prep+over={first}|{found[0].head.pos_}|{found[0].head.lemma_.lower()}"
        yield f"prep+noun={first}|{head.lemma_.lower() if head != root else '-'}"
        yield f"prep2={first}|{found[1].lower_ if len(found) > 1 else '-'}"
        yield f"prep+ent={first}|{root.ent_type_}"


def _between(span: Span, trigger: Token) -> Iterator[str]:
    low, high = sorted((span.start, trigger.i))
    inner = span.doc[low + 1 : high]
    side = "R" if span.start > trigger.i else "L"
    yield f"side={side}"
    yield f"distance={side}{_bucket(len(inner))}"
    yield f"verbs={side}{min(sum(t.pos_ == 'VERB' for t in inner), 4)}"
    yield f"commas={side}{min(sum(t.text == ',' for t in inner), 4)}"
    if len(inner) <= 3:
        yield f"inner={side}{' '.join(t.lower_ for t in inner)}"


def _pairs(features: list[str], trigger: Token) -> Iterator[str]:
    lemma = trigger.lemma_.lower()
    told = dict(f.split("=", 1) for f in features if "=" in f)
    yield f"verb={lemma}"
    yield f"verb+prep={lemma}|{told.get('prep')}"
    yield f"verb+plain={lemma}|{told.get('plain')}"
    yield f"verb+tag={trigger.tag_}|{told.get('down')}"
    yield f"prep+path={told.get('prep')}|{told.get('over')}|{told.get('lengths')}"
    yield f"side+up={told.get('side')}|{told.get('up')}"
    yield f"ent+up={told.get('ent')}|{told.get('up')}"
    yield f"prep+side+verbs={told.get('prep')}|{told.get('verbs')}"
    yield f"prep+down={told.get('prep')}|{told.get('down')}"
    if "noun" in told:
        yield f"noun+up={told['noun']}|{told.get('up')}"
        yield f"noun+prep={told['noun']}|{told.get('prep')}"


def _rivals(index: int, spans: Sequence[Span], trigger: Token) -> Iterator[str]:
    """What stands beside a name: "Lutsk, in Volyn oblast" makes Volyn the lesser one."""
    span = spans[index]
    before = spans[index - 1] if index else None
    after = spans[index + 1] if index + 1 < len(spans) else None
    first = span.root
    while first.dep_ in ("conj", "appos") and first.head != first:
        first = first.head
    yield f"first={first.dep_}|{first.head.lower_ if first.dep_ == 'pobj' else '-'}"
    for name, other in (("prev", before), ("next", after)):
        if other is None:
            yield f"{name}=none"
            continue
        low, high = sorted((other, span), key=lambda s: s.start)
        gap = span.doc[low.end : high.start]
        words = " ".join(t.lower_ for t in gap) if len(gap) <= 4 else "far"
        yield f"{name}={words}"
        yield f"{name}ent={other.root.ent_type_}|{words}"
        over = gap.start <= trigger.i < gap.end
        yield f"{name}split={over}|{_bucket(len(gap))}"
        top = common(other.root, span.root)
        yield f"{name}above={top == other.root}|{top == span.root}|{other.root.dep_}"
    rank = sorted(range(len(spans)), key=lambda i: abs(spans[i].start - trigger.i)).index(index)
    yield f"rank={min(rank, 4)}"
    yield f"count={min(len(spans), 6)}"
    yield f"begins={bool(span.doc[span.start].is_sent_start)}"


def features(
    spans: Sequence[Span], trigger: Token, known: Callable[[Span], str]
) -> list[list[str]]:
    """Return the features of each name of a trigger's sentence, each a word that is true of it.

    ``known`` says what the gazetteer makes of a name: "town/PPLC", or "none/-".
    """
    found = []
    for index, span in enumerate(spans):
        root, place = span.root, known(span)
        told = [*_path(root, trigger), *_near(span, root), *_self(span, root)]
        told += [*_between(span, trigger), *_rivals(index, spans, trigger)]
        precision, _, feature = place.partition("/")
        told += [f"gaz={precision}", f"gazf={feature}", f"gaz+ent={precision}|{root.ent_type_}"]
        found.append(told + list(_pairs(told, trigger)))
    return found
