"""Involved: which countries that an event's sentences name beside its parties take part too.

A linear model over how each is named; where grammar names a party, it is not asked. Trained by
``python -m events.extract.lesson``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from events.article import Article
from events.extract.cast import Cast
from events.extract.draft import Draft
from events.extract.linear import load
from events.extract.scorer import MODELS
from events.extract.sentence import sentence_of
from events.extract.standing import is_reporting
from events.extract.tree import governors
from events.report import Actor, Role
from geodata.country import name as country_name
from geodata.toponym import Sense

FILE = "involved.npz"
LIKELY = 0.45
"""How likely a country must take part. With models of the other sets of articles, countries' F1 is
.857 on 155 labelled articles, precision and recall alike; .858 at .4, .853 at .5."""
INSIDE = frozenset(("amod", "compound", "poss", "nmod", "case"))
CLAUSES = ("relcl", "acl", "advcl", "ccomp", "conj", "appos", "poss", "xcomp", "pcomp", "agent")
DISTANCES = (4, 9, 18)
SHARES = (0.05, 0.15, 0.3)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A country where a sentence names it, or somebody of it."""

    token: Token
    country: str
    kind: str
    start: int
    """Character offsets of the words."""
    end: int


def involved(
    article: Article, group: Sequence[Draft], known: frozenset[str], cast: Cast
) -> dict[str, tuple[Actor, float]]:
    """Return the countries beside those ``known`` that take part, each with how likely it does."""
    found: dict[str, tuple[Actor, float]] = {}
    model = load(MODELS / FILE)
    for number, draft in enumerate(group):
        for candidate in candidates(draft, known, cast):
            told = features(candidate, draft, known, cast, later=number > 0)
            likely = model.probability(told)
            before = found.get(candidate.country)
            if likely >= LIKELY and (before is None or likely > before[1]):
                found[candidate.country] = (_actor(article, candidate), likely)
    return found


def _actor(article: Article, candidate: Candidate) -> Actor:
    return Actor(
        quote=article.quote(candidate.start, candidate.end),
        role=Role.OTHER,
        name=country_name(candidate.country),
        country=candidate.country,
    )


def candidates(draft: Draft, known: frozenset[str], cast: Cast) -> Iterator[Candidate]:
    """Yield the countries that the passage of a mention names and that are not known."""
    for token in sentence_of(draft.trigger.token):
        if draft.start <= token.idx < draft.end:
            found = _named(token, cast)
            if found is not None and found.country not in known:
                yield found


def _named(token: Token, cast: Cast) -> Candidate | None:
    mention, toponym = cast.affiliations.mentions.get(token.i), cast.affiliations.place(token)
    place = toponym.place if toponym else None
    if mention is not None:
        if token.i != mention.end - 1 or mention.party.country is None:
            return None
        if cast.affiliations.only_backs(mention):
            return None
        kind = "people" if mention.demonym else "person" if mention.party.person else "party"
        kind = "land" if toponym and toponym.sense is Sense.LITERAL else kind
        start = token.doc[mention.start].idx
        return Candidate(token, mention.party.country, kind, start, token.idx + len(token))
    if toponym is not None:
        last = token.idx <= toponym.end <= token.idx + len(token)
        if not (last and place and place.country):
            return None
        kind = f"place {toponym.sense.value}"
        return Candidate(token, place.country, kind, toponym.start, toponym.end)
    if token.ent_type_ == "PERSON":
        country = cast.person(token)
        if country:
            return Candidate(token, country, "known", token.idx, token.idx + len(token))
    return None


def features(
    found: Candidate, draft: Draft, known: frozenset[str], cast: Cast, *, later: bool
) -> list[str]:
    """Return how a country is named: what it is, how it hangs together with the act, how often."""
    token, act = found.token, draft.trigger.token
    kind = draft.type.value
    up, down = _path(token, act)
    told = [f"kind={found.kind}", f"type={kind}", f"known={min(2, len(known))}"]
    told += [f"known={min(1, len(known))},{kind}", f"tag={token.pos_}"]
    told += ["later"] if later else []
    told += ["below"] if not down else [f"out={down[-1].dep_}"]
    told += [f"up={min(4, len(up))}", f"down={min(4, len(down))}"]
    told += _way(up, down, kind)
    told += _owner(token)
    gap = abs(token.i - act.i)
    told.append(f"gap={sum(gap >= least for least in DISTANCES)}")
    told.append("before" if token.i < act.i else "after")
    told += ["noun"] if act.pos_ == "NOUN" else []
    told += ["home"] if found.country == cast.home else []
    share = cast.affiliations.share(found.country)
    told.append(f"share={sum(share >= least for least in SHARES)}")
    return told


def _path(token: Token, act: Token) -> tuple[list[Token], list[Token]]:
    """Return the words from a name up to where it meets the act, and from the act up to there."""
    above, below = [token, *governors(token)], [act, *governors(act)]
    place = {word.i: number for number, word in enumerate(below)}
    number = next((i for i, word in enumerate(above) if word.i in place), len(above) - 1)
    return above[:number], below[: place.get(above[number].i, 0)]


def _way(up: Sequence[Token], down: Sequence[Token], kind: str) -> Iterator[str]:
    """Yield what lies between a name and the act."""
    if not up:
        yield "top"
        return
    yield from (f"in={up[-1].dep_}", f"first={up[0].dep_}", f"in={up[-1].dep_},{not down}")
    yield from (f"through={dep}" for dep in CLAUSES if any(w.dep_ == dep for w in up))
    yield from (f"past={dep}" for dep in CLAUSES if any(w.dep_ == dep for w in down))
    if not down:
        yield f"{kind},{up[-1].dep_}"
    links = [word.lower_ for word in up if word.dep_ in ("prep", "agent")]
    if links:
        yield from (f"after={links[-1]}", f"next={links[0]}")
    subject = next((word for word in up if word.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None:
        yield "subject"
        if is_reporting(subject.head):
            yield from ("says", f"says,{kind}")


def _owner(token: Token) -> Iterator[str]:
    """Yield what a name belongs to: itself, or the noun that it describes."""
    head = token
    while head.dep_ in INSIDE and head.head.i != head.i:
        head = head.head
    yield f"head={'itself' if head.i == token.i else head.pos_}"
