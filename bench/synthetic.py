"""Synthetic events, always the same for the same number: realistic places, pile-ups, parties.

The towns are GeoNames' (those of the map's labels), drawn by population, so that a few hold most
events, as in the news.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from events.article import Article
from events.catalogue import country_name
from events.event import Event
from events.merge import summary
from events.query.index import MODALITIES, NO_DAY, NONE, PRECISIONS, ROLES, Index
from events.query.reader import ordered
from events.query.selection import Desk
from events.query.symbol import TYPES
from events.report import (
    Actor,
    DateBasis,
    DatePrecision,
    Report,
    Role,
    When,
    Where,
)
from events.store.archive import Capture
from geodata.country import countries
from geodata.outline import keys as outline_keys
from geodata.outline import outline
from geodata.place import Place, Precision

SEED = 20250408
COUNTRIES, ACTORS, SOURCES, YEARS = 60, 300, 40, 20
REGIONS = 400
_ADMIN1 = re.compile(r"[A-Z]{2}\.\w+")
LAST = date(2025, 12, 31).toordinal()
LABELS = Path(__file__).parent.parent / "static" / "basemap" / "labels.json"
MODES = ("abduct", "aerial", "artillery", "visit", "meet", "phone", "arrest", "demo", "strike")
WORDS = ("harbour", "bridge", "border", "market", "railway", "depot", "school", "airfield")


def index(number: int) -> Index:
    """Return the index of so many synthetic events."""
    random = np.random.default_rng(SEED)
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    towns, regions = labels["towns"], _regions()
    codes = np.array([c.alpha3 for c in countries()[:COUNTRIES]])
    weights = np.array([town[2] for town in towns], dtype=float) ** 0.9
    area = len(towns) + random.integers(0, len(regions), number)
    town = random.choice(len(towns), number, p=weights / weights.sum())
    share = random.random(number)
    place = np.where(share < 0.1, NONE, np.where(share < 0.25, area, town)).astype(np.int32)
    start = (LAST - random.integers(0, YEARS * 365, number)).astype(np.int32)
    undated = random.random(number) < 0.05
    width = np.where(random.random(number) < 0.2, random.integers(1, 30, number), 0)
    parties = number * 2
    source_count = len(codes)
    points = [*((t[1], t[0]) for t in towns), *((r[1], r[0]) for r in regions)]
    return ordered(
        Index(
            id=np.array([f"{i:016x}" for i in range(number)], dtype="S16"),
            type=random.choice(len(TYPES), number).astype(np.uint8),
            mode=random.integers(NONE, len(MODES), number).astype(np.int16),
            start=np.where(undated, NO_DAY, start),
            end=np.where(undated, NO_DAY, start + width).astype(np.int32),
            stated=~undated & (random.random(number) < 0.9),
            modality=random.choice(len(MODALITIES), number, p=(0.7, 0.2, 0.05, 0.05)).astype(
                np.uint8
            ),
            real=random.random(number) < 0.93,
            reports=np.ones(number, dtype=np.int32),
            independent=np.ones(number, dtype=np.int32),
            place=place,
            lat=np.array([p[0] for p in points], dtype=float),
            lon=np.array([p[1] for p in points], dtype=float),
            precision=np.array(
                [PRECISIONS.index(Precision.TOWN)] * len(towns)
                + [PRECISIONS.index(Precision.ADMIN1)] * len(regions),
                dtype=np.uint8,
            ),
            place_name=np.array([t[3] for t in towns] + [r[2] for r in regions]),
            place_country=np.array([""] * len(points)),
            outline=np.array([""] * len(towns) + [r[2] for r in regions]),
            party_row=np.repeat(np.arange(number, dtype=np.int32), 2),
            party_country=(random.zipf(1.4, parties) % source_count).astype(np.int16),
            party_nationality=np.full(parties, NONE, dtype=np.int16),
            party_actor=(random.zipf(1.3, parties) % ACTORS).astype(np.int32),
            party_role=np.tile(
                [ROLES.index(Role.ACTOR), ROLES.index(Role.RECIPIENT)], number
            ).astype(np.uint8),
            source_row=np.arange(number, dtype=np.int32),
            source=random.integers(0, SOURCES, number).astype(np.int32),
            modes=np.array(MODES),
            countries=codes,
            actors=np.array([f"Group {i}" for i in range(ACTORS)]),
            sources=np.array([f"Paper {i}" for i in range(SOURCES)]),
        )
    )


def _regions() -> list[tuple[float, float, str]]:
    """Return longitude, latitude and key of real first-order units, so that outlines are drawn."""
    known = sorted(key for key in outline_keys() if _ADMIN1.fullmatch(key))
    found = []
    for key in known[:: len(known) // REGIONS][:REGIONS]:
        geometry = outline(key) or {"coordinates": []}
        ring = np.array(max((polygon[0] for polygon in geometry["coordinates"]), key=len))
        west, south, east, north = *ring.min(axis=0), *ring.max(axis=0)
        found.append((float(west + east) / 2, float(south + north) / 2, key))
    return found


@dataclass(slots=True)
class SyntheticCatalogue:
    """Synthetic events behind the page, in place of a store's."""

    made: Desk

    @classmethod
    def of(cls, number: int, folder: Path) -> SyntheticCatalogue:
        """Return so many events, from the folder where they are kept."""
        path = folder / f"synthetic-{number}.npz"
        if not path.exists():
            index(number).save(path)
        loaded = Index.load(path)
        made = Desk(loaded, country=country_name)
        made.search = lambda words: (loaded.id[row].decode() for row in _holding(loaded, words))
        return cls(made)

    def desk(self) -> Desk:
        """Return the desk over the events."""
        return self.made

    def ready(self) -> Desk:
        """Return the desk."""
        return self.made

    def version(self) -> str:
        """Return a word that stays: these events never change."""
        return f"synthetic-{len(self.made.index)}"

    def event(self, event_id: str) -> Event | None:
        """Return an event with one report."""
        row = self.made.index.row(event_id)
        return None if row is None else summary((self._report(row),))

    def article(self, article_id: str) -> Article | None:
        """Return the article that a report of ours names."""
        for word in WORDS:
            article = _article(word)
            if article.id == article_id:
                return article
        return None

    def captures(self, article_id: str) -> tuple[Capture, ...]:
        """Return nothing: articles of ours were never fetched."""
        return ()

    def excerpts(self, event_ids: Sequence[str]) -> list[str]:
        """Return the sentence of each event."""
        return [_article(_word(event_id)).text.split("\n")[2] for event_id in event_ids]

    def _report(self, row: int) -> Report:
        index = self.made.index
        article = _article(_word(index.id[row].decode()))
        sentence = article.text.split("\n")[2]
        begin = article.text.index(sentence)
        start = article.text.index

        def actor(name: str, position: int) -> Actor:
            at = start(name, begin)
            code = index.party_country[position]
            return Actor(
                quote=article.quote(at, at + len(name)),
                role=ROLES[index.party_role[position]],
                name=str(index.actors[index.party_actor[position]]),
                country=str(index.countries[code]) if code != NONE else None,
            )

        trigger = start("struck", begin)
        return Report(
            text=article.text,
            article_id=article.id,
            type=TYPES[index.type[row]],
            mode=str(index.modes[index.mode[row]]) if index.mode[row] != NONE else None,
            trigger=article.quote(trigger, trigger + 6),
            quotes=(article.quote(begin, begin + len(sentence)),),
            where=self._where(article, row),
            when=self._when(row),
            actors=tuple(
                actor(name, position)
                for name, position in zip(
                    ("The first group", "the second"), index.parties(row), strict=False
                )
            ),
            claimant=None,
            modality=MODALITIES[index.modality[row]],
            aux=frozenset(),
            extractor="synthetic 1",
        )

    def _where(self, article: Article, row: int) -> Where | None:
        index = self.made.index
        number = index.place[row]
        if number == NONE:
            return None
        at = article.text.index("the town")
        place = Place(
            geonames_id=None,
            name=str(index.place_name[number]),
            lat=float(index.lat[number]),
            lon=float(index.lon[number]),
            country=None,
            admin1=None,
            admin1_name=None,
            feature="PPL",
            population=0,
            precision=PRECISIONS[index.precision[number]],
            uncertainty_m=5000,
            outline=None,
        )
        return Where(quote=article.quote(at, at + 8), place=place, reason="synthetic")

    def _when(self, row: int) -> When | None:
        index = self.made.index
        if index.start[row] == NO_DAY:
            return None
        return When(
            start=date.fromordinal(int(index.start[row])),
            end=date.fromordinal(int(index.end[row])),
            precision=DatePrecision.DAY,
            basis=DateBasis.REPORTED,
            quote=None,
        )


def _word(event_id: str) -> str:
    return WORDS[int(event_id, 16) % len(WORDS)]


def _article(word: str) -> Article:
    text = f"Clash at the {word}\n\nThe first group struck the second at the {word} of the town.\n"
    return Article(text=text, title=f"Clash at the {word}", publisher="Paper 1")


def _holding(index: Index, words: str) -> np.ndarray:
    wanted = [i for i, word in enumerate(WORDS) if word == words]
    numbers = np.arange(len(index)) % len(WORDS)
    return np.flatnonzero(np.isin(numbers, wanted))
