"""The actor table: groups, organisations and leaders by the names that the news gives them.

Data: ``events/data/actors.tsv`` and ``events/data/leaders.tsv``; countries and their people come
from :mod:`geodata.country`.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from spacy.tokens import Doc, Token

from events.extract.lexicon import classes
from events.extract.vocabulary import words
from geodata import country as nation
from geodata.language import pipeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One row of the table: a party that the news names."""

    name: str
    country: str | None
    """ISO 3166-1 alpha-3."""
    sector: str | None
    person: bool = False
    post: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A party of the table, a country or a people, where a text names it.

    ``start`` and ``end`` are token indices, end exclusive.
    """

    start: int
    end: int
    party: Party
    demonym: bool = False


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("events") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _table() -> Iterator[tuple[str, Party]]:
    for row in _rows("actors.tsv"):
        party = Party(
            name=row["name"], country=row["country"] or None, sector=row["sector"] or None
        )
        for alias in filter(None, (row["name"], *row["aliases"].split("|"))):
            yield alias, party
    for row in _rows("leaders.tsv"):
        leader = Party(
            name=row["name"],
            country=row["country"] or None,
            sector="GOV",
            person=True,
            post=row["post"],
            since=row["since"],
            until=row["until"],
        )
        for alias in filter(None, (row["name"], *row["aliases"].split("|"))):
            yield alias, leader


@cache
def _index() -> Mapping[str, tuple[tuple[tuple[str, ...], Party], ...]]:
    """Return the aliases by their first token, longest first."""
    tokenizer = pipeline().tokenizer
    found: dict[str, list[tuple[tuple[str, ...], Party]]] = defaultdict(list)
    for alias, party in _table():
        parts = tuple(token.text for token in tokenizer(alias))
        found[parts[0]].append((parts, party))
    return {
        first: tuple(sorted(group, key=lambda item: -len(item[0])))
        for first, group in found.items()
    }


@cache
def _country(name: str) -> Party | None:
    found = nation.by_name(name)
    return Party(name=found.name, country=found.alpha3, sector="GOV") if found else None


@cache
def _people(word: str) -> Party | None:
    found = nation.by_demonym(word)
    return Party(name=found.name, country=found.alpha3, sector=None) if found else None


def mentions(doc: Doc) -> tuple[Mention, ...]:
    """Return every party of the table, country and people that a text names, by position."""
    found: list[Mention] = []
    texts = [token.text for token in doc]
    index = _index()
    position = 0
    while position < len(texts):
        mention = None
        if not texts[position].islower() and texts[position][:1].isalpha():
            mention = _listed(texts, position, index) or _national(texts, position)
            mention = mention or _titled(doc, position)
        elif texts[position].startswith(("al-", "el-")):
            mention = _listed(texts, position, index)
        if mention and _anothers(doc, mention):
            position = mention.end
        elif mention:
            found.append(mention)
            position = mention.end
        else:
            position += 1
    return tuple(found)


@cache
def _persons() -> tuple[Mapping[str, tuple[Party, ...]], Mapping[str, frozenset[str]]]:
    """Return the leaders by their last word, and all words of their names by their name."""
    last: dict[str, list[Party]] = defaultdict(list)
    every: dict[str, set[str]] = defaultdict(set)
    for alias, party in _table():
        if party.person:
            last[alias.split()[-1]].append(party)
            every[party.name] |= {word.lower() for word in alias.split()}
    return (
        {word: tuple(dict.fromkeys(several)) for word, several in last.items()},
        {name: frozenset(several) for name, several in every.items()},
    )


def _own(name: str) -> frozenset[str]:
    """Return the words, in lower case, of all names of somebody."""
    return _persons()[1].get(name, frozenset(name.lower().split()))


def _titled(doc: Doc, position: int) -> Mention | None:
    """Return whom a title and a last name mean: "Secretary [Kerry]"; None where it could be two."""
    token, title = doc[position], doc[position - 1] if position else None
    if title is None or token.pos_ != "PROPN" or title.lower_ not in titles():
        return None
    after = doc[position + 1] if position + 1 < len(doc) else None
    if after is not None and after.pos_ == "PROPN" and after.ent_type_ == "PERSON":
        return None
    named = _persons()[0].get(token.text, ())
    words_before = {title.lower_}
    if title.lower_ == "minister" and position > 1:
        words_before.add(doc[position - 2].lower_)  # "foreign minister" is another than "prime"
    fit = [party for party in named if words_before <= set(party.post.split())]
    if not fit or len({party.country for party in fit}) > 1:
        return None
    return Mention(start=position, end=position + 1, party=fit[-1])


def _anothers(doc: Doc, mention: Mention) -> bool:
    """Whether a name is part of another's: "[Bashir] Bilour", "Lara [Trump]", "[Chad] Smith"."""
    party = mention.party
    if party.sector == "BUS" and _product(doc, mention):
        return True
    if mention.end - mention.start > 1 or mention.demonym:
        return False
    token = doc[mention.start]
    if token.ent_type_ != "PERSON" or not (party.person or party.sector == "GOV"):
        return False
    own = _own(party.name)
    after = doc[mention.end] if mention.end < len(doc) else None
    if after is not None and _same_name(token, after) and after.lower_ not in own:
        return not party.person or after.ent_iob_ == "I"
    before = doc[mention.start - 1] if mention.start else None
    if before is None or not party.person or not _same_name(before, token):
        return False
    return before.lower_ not in own | titles() and token.ent_iob_ == "I"


def _product(doc: Doc, mention: Mention) -> bool:
    """Whether a firm's name means what it makes: "a [Boeing] 737", "wrote on [Twitter]"."""
    after = doc[mention.end : mention.end + 1].text
    make = doc[mention.start].lower_ in words("cast", "makes")
    if any(letter.isdigit() for letter in after) or (make and after[:1].isupper()):
        return True
    before = doc[mention.start - 1] if mention.start else None
    return before is not None and before.lower_ in ("on", "via")


def _same_name(one: Token, other: Token) -> bool:
    """Whether two words beside each other are of one person's name."""
    alike = all(t.ent_type_ == "PERSON" and t.pos_ == "PROPN" for t in (one, other))
    return alike and one.text[0].isupper() and len(one) > 2 and not one.text.endswith(".")


@cache
def titles() -> frozenset[str]:
    """Return the words before a person's name that are no part of it, in lower case."""
    return words("cast", "titles") | classes()["post"]


def _listed(
    texts: list[str],
    start: int,
    index: Mapping[str, tuple[tuple[tuple[str, ...], Party], ...]],
) -> Mention | None:
    for parts, party in index.get(texts[start], ()):
        end = start + len(parts)
        if tuple(texts[start:end]) == parts:
            people = party.sector is None and not party.person
            return Mention(start=start, end=end, party=party, demonym=people)
    return None


LONGEST_NAME = 5
"""Tokens of the longest country name that is looked up ("Democratic Republic of the Congo")."""


def _national(texts: list[str], start: int) -> Mention | None:
    for end in range(min(len(texts), start + LONGEST_NAME), start, -1):
        if not texts[end - 1][:1].isupper():
            continue
        name = " ".join(texts[start:end])
        party = _country(name)
        if party:
            return Mention(start=start, end=end, party=party)
        people = _people(name)
        if people and end - start <= 2:
            return Mention(start=start, end=end, party=people, demonym=True)
    return None
