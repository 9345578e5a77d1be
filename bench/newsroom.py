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
"""Of sentences after the first that tell of an event: about six reports come of it; there, five."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SIDES = ("the army", "rebels", "government forces", "the militia", "security forces", "insurgents",
         "border guards", "the national police", "tribal fighters", "the coast guard")  # fmt: skip
FORENAMES = ("Amina", "Jonas", "Ivana", "Samuel", "Maria", "Hao", "Viktor", "Rosa", "Yusuf",
             "Elena", "Anton", "Leila", "Pedro", "Ruth", "Omar", "Sofia")  # fmt: skip
SURNAMES = ("Tarek", "Weller", "Petrov", "Osei", "Quint", "Lin", "Danko", "Almeida", "Karim",
            "Marsh", "Brandt", "Okafor", "Silva", "Novak", "Haddad", "Moreau")  # fmt: skip
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
    "The price of bread in {town} has risen by {n} percent since {month}, {person} said.",
    "“We have seen nothing like it in {m} months,” said {person}, who keeps a workshop in {town}.",
    "The road between {town} and {other} is open again, although {m} lorries still queue there.",
    "The {n} schools of {town} will remain closed until their water supply has been repaired.",
    "Analysts say that no one has the means to hold the valley of {town} through {m} more days.",
    "According to {person}, a quarter of the {m} homes around {other} have no heating.",
    "{Person}, a teacher who left {town} with {n} pupils, hopes to return in the summer.",
    "It was not clear who was responsible, and {person} of the ministry did not answer {n} calls.",
    "The talks, which began in {month}, have stalled {n} times over the question of {other}.",
    "Officials expect the harvest of {town} to be {n} percent smaller than in {year}.",
    "The railway said that {n} trains a week to {other} would run again from {month}.",
    "Satellite pictures seen by {person} show {n} new trenches along the river east of {town}.",
    "Humanitarian groups have asked for a corridor to bring {m} boxes of medicine to {town}.",
    "The opposition called the {m} pages of the plan for {town} an empty promise.",
    "Fishermen of {town} complain that patrol boats keep {n} crews from their usual grounds.",
    "The central bank raised its main rate by {n} points to defend the currency, {person} wrote.",
    "“If it is quiet for {n} weeks, people will come back to {town},” {person} said by telephone.",
    "The museum of {other}, whose roof fell in after the storm, will not open before {month}.",
    "{Person} has written {n} books on the customs of the villages of {town}, and teaches history.",
    "Telephone lines were down in {town}, so that few of the {m} accounts could be checked.",
    "In {town} a kilogram of rice now costs as much as {person} earns in {n} hours.",
    "The insurance company of {person} will pay for {n} damaged boats at {town} at most.",
    "Engineers need about {n} weeks to bring the power station of {other} back to full output.",
    "The team from {town} plays its next {n} home matches in {other}, the league decided.",
    "Most of the {m} families who fled {town} in {month} are living in sports halls of {other}.",
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
    side, first = chance.choice(SIDES), chance.choice(SIDES)
    person = f"{chance.choice(FORENAMES)} {chance.choice(SURNAMES)}"
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
