"""Made-up news: one event told by several papers, and others that are easily taken for it.

Every sentence is of our own writing. The generator is seeded: the same seed, the same stories.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from events.article import Article
from events.report import EventType


@dataclass(frozen=True, slots=True)
class Telling:
    """An article, and the event that it tells first."""

    article: Article
    story: str
    type: EventType
    copy_of: str | None
    """Id of the article whose text this one prints."""


# A town, its region, and another town of the region near it.
_PLACES = (
    ("Kharkiv", "Kharkiv region", "Chuhuiv"),
    ("Kramatorsk", "Donetsk region", "Sloviansk"),
    ("Kherson", "Kherson region", "Oleshky"),
    ("Mosul", "Nineveh province", "Qaraqosh"),
    ("Baqubah", "Diyala province", "Khalis"),
    ("Idlib", "Idlib province", "Saraqib"),
    ("Maiduguri", "Borno State", "Konduga"),
    ("Goma", "North Kivu province", "Sake"),
    ("Kandahar", "Kandahar province", "Spin Boldak"),
    ("Jalalabad", "Nangarhar province", "Batikot"),
    ("Quetta", "Balochistan province", "Mastung"),
    ("Mandalay", "Mandalay region", "Pyin Oo Lwin"),
)
_ARMS = ("Russian forces", "government troops", "the rebels", "Islamic State fighters", "militants")
_DEEDS: tuple[tuple[EventType, tuple[str, ...]], ...] = (
    (
        EventType.ASSAULT,
        (
            "{arms} shelled {place} {day}, killing {n} people.",
            "{n} people were killed {day} when {arms} shelled {place}, officials said.",
            "Shells fired by {arms} hit a market in {place} {day} and killed {n} people.",
            "{arms} fired rockets at {place} {day}; {n} people died, according to the mayor.",
        ),
    ),
    (
        EventType.ASSAULT,
        (
            "A car bomb exploded in {place} {day}, killing {n} people.",
            "{n} people were killed {day} when a car bomb went off in {place}, police said.",
            "A bomb in a parked car killed {n} people in {place} {day}.",
            "Police in {place} said a car bomb had killed {n} people {day}.",
        ),
    ),
    (
        EventType.COERCE,
        (
            "Police arrested {n} opposition activists in {place} {day}.",
            "{n} opposition activists were arrested by police in {place} {day}, a lawyer said.",
            "Police in {place} detained {n} activists of the opposition {day}.",
        ),
    ),
    (
        EventType.PROTEST,
        (
            "Thousands of teachers protested in {place} {day} against {cause}.",
            "Teachers marched through {place} {day} in protest at {cause}.",
            "{cause} drew thousands of teachers to a protest in {place} {day}.",
        ),
    ),
    (
        EventType.ASSAULT,
        (
            "Gunmen kidnapped {n} aid workers in {place} {day}.",
            "{n} aid workers were kidnapped by gunmen in {place} {day}, their charity said.",
            "Gunmen abducted {n} aid workers {day} in {place}.",
        ),
    ),
)
_CAUSES = ("unpaid wages", "new school fees", "the closure of a college", "a cut in pensions")
_REST = (
    "The {a} near the {b} was closed for {n} hours.",
    "A {b} said the {a} had been quiet since the {c}.",
    "Nobody at the {c} could say why the {a} was left open.",
    "The {a} and the {b} belong to one family of the old {c}.",
    "Rain had washed away the {b} behind the {a} in spring.",
    "A {c} is planned where the {a} stood, {n} years on.",
    "The governor is to see the {b} and the {c} this week.",
    "Most of the {a} was sold to a {c} long ago.",
)
_THINGS = (
    "bridge mill school harbour depot church mosque garden quarry station theatre bakery farm "
    "orchard canal library barracks hotel clinic bazaar wall tower tannery ferry brickyard well "
    "museum prison stable court cinema vineyard dam lighthouse foundry granary chapel arcade"
)
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


def tellings(seed: int, stories: int) -> Iterator[Telling]:
    """Yield the articles of some stories, each told by two to four papers, and its doubles."""
    random = Random(seed)
    for number in range(stories):
        # No two stories of one kind and region within four days, but for the doubles below.
        town, region, near = _PLACES[number % len(_PLACES)]
        deed = random.randrange(len(_DEEDS))
        first = date(2025, 1, 6) + timedelta(days=number // len(_PLACES) * 8)
        told = _Story(
            random=random,
            name=f"{seed}-{number}",
            deed=deed,
            day=first + timedelta(days=random.randrange(4)),
            place=town,
            region=region,
            arms=random.choice(_ARMS),
            count=random.randrange(2, 60),
            cause=random.choice(_CAUSES),
        )
        yield from told.papers(random.randrange(2, 5))
        # The same kind of thing in the next town that day, there two days later, by others.
        double = random.randrange(4)
        if double == 0:
            yield from told.other("near", place=near).papers(1)
        elif double == 1:
            yield from told.other("later", day=told.day + timedelta(days=2)).papers(1)
        elif double == 2:
            yield from told.other("next day", day=told.day + timedelta(days=1)).papers(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    random: Random
    name: str
    deed: int
    day: date
    place: str
    region: str
    arms: str
    count: int
    cause: str

    def other(self, name: str, *, place: str = "", day: date | None = None) -> _Story:
        return _Story(
            random=self.random,
            name=f"{self.name} {name}",
            deed=self.deed,
            day=day or self.day,
            place=place or self.place,
            region=self.region,
            arms=self.arms if self.random.random() < 0.5 else self.random.choice(_ARMS),
            count=self.random.randrange(2, 60),
            cause=self.random.choice(_CAUSES),
        )

    def papers(self, number: int) -> Iterator[Telling]:
        """Yield the story as some papers tell it, one of them now and then a copy."""
        kind, sentences = _DEEDS[self.deed]
        chosen = self.random.sample(sentences, min(number, len(sentences)))
        first: Article | None = None
        for sentence in chosen:
            article = self._article(sentence)
            yield Telling(article, self.name, kind, None)
            first = first or article
        if first and number > 1 and self.random.random() < 0.4:
            again = f"({self.random.choice(('Agency', 'Wire', 'Staff'))}) - {first.text}"
            yield Telling(Article(text=again, published=first.published), self.name, kind, first.id)

    def _article(self, sentence: str) -> Article:
        random = self.random
        lag = random.choice((0, 0, 1, 1, 2))
        published = self.day + timedelta(days=lag)
        place = self.place if random.random() < 0.85 else f"the {self.region}"
        count = self.count if random.random() < 0.8 else self.count + random.randrange(1, 4)
        text = sentence.format(
            arms=self.arms if random.random() < 0.8 else "attackers",
            place=place,
            day=self._day(lag),
            n=_WORDS[count - 2] if count <= 11 else count,
            cause=self.cause,
        )
        rest = [self._line(line) for line in random.sample(_REST, 5)]
        return Article(text="\n".join([text[0].upper() + text[1:], *rest]), published=published)

    def _line(self, line: str) -> str:
        a, b, c = self.random.sample(_THINGS.split(), 3)
        return line.format(a=a, b=b, c=c, n=self.random.choice(_WORDS))

    def _day(self, lag: int) -> str:
        random = self.random
        if random.random() < 0.05:
            return "this week"
        spoken = {0: "today", 1: "yesterday"}.get(lag, f"on {self.day:%A}")
        return random.choice((f"on {self.day:%A}", f"on {self.day.day} {self.day:%B}", spoken))
