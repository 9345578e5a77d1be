"""Affiliation: the country and the sector that the words of a phrase give a party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from events.extract.actor import Mention
from events.extract.lexicon import classes
from events.extract.namesake import known_as
from events.extract.office import deeds
from events.extract.pair import pair
from events.extract.tree import governors
from events.extract.vocabulary import words
from geodata.toponym import Sense, Toponym

MODIFIERS = frozenset(("amod", "compound", "nmod", "poss", "nummod", "quantmod", "det"))
SECTORS: tuple[tuple[str, str], ...] = (
    ("protester", "CVL"),
    ("troops", "MIL"),
    ("government", "GOV"),
    ("fighters", "REB"),
    ("person", "CVL"),
)
"""Word classes that tell a party's sector, the first that fits wins."""
DASHES = ("-", "–", "‑")
OFTEN = 0.1
"""The least part of all names of parties for a country to be one that the article is about."""
LEAD = 120
"""Tokens at the start of an article that count twice for what country it is about."""
SCENE = 2
"""How often a place where something happened counts for what country an article is about:
countries' F1 is .857 on 135 labelled articles with 2, .853 with 1, .855 with 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """Where a party belongs, and which words say so."""

    country: str | None
    sector: str | None
    reason: str


class Affiliations:
    """The parties and places that one article names, by token."""

    def __init__(self, doc: Doc, toponyms: Sequence[Toponym]) -> None:
        self.doc = doc
        self.mentions: dict[int, Mention] = {}
        self.home: str | None
        """The country that the article is about, by how often it is named."""
        found = known_as(doc)
        for mention in found:
            for index in range(mention.start, mention.end):
                self.mentions[index] = mention
        self._places: dict[int, Toponym] = {}
        for toponym in toponyms:
            make = toponym.name.lower() in words("cast", "makes")
            if make and toponym.sense is not Sense.LITERAL:
                continue  # "a Mercedes" is of no town
            span = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
            for token in span or ():
                self._places[token.i] = toponym
        self.home = _home(found, toponyms)
        self._known = _known(found, toponyms, self.home)
        self._counts = Counter(m.party.country for m in found)

    def share(self, country: str) -> float:
        """Return the part, 0 to 1, of all names of parties that are of a country."""
        return self._counts[country] / max(1, self._counts.total())

    def another(self, known: frozenset[str | None]) -> str | None:
        """Return the country named most besides those known; None where it hardly is."""
        others = [(n, c) for c, n in self._counts.items() if c is not None and c not in known]
        number, country = max(others, default=(0, None))
        return country if number >= OFTEN * self._counts.total() else None

    def named(self, country: str, before: int) -> tuple[int, int] | None:
        """Return the characters that last name a country before a place, else first after it."""
        found = sorted(
            {m.start: m for m in self.mentions.values() if m.party.country == country}.values(),
            key=lambda m: m.start,
        )
        spans = [self.doc[m.start : m.end] for m in found]
        spans.sort(key=lambda span: (span.start_char > before, abs(span.start_char - before)))
        return (spans[0].start_char, spans[0].end_char) if spans else None

    def place(self, token: Token) -> Toponym | None:
        """Return the place name that a token is part of."""
        return self._places.get(token.i)

    def pair(self, token: Token) -> tuple[Mention, ...]:
        """Return the two parties that "both countries" means."""
        return pair(token, self.mentions, self._places)

    def of(self, token: Token, *, beside: bool = True) -> Affiliation | None:
        """Return where the party of a phrase (by its head) belongs; None if nothing tells.

        ``beside``: whether what stands in apposition may tell.
        """
        mention = self.mentions.get(token.i)
        if mention:
            party = self._first_of_two(mention).party
            return Affiliation(country=party.country, sector=party.sector, reason=f"'{party.name}'")
        meant = self.metonym(token)
        if meant:
            return meant
        modifier = self.modifier(token) or self._after(token)
        if modifier:
            return Affiliation(
                country=modifier.party.country, sector=None, reason=f"'{self._text(modifier)}'"
            )
        beside_it = self._beside(token) if beside else None
        return beside_it or self._by_place(token) or self._place_itself(token)

    def _place_itself(self, token: Token) -> Affiliation | None:
        """Return the country of a place that acts or is acted on: "[Lima] sent a message"."""
        toponym = self._places.get(token.i)
        place = toponym.place if toponym else None
        if toponym is None or place is None:
            return None
        seat = place.feature == "PPLC" and _acts(token)
        if place.country not in self._known and not seat:
            return None
        if token.ent_type_ in ("PERSON", "ORG") or token.pos_ != "PROPN":
            return None
        return Affiliation(country=place.country, sector=None, reason=f"'{toponym.name}'")

    def metonym(self, token: Token) -> Affiliation | None:
        """Return the country whose government a place stands for: "Moscow blames"."""
        toponym = self._places.get(token.i)
        if toponym is None or toponym.place is None or toponym.sense is not Sense.METONYM:
            return None
        country = toponym.place.country
        return Affiliation(country=country, sector="GOV", reason=f"'{toponym.name}', a metonym")

    def modifier(self, token: Token) -> Mention | None:
        """Return the nearest party named among the words before a head: "[Ukrainian] forces"."""
        for child in reversed(list(token.lefts)):
            if child.dep_ not in MODIFIERS:
                continue
            for inner in reversed(list(child.subtree)):
                mention = self.mentions.get(inner.i)
                if mention and inner.i < token.i and not self.only_backs(mention):
                    return self._first_of_two(mention)
        return None

    def only_backs(self, mention: Mention) -> bool:
        """Whether a name tells whom a party is for or backed by: "US-backed", "pro-Russian"."""
        after = self.doc[mention.end : mention.end + 2]
        if len(after) == 2 and after[0].text in DASHES:
            return after[1].lower_ in words("cast", "backing")
        before = self.doc[max(0, mention.start - 2) : mention.start]
        if len(before) == 2 and before[1].text in DASHES:
            return before[0].lower_ in ("pro", "anti")
        return False

    def _first_of_two(self, mention: Mention) -> Mention:
        """Return "British" for "British-Libyan": the first tells whose citizen somebody is."""
        dash = mention.start - 1
        if dash > 0 and self.doc[dash].text in DASHES and mention.demonym:
            first = self.mentions.get(dash - 1)
            if first is not None and first.demonym:
                return first
        return mention

    def _after(self, token: Token) -> Mention | None:
        """Return the party named after "of" or "from" behind a head: "Parliament of [Iraq]"."""
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "within"):
                for inner in child.subtree:
                    if inner.i in self.mentions and not _of_a_deed(inner, child):
                        return self.mentions[inner.i]
        return None

    def _beside(self, token: Token) -> Affiliation | None:
        """Look at appositions and at "visiting from Canada"."""
        for child in token.rights:
            if child.dep_ == "appos":
                found = self.of(child, beside=False)
                if found:
                    return found
            if child.dep_ == "relcl" and child.lemma_ == "be":
                found = self._being(child)
                if found:
                    return found
            if child.dep_ in ("acl", "relcl"):
                origin = self._after(child)
                if origin:
                    return Affiliation(
                        country=origin.party.country,
                        sector=None,
                        reason=f"from '{self._text(origin)}'",
                    )
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":
            return self._being(token.head)
        return self.of(token.head, beside=False) if token.dep_ == "appos" else None

    def _being(self, verb: Token) -> Affiliation | None:
        """Look at what a party is said to be: "who was Russia's envoy"."""
        if any(child.dep_ == "neg" for child in verb.children):
            return None
        attribute = next((c for c in verb.children if c.dep_ == "attr"), None)
        return self.of(attribute, beside=False) if attribute is not None else None

    def _by_place(self, token: Token) -> Affiliation | None:
        """Look for a place in the phrase: "Hong Kong protesters", "mayor of Lviv"."""
        for child in token.children:
            inside = child.dep_ in MODIFIERS or (
                child.dep_ == "prep" and child.lower_ in ("of", "in", "from")
            )
            for inner in child.subtree if inside else ():
                mention = self.mentions.get(inner.i)
                if mention is not None and self.only_backs(mention):
                    continue
                toponym = self._places.get(inner.i)
                if toponym and toponym.place and toponym.place.country in self._known:
                    return Affiliation(
                        country=toponym.place.country, sector=None, reason=f"'{toponym.name}'"
                    )
        return None

    def sector(self, token: Token) -> str | None:
        """Return the sector that a phrase's head word tells."""
        lemma = token.lemma_.lower()
        if lemma in words("cast", "police"):
            return "COP"
        if lemma in words("cast", "rebels"):
            return "REB"
        return next((sector for name, sector in SECTORS if lemma in classes()[name]), None)

    def _text(self, mention: Mention) -> str:
        return str(self.doc[mention.start : mention.end].text)


def _of_a_deed(token: Token, above: Token) -> bool:
    """Whether a name tells of a war or deal, not whose somebody is: "veteran of the [Iraq] war"."""
    for word in governors(token):
        if word.i == above.i:
            return False
        if word.lemma_.lower() in deeds() or word.lemma_.lower() in words("cast", "wars"):
            return True
    return False


def _acts(token: Token) -> bool:
    """Whether a name is a subject, or coordinated to one: "[Lima], [Quito] and [Bern] agreed"."""
    while token.dep_ == "conj" and token.head.pos_ == "PROPN":
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")


def _known(
    found: Sequence[Mention], toponyms: Sequence[Toponym], home: str | None
) -> frozenset[str]:
    """Return the countries that an article tells of by more than a single name of a place.

    A lone "Christmas" or "Brookside" of another country is rather no place at all.
    """
    names: dict[str, set[str]] = {}
    for toponym in toponyms:
        if toponym.place and toponym.place.country:
            names.setdefault(toponym.place.country, set()).add(toponym.name)
    known = {country for country, several in names.items() if len(several) > 1}
    known |= {mention.party.country for mention in found if mention.party.country}
    return frozenset(known | ({home} if home else set()))


def _home(found: Sequence[Mention], toponyms: Sequence[Toponym]) -> str | None:
    count: Counter[str] = Counter()
    for mention in found:
        if mention.party.country:
            count[mention.party.country] += 2 if mention.start < LEAD else 1
    for toponym in toponyms:
        known = toponym.place and toponym.place.country
        if known and toponym.sense in (Sense.LITERAL, Sense.ORGANISATION):
            count[known] += SCENE if toponym.sense is Sense.LITERAL else 1
    return count.most_common(1)[0][0] if count else None
