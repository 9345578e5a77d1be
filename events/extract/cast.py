"""The cast of an article: which party a phrase means, and the country it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from events.extract.actor import Mention, Party, mentions
from events.extract.frame import counted
from events.extract.lexicon import classes
from events.extract.vocabulary import words
from geodata.toponym import Toponym

Test = Callable[[Token], bool]
MODIFIERS = frozenset(("amod", "compound", "nmod", "poss", "nummod", "quantmod", "det"))
SECTORS: tuple[tuple[str, str], ...] = (
    ("protester", "CVL"),
    ("troops", "MIL"),
    ("government", "GOV"),
    ("person", "CVL"),
)
"""Word classes that tell a party's sector, the most telling last word first."""
FIRST_PERSON = frozenset(("i", "we", "us", "our", "my", "me", "ours"))
SINGULAR = frozenset(("he", "she", "him", "her", "his"))
PLURAL = frozenset(("they", "them", "their"))
NEUTER = frozenset(("it", "its"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a phrase turned out to mean."""

    start: int
    """Character offsets of the phrase."""
    end: int
    name: str
    country: str | None
    nationality: str | None
    sector: str | None
    reason: str
    domestic: bool = False
    """Whether the country may be taken from the event's place."""


class Cast:
    """Who is named in one article. Reads the text once; answers are by token."""

    def __init__(self, doc: Doc, toponyms: Sequence[Toponym]) -> None:
        self._doc = doc
        self._mentions: dict[int, Mention] = {}
        for mention in mentions(doc):
            for index in range(mention.start, mention.end):
                self._mentions[index] = mention
        self._places: dict[int, Toponym] = {}
        self._at(toponyms)
        self.home = self._main_country(toponyms)
        """The country that the article is about, by how often it is named."""
        self._known: dict[str, tuple[str, str | None, str | None]] = {}
        self._remember()

    def _at(self, toponyms: Sequence[Toponym]) -> None:
        for toponym in toponyms:
            span = self._doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
            for token in span or ():
                self._places[token.i] = toponym

    def _main_country(self, toponyms: Sequence[Toponym]) -> str | None:
        count: Counter[str] = Counter()
        for mention in {id(m): m for m in self._mentions.values()}.values():
            if mention.party.country:
                count[mention.party.country] += 2 if mention.start < LEAD else 1
        for toponym in toponyms:
            if toponym.place and toponym.place.country and toponym.literal:
                count[toponym.place.country] += 1
        return count.most_common(1)[0][0] if count else None

    def _remember(self) -> None:
        """Note the country of every named person, to know them by surname later."""
        for entity in self._doc.ents:
            if entity.label_ not in ("PERSON", "ORG"):
                continue
            head = entity.root
            key = entity[-1].lower_
            country, sector, _ = self._affiliation(head)
            known = self._known.get(key)
            if known is None or (known[1] is None and country):
                name = known[0] if known and len(known[0]) > len(entity.text) else entity.text
                self._known[key] = (name, country, sector)

    def party(self, token: Token) -> Party | None:
        """Return the table's party, country or people that a token is part of."""
        mention = self._mentions.get(token.i)
        return mention.party if mention else None

    def figure(
        self, token: Token, speaker: Token | None = None, *, acting: bool = False
    ) -> Figure | None:
        """Return the party that a phrase (by its head token) means, or None if it is none.

        ``speaker`` is who "we" means; ``acting``: its verb takes none but parties as subject.
        """
        if token.pos_ == "PRON" or token.lower_ in FIRST_PERSON | SINGULAR | PLURAL | NEUTER:
            return self._pronoun(token, speaker)
        token = counted(token)
        if not (acting and token.pos_ in ("NOUN", "PROPN")) and not self.is_party(token):
            return None
        start, end = self._extent(token)
        country, sector, reason = self._affiliation(token)
        name = self._name(token, start, end)
        domestic = False
        if country is None and reason == "":
            known = self._known.get(token.lower_)
            if known:
                name, country, sector = known[0], known[1], known[2] or sector
                reason = "named before"
            if country is None and token.lemma_.lower() in words("cast", "domestic"):
                domestic = True
        people = self._mentions.get(token.i) or self._modifier(token)
        nationality = people.party.country if people and people.demonym else None
        return Figure(
            start=start,
            end=end,
            name=name,
            country=country,
            nationality=nationality,
            sector=sector or self._sector(token),
            reason=reason,
            domestic=domestic,
        )

    def same(self, one: Token, other: Token) -> bool:
        """Whether two phrases mean one party, or parties of one country."""
        a, b = self.figure(one), self.figure(other)
        if a is None or b is None:
            return False
        return a.name == b.name or (a.country is not None and a.country == b.country)

    def is_party(self, token: Token) -> bool:
        """Whether a phrase's head can act: a name, a people, persons, forces or a government."""
        if token.ent_type_ in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT") and (
            token.pos_ != "NUM" or token.ent_type_ != "CARDINAL"
        ):
            return False
        if token.i in self._mentions or token.ent_type_ in ("PERSON", "ORG", "NORP"):
            return True
        if token.ent_type_ == "GPE" and token.dep_ in ("nsubj", "nsubjpass", "poss", "conj"):
            return True
        lemma = token.lemma_.lower()
        if token.pos_ == "NUM":
            return True
        listed = any(lemma in classes()[name] for name, _ in SECTORS)
        return listed or lemma in words("cast", "domestic")

    def _sector(self, token: Token) -> str | None:
        lemma = token.lemma_.lower()
        if lemma in words("cast", "police"):
            return "COP"
        if lemma in words("cast", "rebels"):
            return "REB"
        return next((sector for name, sector in SECTORS if lemma in classes()[name]), None)

    def _extent(self, token: Token) -> tuple[int, int]:
        """Return the characters of the phrase without article and relative clauses."""
        first = last = token.i
        mention = self._mentions.get(token.i)
        if mention:
            first, last = min(first, mention.start), max(last, mention.end - 1)
        for child in token.lefts:
            if child.dep_ in MODIFIERS and child.dep_ != "det":
                first = min(first, child.left_edge.i)
        while first < token.i and self._doc[first].dep_ == "det":
            first += 1
        if self._doc[first].is_space:
            first += 1
        return self._doc[first].idx, self._doc[last].idx + len(self._doc[last])

    def _name(self, token: Token, start: int, end: int) -> str:
        mention = self._mentions.get(token.i)
        if mention and not mention.demonym:
            return mention.party.name
        if token.ent_type_ == "PERSON":
            for entity in token.sent.ents:
                if entity.start <= token.i < entity.end:
                    return str(entity.text)
        return " ".join(self._doc.text[start:end].split())

    def _modifier(self, token: Token) -> Mention | None:
        """Return the nearest party named among the words before a head: "[Ukrainian] forces"."""
        for child in reversed(list(token.lefts)):
            if child.dep_ not in MODIFIERS:
                continue
            for inner in reversed(list(child.subtree)):
                if inner.i in self._mentions and inner.i < token.i:
                    return self._mentions[inner.i]
        return None

    def _affiliation(
        self, token: Token, *, beside: bool = True
    ) -> tuple[str | None, str | None, str]:
        """Return country, sector and the reason for a phrase; reason "" if nothing tells.

        ``beside``: whether what stands in apposition may tell.
        """
        mention = self._mentions.get(token.i)
        if mention:
            return mention.party.country, mention.party.sector, f"'{mention.party.name}'"
        modifier = self._modifier(token)
        if modifier:
            return modifier.party.country, None, f"modifier '{self._text(modifier)}'"
        after = self._after(token)
        if after:
            return after.party.country, None, f"'of {self._text(after)}'"
        for child in token.rights if beside else ():
            if child.dep_ in ("appos", "acl", "relcl"):
                found = self._beside(child)
                if found:
                    return found
        if token.dep_ == "appos" and beside:
            country, sector, reason = self._affiliation(token.head, beside=False)
            if reason:
                return country, sector, reason
        return self._by_place(token)

    def _after(self, token: Token) -> Mention | None:
        """Return the party named after "of" or "from" behind a head: "Parliament of [Iraq]"."""
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                for inner in child.subtree:
                    if inner.i in self._mentions:
                        return self._mentions[inner.i]
        return None

    def _beside(self, child: Token) -> tuple[str | None, str | None, str] | None:
        if child.dep_ == "appos":
            country, sector, reason = self._affiliation(child, beside=False)
            return (country, sector, reason) if reason else None
        for inner in child.children:
            if inner.dep_ == "prep" and inner.lower_ == "from":
                for deep in inner.children:
                    if deep.i in self._mentions:
                        party = self._mentions[deep.i].party
                        return party.country, None, f"from {party.name}"
        return None

    def _by_place(self, token: Token) -> tuple[str | None, str | None, str]:
        for child in token.children:
            near = child.dep_ in MODIFIERS or (
                child.dep_ == "prep" and child.lower_ in ("of", "in", "from")
            )
            if not near:
                continue
            for inner in child.subtree:
                toponym = self._places.get(inner.i)
                if toponym and toponym.place and toponym.place.country:
                    return toponym.place.country, None, f"'{toponym.name}'"
        return None, None, ""

    def _text(self, mention: Mention) -> str:
        return str(self._doc[mention.start : mention.end].text)

    def _pronoun(self, token: Token, speaker: Token | None) -> Figure | None:
        word = token.lower_
        if word in FIRST_PERSON:
            figure = self.figure(speaker) if speaker is not None and speaker != token else None
        elif word in SINGULAR:
            figure = self._before(token, self._is_person)
        elif word in PLURAL:
            figure = self._before(token, self._is_group)
        elif word in NEUTER:
            figure = self._before(token, self._is_body)
        else:
            return None
        if figure is None:
            return None
        return Figure(
            start=token.idx,
            end=token.idx + len(token),
            name=figure.name,
            country=figure.country,
            nationality=figure.nationality,
            sector=figure.sector,
            reason=f"'{token.text}' is {figure.name}",
            domestic=figure.domestic,
        )

    def _before(self, token: Token, fits: Test) -> Figure | None:
        """Return the nearest party before a pronoun; subjects go before other words."""
        start = max(0, token.sent.start - WINDOW)
        candidates: list[tuple[bool, int, Token]] = []
        for other in self._doc[start : token.i]:
            if fits(other):
                subject = (
                    other.dep_ in ("nsubj", "nsubjpass") and other.sent.start != token.sent.start
                )
                candidates.append((subject, other.i, other))
        same = [
            c for c in candidates if c[2].sent.start == token.sent.start and c[2].dep_ in SUBJECTS
        ]
        pool = same or candidates
        for _, _, other in sorted(pool, key=_recent, reverse=True):
            figure = self.figure(other)
            if figure:
                return figure
        return None

    def _is_person(self, token: Token) -> bool:
        mention = self._mentions.get(token.i)
        if mention:
            return mention.party.person and token.i == mention.end - 1
        return token.ent_type_ == "PERSON" and token.dep_ not in ("compound", "poss", "amod")

    def _is_group(self, token: Token) -> bool:
        if token.dep_ in ("compound", "amod", "poss", "det"):
            return False
        plural = token.tag_ in ("NNS", "NNPS") or token.ent_type_ == "NORP"
        return plural and self.is_party(token)

    def _is_body(self, token: Token) -> bool:
        if token.dep_ in ("compound", "amod", "poss", "pobj"):
            return False
        mention = self._mentions.get(token.i)
        if mention:
            return not mention.party.person and not mention.demonym
        return token.ent_type_ in ("ORG", "GPE")


LEAD = 120
"""Tokens at the start of an article that count twice for what country it is about."""
WINDOW = 60
"""Tokens before a pronoun's sentence in which its antecedent is looked for."""
SUBJECTS = ("nsubj", "nsubjpass")


def _recent(candidate: tuple[bool, int, Token]) -> tuple[int, bool, int]:
    subject, index, token = candidate
    return token.sent.start, subject, index


def countries(figures: Iterable[Figure]) -> frozenset[str]:
    """Return the countries of some parties."""
    return frozenset(figure.country for figure in figures if figure.country)
