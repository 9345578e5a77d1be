"""The cast of an article: which party a phrase means, and the country it belongs to."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from events.extract.actor import Mention
from events.extract.affiliation import MODIFIERS, SECTORS, Affiliation, Affiliations
from events.extract.figure import Figure
from events.extract.lexicon import classes
from events.extract.office import deeds, offices, titles
from events.extract.office import head_lemma as _lemma
from events.extract.pair import told_as_two
from events.extract.pronoun import FIRST_PERSON, PRONOUNS, SUBJECTS, WINDOW, Pronouns
from events.extract.tree import counted, governors, indefinite
from events.extract.vocabulary import singulars, words
from geodata.country import name as country_name
from geodata.language import text_of
from geodata.toponym import Toponym

MEMORY = 2000
"""Tokens for which "the army" is still the army that was named before."""


class Cast:
    """Who is named in one article. Reads the text once; answers are by token."""

    def __init__(self, doc: Doc, toponyms: Sequence[Toponym]) -> None:
        self._doc = doc
        self._text = text_of(doc)
        self.affiliations = Affiliations(doc, toponyms)
        self._persons: dict[str, tuple[str, Affiliation | None]] = {}
        self._named: dict[int, str] = {}
        self._offices: set[str] = set()
        """Last words of the names of persons who hold an office."""
        self._bench: Affiliation | None = None
        """The international court that the article tells of: its judges are not of its seat."""
        self._heads: dict[str, list[int]] = defaultdict(list)
        """Where each noun, or title before a name, stands."""
        self._pronouns = Pronouns(doc, self.affiliations.mentions, self.figure, self.is_party)
        self._remember()

    @property
    def home(self) -> str | None:
        """The country that the article is about."""
        return self.affiliations.home

    def person(self, token: Token) -> str | None:
        """Return the country of a person who was named before, by the last word of the name."""
        _, known = self._persons.get(token.lower_, ("", None))
        return known.country if known else None

    def sender(self, figure: Figure, others: frozenset[str | None]) -> str | None:
        """Return whose envoy somebody is who is told of with nothing but a title.

        ``others`` are the countries that deal with the envoy: it is none of these.
        """
        span = self._doc.char_span(figure.start, figure.end, alignment_mode="expand")
        if span is None or not titles(span.root) & words("cast", "envoys"):
            return None
        return self.affiliations.another(others)

    def named(self, country: str, before: int) -> tuple[int, int] | None:
        """Return where the text last names a country before a place in it, else where first."""
        return self.affiliations.named(country, before)

    def _remember(self) -> None:
        """Note where every named person and body belongs, to know them by their last word."""
        for token in self._doc:
            if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.dep_ == "compound"):
                self._heads[token.lemma_.lower()].append(token.i)
        for entity in self._doc.ents:
            if entity.label_ == "PERSON" and titles(entity.root) & offices():
                self._offices.add(entity[-1].lower_)
            for token in entity if entity.label_ == "PERSON" else ():
                self._named[token.i] = " ".join(entity.text.split())
            if entity.label_ not in ("PERSON", "ORG"):
                continue
            if _is_bench(self.affiliations.mentions.get(entity.root.i)):
                self._bench = self.affiliations.of(entity.root)
            found = self.affiliations.of(entity.root) or self._titled(entity.root)
            key = entity[-1].lower_
            name, known = self._persons.get(key, ("", None))
            longest = max(name, entity.text.strip(), key=len)
            self._persons[key] = (longest, known if known and known.country else found or known)

    def _titled(self, token: Token) -> Affiliation | None:
        """Return what an earlier phrase with a person's title said: "Russia's ambassador"."""
        for child in token.lefts:
            if child.dep_ == "compound" and child.lemma_.lower() in classes()["post"]:
                start = token.sent.start
                for other in reversed(self._doc[max(0, start - 4 * WINDOW) : start]):
                    if other.lemma_.lower() == child.lemma_.lower() and other.pos_ == "NOUN":
                        return self.affiliations.of(other)
        return None

    def figure(
        self, token: Token, speaker: Token | None = None, *, acting: bool = False
    ) -> Figure | None:
        """Return the party that a phrase (by its head token) means, or None if it is none.

        ``speaker`` is who "we" means; ``acting``: its verb takes none but parties here.
        """
        if token.text != "US" and (token.pos_ == "PRON" or token.lower_ in PRONOUNS):
            return self._pronouns.of(token, speaker)
        named = self.affiliations.of(token) if token.dep_ != "nummod" else None
        many = counted(token)
        noun = token.pos_ in ("NOUN", "PROPN") and self.is_party(token)
        token = token if noun and not self.is_party(many) else many
        acting = acting and token.pos_ in ("NOUN", "PROPN") and _lemma(token) not in deeds()
        if not acting and not self.is_party(token):
            return None
        start, end = self._extent(token)
        found = self._court(token) or self.affiliations.of(token) or named
        name = self._name(token, start, end)
        if found is None and (token.ent_type_ in ("PERSON", "ORG") or token.pos_ == "PROPN"):
            known = self._persons.get(token.lower_)
            if known:
                name, found = known
                found = found and replace(found, reason=f"named before: {found.reason}")
        if found is None and token.pos_ == "NOUN":
            found = self._owned(token, speaker) or self._earlier(token)
        listed = self.affiliations.mentions.get(token.i)
        people = listed or self.affiliations.modifier(token)
        # What belongs to a listed party without a country ("UN envoy") has none either.
        told = found is not None
        return Figure(
            start=start,
            end=end,
            name=name,
            country=found.country if found else None,
            nationality=people.party.country if people and people.demonym else None,
            sector=(found and found.sector) or self.affiliations.sector(token),
            reason=found.reason if found else "",
            domestic=not told and self._domestic(token),
            listed=listed is not None,
            public=self._public(token, listed),
        )

    def figures(
        self, token: Token, speaker: Token | None = None, *, acting: bool = False
    ) -> tuple[Figure, ...]:
        """Return the parties that a phrase means: :meth:`figure`, or more for "both", "they"."""
        several = self._two(token) if told_as_two(token) else self._pronouns.several(token)
        figure = None if several else self.figure(token, speaker, acting=acting)
        return several or ((figure,) if figure is not None else ())

    def _two(self, token: Token) -> tuple[Figure, ...]:
        start, end = self._extent(token)
        named = self.affiliations.pair(token)
        return tuple(
            Figure(
                start=start,
                end=end,
                name=country_name(mention.party.country or ""),
                country=mention.party.country,
                nationality=None,
                sector="GOV",
                reason=f"'{token.text}' are the two named last",
                listed=True,
                public=True,
            )
            for mention in named
        )

    def _public(self, token: Token, listed: Mention | None) -> bool:
        """Whether a party acts in public: by its own name, head word, or title."""
        if listed is not None and not (listed.demonym and token.ent_type_ == "PERSON"):
            return True
        if token.lower_ in self._offices or self.affiliations.metonym(token):
            return True
        of_people = any(t.ent_type_ in ("GPE", "NORP") for t in (token, *token.lefts))
        return of_people or bool(titles(token) & offices())

    def _court(self, token: Token) -> Affiliation | None:
        """Return where a court belongs that no country is told of, and that sits for several."""
        if self._bench is None or _lemma(token) not in words("cast", "judges"):
            return None
        return None if self.affiliations.modifier(token) else self._bench

    def _domestic(self, token: Token) -> bool:
        """Whether a party without any country's name belongs where the event happens."""
        outside = [child for child in token.lefts if child.lower_ in words("cast", "abroad")]
        ministry = _lemma(token) in words("cast", "cabinet")
        if any(not ministry or child.lower_ != "foreign" for child in outside):
            return False
        if titles(token) & words("cast", "envoys"):
            return False
        if token.pos_ == "NUM" or _lemma(token) in words("cast", "domestic"):
            return True
        if _lemma(token) in words("cast", "rebels") or _lemma(token) in classes()["fighters"]:
            return True
        if token.ent_type_ in ("PERSON", "ORG") or token.pos_ == "PROPN":
            return True
        foreign = _lemma(token) in words("cast", "foreign")
        named = any(child.ent_type_ in ("NORP", "GPE", "LOC") for child in token.lefts)
        common = token.pos_ == "NOUN" and not self.is_party(token)
        return common and not foreign and not named

    def _owned(self, token: Token, speaker: Token | None) -> Affiliation | None:
        """Return where the owner of a party belongs: "[his] daughter", "[its] units"."""
        whose = next((t for t in token.lefts if t.lower_ == "whose"), None)
        if whose is not None:
            return self._whose(token)
        owner = next((t for t in token.lefts if t.dep_ == "poss" and t.lower_ in PRONOUNS), None)
        if owner is None:
            return None
        beside = token.head if token.dep_ == "conj" and token.head.i < token.i else None
        figure = self.figure(beside) if beside is not None else self._pronouns.of(owner, speaker)
        if figure is None and owner.lower_ not in FIRST_PERSON:
            # What stands before: "dozens of [his] men" are not their own owner.
            figure = self._pronouns.before(
                owner,
                lambda t: t.dep_ in SUBJECTS and counted(t).i < owner.i and self.is_party(t),
            )
        if figure is None or figure.country is None:
            return None
        reason = f"'{owner.text}' is {figure.name}"
        return Affiliation(country=figure.country, sector=None, reason=reason)

    def _whose(self, token: Token) -> Affiliation | None:
        """Return where that belongs which a clause tells of: "Chad, [whose] army fled"."""
        clause = next((above for above in governors(token) if above.dep_ == "relcl"), None)
        figure = self.figure(clause.head) if clause is not None else None
        if figure is None or figure.country is None:
            return None
        return Affiliation(country=figure.country, sector=None, reason=f"'whose' is {figure.name}")

    def _earlier(self, token: Token) -> Affiliation | None:
        """Return what an earlier phrase with the same head said: "Houthi rebels ... the rebels"."""
        lemma = token.lemma_.lower()
        if lemma in words("cast", "groups"):
            return self._group_before(token)
        known = words("cast", "rebels") | words("cast", "domestic") | words("cast", "titles")
        if lemma not in known | classes()["post"]:
            return None
        if indefinite(token):
            return None
        heads = self._heads.get(lemma, ())
        for index in reversed(heads[: bisect.bisect_left(heads, token.i)]):
            if token.i - index > MEMORY:
                break
            other = self._doc[index]
            head = other.head if other.dep_ == "compound" else other
            found = self.affiliations.of(head)
            if found and found.country:
                return replace(found, reason=f"named before: {found.reason}")
        return None

    def _group_before(self, token: Token) -> Affiliation | None:
        for other in reversed(self._doc[max(0, token.i - 4 * WINDOW) : token.i]):
            mention = self.affiliations.mentions.get(other.i)
            if mention and mention.party.sector == "REB":
                party = mention.party
                reason = f"named before: '{party.name}'"
                return Affiliation(country=party.country, sector="REB", reason=reason)
        return None

    def same(self, one: Token, other: Token) -> bool:
        """Whether two phrases mean one party, or parties of one country."""
        a, b = self.figure(one), self.figure(other)
        if a is None or b is None:
            return False
        return a.name == b.name or (a.country is not None and a.country == b.country)

    def is_party(self, token: Token) -> bool:
        """Whether a phrase's head can act: a name, a people, persons, forces or a government."""
        if token.pos_ == "NUM":
            last = token.i + 1 == len(self._doc)
            return token.ent_type_ in ("CARDINAL", "") and (last or token.nbor().text != "%")
        mention = self.affiliations.mentions.get(token.i)
        if mention and mention.party.sector:
            return True
        if token.ent_type_ in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "FAC", "LOC"):
            return token.lemma_.lower() in classes()["person"]
        if mention or token.ent_type_ in ("PERSON", "ORG", "NORP"):
            return True
        if self.affiliations.metonym(token):
            return True
        if token.ent_type_ == "GPE" and token.dep_ in (*SUBJECTS, "poss", "conj"):
            return True
        if token.pos_ == "PROPN" and token.lower_ in self._persons:
            return True
        lemma = _lemma(token)
        if lemma in words("cast", "peers") and self.affiliations.modifier(token) is not None:
            return True
        forms = (lemma, *singulars(token))  # "Rebels" at the start of a sentence passes for a name
        listed = any(form in classes()[name] for name, _ in SECTORS for form in forms)
        return listed or lemma in words("cast", "domestic")

    def _extent(self, token: Token) -> tuple[int, int]:
        """Return the characters of the phrase without article and relative clauses."""
        first = last = token.i
        mention = self.affiliations.mentions.get(token.i)
        if mention:
            first, last = min(first, mention.start), max(last, mention.end - 1)
        for child in token.lefts:
            if child.dep_ in MODIFIERS and child.dep_ != "det":
                first = min(first, child.left_edge.i)
        while first < token.i and (self._doc[first].dep_ == "det" or self._doc[first].is_space):
            first += 1
        return self._doc[first].idx, self._doc[last].idx + len(self._doc[last])

    def _name(self, token: Token, start: int, end: int) -> str:
        mention = self.affiliations.mentions.get(token.i)
        if mention and not mention.demonym:
            return mention.party.name
        if token.ent_type_ == "PERSON" and token.i in self._named:
            return self._named[token.i]
        return " ".join(self._text[start:end].split())


def _is_bench(mention: Mention | None) -> bool:
    """Whether a listed party is a court of several states."""
    if mention is None or mention.party.sector != "IGO":
        return False
    return bool(words("cast", "courts") & set(mention.party.name.lower().split()))
