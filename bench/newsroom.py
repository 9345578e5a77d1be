"""Synthetic articles, always the same for the same number: as long and as eventful as the news.

Each is about 2,200 characters of sentences of our own, the first and some others of an event.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

LABELS = Path(__file__).parent.parent / "static" / "basemap" / "labels.json"
LENGTH = 2_200
"""Characters of an article, about the mean of the labelled news."""
SHARE = 0.08
"""Of sentences after the first that tell of an event: five to six reports come of it, as there."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SIDES = ("the army", "rebels", "government forces", "the militia", "security forces", "insurgents",
         "border guards", "the national police", "tribal fighters", "the coast guard")  # fmt: skip
PEOPLE = ("Amina Tarek", "Jonas Weller", "Ivana Petrov", "Samuel Osei", "Maria Quint", "Lin Hao",
          "Viktor Danko", "Rosa Almeida", "Yusuf Karim", "Elena Marsh")  # fmt: skip
EVENTS = (
    "{Side} shelled {town} on {day}, killing at least {n} people and wounding {m} others.",
    "Police in {town} arrested {n} demonstrators after a rally against rising fuel prices.",
    "A car bomb went off near the market of {town} early on {day}, and {n} people died.",
    "Thousands marched through {town} on {day} to demand that the governor step down.",
    "The foreign minister flew to {town} on {day} and met {person} for talks about the border.",
    "{Side} captured a village outside {town} after two days of fighting with {side}.",
    "Two drones hit a fuel depot in {town} overnight, the regional administration said.",
    "Gunmen abducted {n} aid workers on the road from {town} to {other} on {day}.",
    "{Side} and {side} signed a ceasefire in {town}, to begin at midnight on {day}.",
    "{Person} threatened to close the crossing at {town} unless the blockade is lifted.",
    "Dock workers in {town} went on strike on {day} over unpaid wages.",
    "An air strike destroyed a bridge near {town}; {side} denied that any civilian was hurt.",
)
OTHERS = (
    "The price of bread in the district has doubled since the spring, traders told this paper.",
    "“We have seen nothing like it in thirty years,” said {person}, who keeps a small workshop.",
    "The road between {town} and {other} is open again, although lorries still queue for hours.",
    "Schools will remain closed until the water supply has been repaired, the council announced.",
    "Analysts say that neither side has the means to hold the valley through the winter.",
    "According to a report published last year, a quarter of the homes there have no heating.",
    "{Person}, a teacher who left the town with her two children, hopes to return in the summer.",
    "It was not clear who was responsible, and the ministry did not answer questions.",
    "The talks, which began in {month}, have stalled several times over the question of prisoners.",
    "Officials expect the harvest to be smaller than in {year}, when floods ruined the fields.",
    "A spokesman for the railway said that trains to {other} would run again from next week.",
    "Satellite pictures seen by researchers show new trenches along the river east of the ridge.",
    "Humanitarian groups have asked for a corridor to bring medicine to the hospital of {town}.",
    "The opposition called the plan an empty promise; the cabinet is to vote on it within days.",
    "Fishermen on the coast complain that patrol boats keep them from their usual grounds.",
    "In the capital, the central bank raised its main rate by half a point to defend the currency.",
    "“If the guns fall silent for a week, people will come back,” {person} said by telephone.",
    "The museum of {other}, whose roof fell in after the storm, will not open before {month}.",
    "{Person} has written two books on the customs of the hill villages, and teaches history.",
    "Telephone lines were down in the district, so that few of these accounts could be checked.",
    "A kilogram of rice now costs as much as a day labourer earns in the quarries, residents say.",
    "The insurance company will pay for the damaged boats only if their owners can show receipts.",
    "Engineers need about six weeks to bring the power station of {other} back to full output.",
    "The team from {town} plays its home matches abroad until further notice, the league decided.",
    "Most of the families who fled in {month} are living with relatives or in sports halls.",
)


def article(number: int) -> dict[str, str]:
    """Return the fields of one article, as ``python -m events ingest`` reads them from JSON."""
    chance = random.Random(number)
    towns = [chance.choice(_towns()) for _ in range(6)]
    day = date(2025, 1, 1) + timedelta(days=chance.randrange(300))
    told = chance.sample(EVENTS, len(EVENTS))
    others = chance.sample(OTHERS, len(OTHERS))
    parts = [_filled(told.pop(), chance, towns)]
    while sum(map(len, parts)) < LENGTH:
        kind = told if not others or (told and chance.random() < SHARE) else others
        parts.append(_filled(kind.pop(), chance, towns))
    paragraphs = [" ".join(parts[i : i + 2]) for i in range(0, len(parts), 2)]
    return {
        "title": f"Report {number}: tension around {towns[0]}",
        "text": "\n\n".join(paragraphs),
        "published": day.isoformat(),
        "url": f"https://news.example/{number}",
    }


def _filled(sentence: str, chance: random.Random, towns: list[str]) -> str:
    side, person = chance.choice(SIDES), chance.choice(PEOPLE)
    first = chance.choice(SIDES)
    return sentence.format(
        town=chance.choice(towns),
        other=chance.choice(towns),
        side=side,
        Side=first[0].upper() + first[1:],
        person=person,
        Person=person,
        day=chance.choice(DAYS),
        n=chance.randrange(2, 40),
        m=chance.randrange(10, 400),
        month=chance.choice(("January", "March", "May", "June", "September", "November")),
        year=chance.randrange(2009, 2024),
    )


def _towns() -> list[str]:
    if not _TOWNS:
        labels = json.loads(LABELS.read_text(encoding="utf-8"))
        _TOWNS.extend(town[3] for town in labels["towns"])
    return _TOWNS


_TOWNS: list[str] = []
