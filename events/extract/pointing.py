"""Pointing: places that words without a name point back to.

"outside the cathedral", "in the same city", "killed there": the place is the one that the noun, or
the place named last, stands for in the text before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from events.article import Quote
from events.extract.capital import capital
from events.extract.distance import TOWNS
from events.extract.elsewhere import far_off
from events.extract.placing import VERBAL, WORDS, locative
from events.extract.sentence import number_of, numbered, sentence_of
from events.report import Where
from geodata.place import Place, Precision
from geodata.toponym import Toponym

REGIONS = (Precision.ADMIN1, Precision.ADMIN2)
NOMINAL = ("NOUN", "PROPN", "ADJ")
"""Parts of speech of nouns, as the small model has them ("outside the cathedral" is an ADJ)."""
LATELY = 2
"""Sentences that "the city" reaches back to a city that is only named."""
NEAR = 3
"""Sentences that "there" reaches back."""


@dataclass(frozen=True, slots=True)
class Site:
    """A noun of a site, in a sentence that tells where it is."""

    noun: str
    sentence: int
    where: Where


class Ground:
    """The places of an article by what points back to them."""

    def __init__(
        self, doc: Doc, toponyms: Sequence[Toponym], home: str | None, filed: Place | None = None
    ) -> None:
        """``toponyms`` are the literal ones, ``home`` the country that the text is about.

        ``filed``: the town of the dateline, which "this town" and "here" mean.
        """
        self._home = home
        self._filed = filed
        self._sites: list[Site] = []
        self._scenes: list[tuple[bool, int, Where]] = []
        self._named: list[tuple[Toponym, Token]] = []
        self._open: dict[int, Toponym] = {}
        """Names of places that nobody could locate, by their token."""
        for toponym in toponyms:
            if toponym.place is not None and not toponym.place.pinnable:
                continue
            span = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
            if span is None or far_off(span.root, span.root):
                continue
            if toponym.place is None:
                self._open[span.root.i] = toponym
            else:
                self._named.append((toponym, span.root))

    def learn(self, trigger: Token, where: Where, *, force: bool) -> None:
        """Note the sites of a sentence in which an event, of force or another, has a place."""
        if where.place is None or not where.place.pinnable:
            return
        number = number_of(trigger)
        self._scenes.append((force, number, where))
        for token in sentence_of(trigger):
            if token.lemma_.lower() in WORDS["sites"]:
                self._sites.append(Site(token.lemma_.lower(), number, where))

    def place(self, trigger: Token) -> Where | None:
        """Return the place that a trigger's clause points back to, or None."""
        for token in _phrases(trigger):
            if self._filed is not None and _here(token):
                return _meant(self._filed, token)
            found = self._noun(token) if token.pos_ in NOMINAL else self._there(token)
            if found is not None:
                return found
        return None

    def _there(self, token: Token) -> Where | None:
        """Return the place named last, by the same name wherever the geoparser left it open."""
        if token.lower_ == "here":
            return None  # nobody can say where without a dateline
        names = {toponym.name: toponym for toponym, _ in self._named}
        heads = {root.i: toponym for toponym, root in self._named}
        first = numbered(token.doc, max(0, number_of(token) - NEAR))
        for i in range(token.i - 1, first.start - 1 if first is not None else -1, -1):
            found = heads.get(i) or names.get(token.doc[i].text)
            if found is not None:
                return _where(found, token)
            if i in self._open or unlocated(token.doc[i]):
                return None
        told = self._told(number_of(token))
        return told[-1] if told and token.lower_ == "there" else None

    def _told(self, number: int) -> list[Where]:
        """Return the places of the events before a sentence, the last act of force at the end."""
        before = [scene for scene in self._scenes if scene[1] < number]
        return [where for *_, where in sorted(before, key=lambda scene: scene[:2])]

    def _area(self, token: Token, kinds: Collection[Precision]) -> Where | None:
        """Return the town or region where something happened last, else the one named last."""
        lately = self._lately(token, kinds)
        if lately is not None:
            return _meant(lately, token)
        told = [where for where in self._told(number_of(token)) if where.place]
        fit = [w for w in told if w.place and w.place.precision in kinds]
        if fit:
            return _meant(fit[-1].place, token)
        for toponym, root in reversed(self._named):
            if root.i < token.i and toponym.place and toponym.place.precision in kinds:
                return _meant(toponym.place, token)
        return _meant(told[-1].place, token) if told else None

    def _lately(self, token: Token, kinds: Collection[Precision]) -> Place | None:
        """Return the only place of some kinds that the paragraph's last sentences name."""
        first = numbered(token.doc, max(0, number_of(token) - LATELY))
        start = first.start if first is not None else 0
        for i in range(token.i - 1, start - 1, -1):
            if "\n" in token.doc[i].text:
                start = i
                break
        here = [
            toponym.place
            for toponym, root in self._named
            if start <= root.i < token.i and toponym.place and toponym.place.precision in kinds
        ]
        return here[-1] if len({place.geonames_id for place in here}) == 1 else None

    def _noun(self, token: Token) -> Where | None:
        noun = token.lemma_.lower()
        if noun == "capital":
            place = capital(token, [t for t, _ in self._named], self._home)
            return _meant(place, token) if place is not None else None
        for kinds, nouns in ((TOWNS, WORDS["towns"]), (REGIONS, WORDS["regions"])):
            if noun in nouns:
                return self._area(token, kinds)
        number = number_of(token)
        known = [site for site in self._sites if site.noun == noun and site.sentence < number]
        if not known:
            return None
        site = max(known, key=lambda site: site.sentence)
        return _meant(site.where.place, token)


def _meant(place: Place | None, token: Token) -> Where:
    """Return the place that a noun stands for, by the noun's own words."""
    quote = Quote(start=token.idx, end=token.idx + len(token), text=token.text)
    told = f" ({place.name})" if place else ""
    return Where(quote=quote, place=place, reason=f"'{token.text}' is the one told of before{told}")


def _where(toponym: Toponym, token: Token) -> Where:
    quote = Quote(start=toponym.start, end=toponym.end, text=toponym.name)
    return Where(quote=quote, place=toponym.place, reason=f"'{token.text}' points back to it")


def _phrases(trigger: Token) -> Iterator[Token]:
    """Yield the words of a trigger's clause that may point back to a place."""
    for token in sentence_of(trigger):
        if token.lower_ in WORDS["pointing"] and token.dep_ == "advmod":
            if _own(token, trigger):
                yield token
        elif token.lower_ == "it" and token.dep_ == "nsubjpass" and token.head == trigger:
            if trigger.lemma_.lower() in WORDS["taken"]:
                yield token
        elif token.is_lower and token.pos_ in NOMINAL and _site(token) and _definite(token):
            whole = _whole(token)
            held = locative(token) is not None or whole.dep_ in ("dobj", "nsubjpass")
            if held and _own(token, trigger):
                yield token


def _here(token: Token) -> bool:
    """Whether words mean the place that a story is filed from: "here", "in this dusty town"."""
    town = token.lemma_.lower() in WORDS["towns"] and token.pos_ in NOMINAL
    this = any(c.lower_ == "this" for c in token.children)
    return token.lower_ == "here" or (town and this)


def _whole(token: Token) -> Token:
    """Return the part of a place that stands for it: the parts of "retook parts of the enclave"."""
    of = token.head
    part = token.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in WORDS["parts"]
    return of.head if part else token


def _site(token: Token) -> bool:
    return token.lemma_.lower() in WORDS["sites"] | WORDS["towns"] | WORDS["regions"]


def _definite(token: Token) -> bool:
    """Whether a noun has "the" or the like, and no name that says which one it is.

    "The areas" are several, and "the mountainous area" is another than the one told of.
    """
    words = list(token.children)
    apart = any(c.pos_ == "ADJ" and c.lower_ not in WORDS["whole"] for c in words)
    if token.lemma_.lower() in ("area", "region") and (apart or token.tag_ == "NNS"):
        return False
    if token.dep_ == "compound" and token.head.ent_type_ == "DATE":
        words += token.head.children  # "the cathedral Sunday"
    if any(c.dep_ == "prep" and (c.lower_ == "of" or _named(c)) for c in words):
        return False
    if any(
        c.ent_type_ in ("GPE", "LOC", "FAC", "ORG")
        for c in words
        if c.dep_ in ("compound", "appos")
    ):
        return False
    return any(c.lower_ in WORDS["definite"] for c in words)


def unlocated(token: Token) -> bool:
    """Whether a token is the name in "the town of X", or a place by the tagger after "in"."""
    if token.pos_ != "PROPN":
        return False
    if any(c.lower_ == "near" and c.dep_ == "compound" for c in token.children):
        return True  # "Near Ramla, two shells fell": the parse takes it for a full name
    if token.dep_ != "pobj":
        return False
    prep = token.head
    if token.lower_ in WORDS["regions"] and any(c.dep_ == "compound" for c in token.children):
        return True  # "from the Bas Congo Province"
    if prep.lower_ == "near" and token.ent_type_ not in ("DATE", "TIME"):
        return True
    if prep.lower_ == "of":
        return prep.head.lemma_.lower() in WORDS["towns"] | WORDS["regions"]
    site = token.lower_ in WORDS["sites"]
    return token.ent_type_ == "GPE" and not site and prep.lower_ in ("in", "near", "at")


def _named(prep: Token) -> bool:
    """Whether a preposition leads to a name: "the base [at X]"."""
    return any(
        c.dep_ == "pobj" and c.pos_ == "PROPN" and c.ent_type_ not in ("DATE", "TIME")
        for c in prep.children
    )


def _own(token: Token, trigger: Token) -> bool:
    """Whether a word stands in the clause of a trigger: no other verb lies between.

    "Four died there when soldiers opened fire": they opened it there.
    """
    verb = next((t for t in (trigger, *trigger.ancestors) if t.pos_ in VERBAL), trigger)
    above = next((t for t in token.ancestors if t.pos_ in VERBAL or t == trigger), None)
    if above is None:
        return False
    inner, outer = (verb, above) if above.is_ancestor(verb) else (above, verb)
    when = inner.dep_ == "advcl" and inner.head == outer
    when = when and any(c.lower_ in ("when", "as", "while") for c in inner.children)
    return above in (verb, trigger) or when
