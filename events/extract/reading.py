"""Readings: what date words rest on, what they mean, and the words themselves."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from events.extract import calendar
from events.extract.calendar import Interval
from events.report import DatePrecision

DATA = Path(__file__).parents[1] / "data"
WORDS = tomllib.loads((DATA / "dates.toml").read_text("utf-8"))
MONTHS: dict[str, int] = WORDS["months"] | WORDS["months_short"]
WEEKDAYS: dict[str, int] = WORDS["weekdays"] | WORDS["weekdays_short"]
NUMBERS: dict[str, int] = WORDS["numbers"]
RUNNING_DAYS = 45
"""Days by which what an undated text tells may be apart from the day that it begins with."""
AFTER_DAYS = 150
"""Days by which an undated text may run ahead of the day that it begins with."""
UNDATED = "no publication date to count from"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression rests on."""

    published: date | None
    ahead: bool
    """Whether its verb looks forward."""
    mentioned: Interval | None
    """The day, month or year that the text told last."""
    story: Interval | None
    """A dated past that the passage is telling of: months without a year go on from it."""
    told: date | None = None
    """The day that a text without a publication date begins with; its year is the others' too."""
    era: date | None = None
    """The last day of the month that an undated text begins with, where it begins with no day."""
    running: bool = False
    """Whether weekdays, too, go by the days told, in a text without a publication date."""

    @property
    def today(self) -> date | None:
        """The day that an undated text has come to: the one mentioned last, near its first."""
        if not self.running or self.told is None:
            return None
        last = self.mentioned.last if self.mentioned else self.told
        return last if abs((last - self.told).days) <= RUNNING_DAYS else self.told


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words mean: ``interval`` None where they could not be resolved."""

    interval: Interval | None
    relative: bool
    reason: str


class Groups(dict[str, str]):
    """The named groups of a match; one that took no part, or is not in the rule, is empty."""

    def __missing__(self, name: str) -> str:
        return ""


Resolver = Callable[[Groups, Anchor], Reading | None]


def month_number(word: str) -> int:
    """Return 4 for "April" and "Apr."."""
    return MONTHS[word.rstrip(".").capitalize()]


def weekday_number(word: str) -> int:
    """Return 0 for "Monday" and "Mon."."""
    return WEEKDAYS[word.rstrip(".").capitalize()]


def count_of(word: str) -> int:
    """Return 3 for "three" and "3"."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def day_number(word: str) -> int:
    """Return 8 for "8th"."""
    return int(re.sub(r"\D", "", word))


def part_of(word: str | None) -> str | None:
    """Return early, mid or late for "the beginning of" and its like."""
    if not word:
        return None
    word = word.lower()
    if re.search(r"early|beginning|start", word):
        return "early"
    return "mid" if "mid" in word else "late"


def cut(interval: Interval, word: str | None) -> Interval:
    """Return the third of an interval that a word tells, the whole without one."""
    name = part_of(word)
    return calendar.third(interval, name) if name else interval


def stated(interval: Interval | None, why: str = "a full date") -> Reading | None:
    """Return a reading that rests on nothing but its words, None for no interval."""
    return Reading(interval, False, why) if interval else None


def left_open(why: str) -> Reading:
    """Return a reading without an interval."""
    return Reading(None, True, why)


def year_told(words: str, at: Anchor) -> int | None:
    """Return the year that "last year" or "that year" is, None with nothing to count from."""
    word = words.split()[0].lower()
    if word in ("that", "the"):
        return at.mentioned.first.year if at.mentioned else None
    step = {"last": -1, "next": 1}.get(word, 0)
    return at.published.year + step if at.published else None


def nearest(options: list[date], at: Anchor) -> date | None:
    """Return the latest option up to publication, or the first from it on when looking ahead."""
    assert at.published is not None  # noqa: S101 - callers return before
    past = [option for option in options if option <= at.published]
    future = [option for option in options if option >= at.published]
    if at.ahead:
        return min(future, default=max(past, default=None))
    return max(past, default=min(future, default=None))


def yearless(at: Anchor, number: int, of_month: int) -> Reading | None:
    """Resolve a month and day without a year."""
    if not calendar.make(2024, number, of_month):
        return None
    if at.story:
        first = at.story.first
        if at.story.precision is not DatePrecision.YEAR:
            first = first.replace(day=1)
        for year in range(first.year, min(first.year + 9, 9999)):
            found = calendar.make(year, number, of_month)
            if found and found >= first:
                return Reading(calendar.day(found), True, f"the first one from {first} on")
    if at.published is None:
        base = at.told or at.era
        return _beside(base, number, of_month) if base else left_open(UNDATED)
    around = range(max(at.published.year - 8, 1), min(at.published.year + 9, 10000))
    options = [d for y in around if (d := calendar.make(y, number, of_month))]
    found = nearest(options, at)
    side = "from" if at.ahead else "up to"
    return Reading(calendar.day(found), True, f"nearest {side} {at.published}") if found else None


def _beside(told: date, number: int, of_month: int) -> Reading | None:
    """Resolve a month and day of an undated text up to the day that it begins with, or soon after.

    What happened before is told back to a year, what comes after for some weeks only.
    """
    years = range(max(told.year - 8, 1), min(told.year + 2, 10000))
    made = [d for year in years if (d := calendar.make(year, number, of_month))]
    options = [d for d in made if (d - told).days <= AFTER_DAYS]
    why = f"the latest one up to soon after {told}, which the text begins with"
    return Reading(calendar.day(max(options)), True, why) if options else None
