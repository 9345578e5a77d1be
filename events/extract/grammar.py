"""The grammar of dates: each rule is a pattern and what its words mean at an anchor."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
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


def _any(words: Iterable[str], *, dotted: bool = False, upper: bool = True) -> str:
    forms = list(words)
    if upper:
        forms = [form for word in forms for form in (word, word.upper())]
    forms.sort(key=len, reverse=True)
    joined = "|".join(re.escape(form) for form in forms)
    return rf"(?:(?:{joined})\b\.?)" if dotted else rf"(?:(?:{joined})\b)"


LONG_MONTH = _any(WORDS["months"])
MONTH = rf"(?:{LONG_MONTH}|{_any(WORDS['months_short'], dotted=True)})"
WEEKDAY = rf"(?:{_any(WORDS['weekdays'])}|{_any(WORDS['weekdays_short'])}\.?)"
PLAIN_WEEKDAY = rf"(?:{_any(WORDS['weekdays'])}|{_any(WORDS['weekdays_short'])}\.)"
SURE_MONTH = _any(w for w in WORDS["months"] if w not in ("March", "May", "April", "June"))
DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b)"
YEAR = r"(?:(?:1[5-9]|20)\d\d\b)"
NUMBER = rf"(?i:\d{{1,3}}|{_any(NUMBERS, upper=False)})"
UNIT = r"(?i:minute|hour|day|night|fortnight|week|month|year|decade)"
EDGE = r"(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|close)\s+of(?:\s+the)?"
PART = rf"(?i:early|mid|late|{EDGE})"
DAYPART = r"(?i:morning|afternoon|evening|night|noon|midnight|midday|dawn|lunchtime)"
DASH = r"\s*(?:-|–|—|to|through|and|or|until|till)\s*"
CLOCK = r"(?:(?i:at\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?i:[ap]\.?m\.?)\s+(?i:on\s+)?)?"


def _month(word: str) -> int:
    return MONTHS[word.rstrip(".").capitalize()]


def _weekday(word: str) -> int:
    return WEEKDAYS[word.rstrip(".").capitalize()]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _day(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _part(word: str | None) -> str | None:
    if not word:
        return None
    word = word.lower()
    if re.search(r"early|beginning|start", word):
        return "early"
    return "mid" if "mid" in word else "late"


def _cut(interval: Interval, word: str | None) -> Interval:
    name = _part(word)
    return calendar.third(interval, name) if name else interval


def _stated(interval: Interval | None, why: str = "a full date") -> Reading | None:
    return Reading(interval, False, why) if interval else None


def _open(why: str) -> Reading:
    return Reading(None, True, why)


UNDATED = "no publication date to count from"


def _nearest(options: list[date], at: Anchor) -> date | None:
    """Return the latest option up to publication, or the first from it on when looking ahead."""
    assert at.published is not None  # noqa: S101 - callers return before
    past = [option for option in options if option <= at.published]
    future = [option for option in options if option >= at.published]
    if at.ahead:
        return min(future, default=max(past, default=None))
    return max(past, default=min(future, default=None))


def _yearless(at: Anchor, number: int, of_month: int) -> Reading | None:
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
        return _open(UNDATED)
    around = range(max(at.published.year - 8, 1), min(at.published.year + 9, 10000))
    options = [d for y in around if (d := calendar.make(y, number, of_month))]
    found = _nearest(options, at)
    side = "from" if at.ahead else "up to"
    return Reading(calendar.day(found), True, f"nearest {side} {at.published}") if found else None


def dated(m: Groups, at: Anchor) -> Reading | None:
    """``8 April 2025``, ``April 8``, ``Tuesday, April 8``, ``April 6-8, 2025``."""
    number, days = _month(m["month"]), [_day(m["day"])]
    if m["to"]:
        days.append(_day(m["to"]))
    if m["year"]:
        found = [calendar.make(int(m["year"]), number, d) for d in days]
        if not all(found):
            return None
        return _stated(calendar.span(min(filter(None, found)), max(filter(None, found))))
    readings = [_yearless(at, number, d) for d in days]
    if not all(readings):
        return None
    ends = [r.interval for r in readings if r and r.interval]
    if len(ends) < len(days):
        return readings[0]
    assert readings[0] is not None  # noqa: S101 - all() above
    first, last = ends[0].first, ends[-1].last
    return replace(readings[0], interval=calendar.span(first, last))


def iso(m: Groups, at: Anchor) -> Reading | None:
    """``2025-04-08``, ``2025/04/08``."""
    found = calendar.make(int(m["year"]), int(m["number"]), int(m["day"]))
    return _stated(calendar.day(found)) if found else None


def numeric(m: Groups, at: Anchor) -> Reading | None:
    """``25/4/2025`` where day and month cannot be exchanged; else it stays open."""
    one, two, year = int(m["one"]), int(m["two"]), int(m["year"])
    options = {d for d in (calendar.make(year, one, two), calendar.make(year, two, one)) if d}
    if len(options) == 1:
        return _stated(calendar.day(options.pop()), "the only order that the calendar allows")
    return Reading(None, False, "day and month could be exchanged") if options else None


def month_year(m: Groups, at: Anchor) -> Reading | None:
    """``April 2025``, ``late March 2022``, ``April-June 2025``."""
    year, number = int(m["year"]), _month(m["month"])
    interval = calendar.month(year, number)
    if m["to"]:
        last = _month(m["to"])
        if last <= number:
            return None
        interval = calendar.months(year, number, last)
    return _stated(_cut(interval, m["part"]), "a month of a year")


def month(m: Groups, at: Anchor) -> Reading | None:
    """``in April``, ``last March``, ``late April``."""
    number, which = _month(m["month"]), m["which"].lower()
    if m["of"]:
        return _of_year(m, at, number)
    if at.story and not which and not at.ahead:
        year = at.story.first.year + (number < at.story.first.month)
        why = f"the first one from {at.story.first} on"
        return Reading(_cut(calendar.month(year, number), m["part"]), True, why)
    if at.published is None:
        return _open(UNDATED)
    year = at.published.year
    if which == "next" or (at.ahead and which != "last"):
        year += number < at.published.month + (which == "next")
    elif which != "this":
        year -= number > at.published.month - (which == "last")
    return Reading(
        _cut(calendar.month(year, number), m["part"]), True, f"nearest to {at.published}"
    )


def _of_year(m: Groups, at: Anchor, number: int) -> Reading:
    """Resolve "June last year", "in June of that year"."""
    word = m["of"].split()[0].lower()
    if word in ("that", "the"):
        base, step = (at.mentioned.first if at.mentioned else None), 0
    else:
        base, step = at.published, {"last": -1, "next": 1}.get(word, 0)
    if base is None:
        return _open("no year to count from")
    interval = _cut(calendar.month(base.year + step, number), m["part"])
    return Reading(interval, True, f"counted from {base}")


def weekday(m: Groups, at: Anchor) -> Reading | None:
    """``on Tuesday``, ``last Friday``, ``Monday night``, ``Tuesday last week``."""
    if at.published is None:
        return _open(UNDATED)
    which = m["which"].lower()
    number, published = _weekday(m["weekday"]), at.published
    if m["week"]:
        name = m["week"].split()[0].lower()
        moved = calendar.shift_days(published, {"last": -7, "next": 7}.get(name, 0))
        found = calendar.shift_days(calendar.week(moved).first, number)
        return Reading(calendar.day(found), True, f"of the week counted from {published}")
    if which in ("last", "past", "previous"):
        found = calendar.weekday(number, calendar.shift_days(published, -1))
    elif which in ("next", "coming", "following"):
        found = calendar.weekday(number, calendar.shift_days(published, 1), ahead=True)
    else:
        found = calendar.weekday(number, published, ahead=at.ahead)
    why = f"the {'next one from' if at.ahead else 'latest one up to'} {published}"
    if not m["into"]:
        return Reading(calendar.day(found), True, why)
    into = calendar.weekday(_weekday(m["into"]), found, ahead=True)
    return Reading(calendar.span(found, into), True, why)


def year(m: Groups, at: Anchor) -> Reading | None:
    """``in 2014``, ``late 2022``, ``2014-15``."""
    number = int(m["year"])
    if m["to"]:
        last = int(m["to"]) if len(m["to"]) == 4 else number // 100 * 100 + int(m["to"])
        return _stated(calendar.years(number, last), "years") if last > number else None
    return _stated(_cut(calendar.year(number), m["part"]), "a year")


def decade(m: Groups, at: Anchor) -> Reading | None:
    """``the 1990s``, ``early 2000s``."""
    number = int(m["decade"])
    interval = calendar.years(number, number + 9)
    part = _part(m["part"])
    if part:
        low, high = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}[part]
        interval = calendar.years(number + low, number + high)
    return _stated(interval, "a decade")


def century(m: Groups, at: Anchor) -> Reading | None:
    """``the 19th century``."""
    number = _day(m["century"])
    return _stated(calendar.years((number - 1) * 100 + 1, number * 100), "a century")


NEAR = {
    "today": (0, 0), "tonight": (0, 0), "yesterday": (-1, -1), "tomorrow": (1, 1),
    "overnight": (-1, 0), "last night": (-1, -1),
}  # fmt: skip


def near(m: Groups, at: Anchor) -> Reading | None:
    """``today``, ``yesterday``, ``overnight``, ``this morning``, ``the day before yesterday``."""
    if at.published is None:
        return _open(UNDATED)
    words = " ".join(m["near"].lower().split())
    if words.startswith("the day"):
        low = high = -2 if words.endswith("yesterday") else 2
    else:
        low, high = NEAR.get(words, (0, 0))
    first, last = (calendar.shift_days(at.published, n) for n in (low, high))
    return Reading(calendar.span(first, last), True, f"counted from {at.published}")


def unit(m: Groups, at: Anchor) -> Reading | None:
    """``last week``, ``this month``, ``earlier this year``, ``later this week``."""
    if at.published is None:
        return _open(UNDATED)
    which, name = m["which"].lower(), m["unit"].lower()
    edge, published = m["edge"].lower(), at.published
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    why = f"counted from {published}"
    if name == "weekend":
        ahead = step > 0 or (at.ahead and step == 0)
        return Reading(calendar.weekend(published, ahead=ahead), True, why)
    interval = calendar.unit(name, calendar.shift(published, step, name))
    if step == 0 and edge == "later":
        interval = calendar.span(published, max(published, interval.last))
    elif step == 0 and not at.ahead and edge in ("earlier", "early"):
        interval = calendar.span(interval.first, published)
    elif edge in ("late", "early", "mid"):
        interval = calendar.third(interval, edge)
    elif step == 0 and not at.ahead:
        interval = replace(interval, last=published)
    if step == 0 and not at.ahead and name == "week" and published.weekday() == 0:
        # On a Monday a past "this week" is the one that has just ended.
        interval = calendar.span(calendar.shift_days(published, -6), published)
    return Reading(interval, True, why)


def season(m: Groups, at: Anchor) -> Reading | None:
    """``summer 2023``, ``last winter``, ``in the spring``."""
    first, last = WORDS["seasons"][m["season"].lower()]
    if m["year"]:
        return _stated(calendar.months(int(m["year"]), first, last), "a season of a year")
    if at.published is None:
        return _open(UNDATED)
    which = m["which"].lower()
    number = at.published.year
    if which == "next" or at.ahead:
        number += calendar.month(number, last).last < at.published
    else:
        number -= calendar.month(number, first).first > at.published
        if which == "last" and calendar.month(number, last).last >= at.published:
            number -= 1
    return Reading(calendar.months(number, first, last), True, f"the nearest one to {at.published}")


def fraction(m: Groups, at: Anchor) -> Reading | None:
    """``the first half of 2024``, ``the third quarter of last year``."""
    index = WORDS["ordinals"][m["ordinal"].lower()]
    parts = 2 if m["parts"].lower() == "half" else 4
    if index > parts:
        return None
    if m["year"]:
        return _stated(calendar.part(calendar.year(int(m["year"])), index, parts), "part of a year")
    if at.published is None:
        return _open(UNDATED)
    number = at.published.year + {"last": -1, "next": 1}.get(m["which"].lower(), 0)
    return Reading(
        calendar.part(calendar.year(number), index, parts), True, f"counted from {at.published}"
    )


def ago(m: Groups, at: Anchor) -> Reading | None:
    """``two days ago``, ``a year ago``, ``three weeks from now``."""
    if at.published is None:
        return _open(UNDATED)
    name, back = m["unit"].lower(), m["way"].lower().split()[0] in ("ago", "back")
    moved = calendar.shift(at.published, _number(m["count"]) * (-1 if back else 1), name)
    why = f"counted from {at.published}"
    if name == "hour" and _number(m["count"]) >= 6:
        return Reading(calendar.span(moved, calendar.shift_days(moved, -1)), True, why)
    return Reading(calendar.unit(name, moved), True, why)


def past(m: Groups, at: Anchor) -> Reading | None:
    """``in the past 24 hours``, ``over the last two weeks``, ``in the next three days``."""
    if at.published is None:
        return _open(UNDATED)
    name, count = m["unit"].lower(), _number(m["count"] or "1")
    if name in ("minute", "hour") or (name == "day" and count == 1):
        count = max(1, -(-count // 24)) if name == "hour" else 1
        name = "day"
    ahead = m["which"].lower() in ("next", "coming", "following")
    other = calendar.shift(at.published, count if ahead else -count, name)
    return Reading(calendar.span(other, at.published), True, f"counted from {at.published}")


def _countable(mentioned: Interval, unit: str) -> bool:
    """Whether "a day later" can count from it: from no interval longer than the unit is fine."""
    days = (mentioned.last - mentioned.first).days
    return days <= {"year": 366, "decade": 3660, "month": 31}.get(unit.lower(), 7)


def told(m: Groups, at: Anchor) -> Reading | None:
    """``a day earlier``, ``two weeks later``: counted from the day last mentioned."""
    if at.mentioned is None or not _countable(at.mentioned, m["unit"]):
        return _open("no day mentioned before to count from")
    name, earlier = m["unit"].lower(), m["way"].lower() in ("earlier", "before", "previously")
    start = at.mentioned.first if earlier else at.mentioned.last
    moved = calendar.shift(start, _number(m["count"]) * (-1 if earlier else 1), name)
    return Reading(calendar.unit(name, moved), True, f"counted from {start}, mentioned before")


STEPS = {"previous": -1, "preceding": -1, "next": 1, "following": 1, "same": 0, "that": 0}


def mentioned(m: Groups, at: Anchor) -> Reading | None:
    """``the previous day``, ``the next day``, ``the day before``, ``that night``, ``that year``."""
    if at.mentioned is None or not _countable(at.mentioned, m["unit"]):
        return _open("no day mentioned before to count from")
    which = (m["which"] or ("previous" if m["side"].lower() == "before" else "next")).lower()
    step, name = STEPS[which], m["unit"].lower()
    if name in ("morning", "afternoon", "evening", "night"):
        name = "day"
    start = at.mentioned.first if step <= 0 else at.mentioned.last
    if step == 0 and name == "day":
        return Reading(at.mentioned, True, "the day mentioned before")
    interval = calendar.unit(name, calendar.shift(start, step, name))
    return Reading(interval, True, f"counted from {start}, mentioned before")


def holiday(m: Groups, at: Anchor) -> Reading | None:
    """``Christmas Day``, ``New Year's Eve 2023``."""
    name = next(n for n in WORDS["holidays"] if n.lower() == m["holiday"].lower())
    number, of_month = WORDS["holidays"][name]
    if m["year"]:
        return _stated(calendar.day(date(int(m["year"]), number, of_month)), "a named day")
    return _yearless(at, number, of_month)


def named(m: Groups, at: Anchor) -> Reading | None:
    """``9/11``."""
    return _stated(calendar.day(WORDS["days"][m["named"]]), "a day known by its name")


def of_month(m: Groups, at: Anchor) -> Reading | None:
    """``on the 8th``."""
    if at.published is None:
        return _open(UNDATED)
    months = [calendar.shift_months(at.published.replace(day=1), n) for n in (-2, -1, 0, 1, 2)]
    options = [d for p in months if (d := calendar.make(p.year, p.month, _day(m["day"])))]
    found = _nearest(options, at)
    return Reading(calendar.day(found), True, f"nearest to {at.published}") if found else None


def vague(m: Groups, at: Anchor) -> Reading | None:
    """``in recent weeks``, ``recently``: a time is told, but not which."""
    return _open("too vague for an interval")


WHICH = r"(?i:last|this|next|past|previous|coming|following)"
SETS = {
    "CLOCK": CLOCK,
    "DASH": DASH,
    "DAY": DAY,
    "DAYPART": DAYPART,
    "HOLIDAY": _any(WORDS["holidays"], upper=False),
    "MONTH": MONTH,
    "NUMBER": NUMBER,
    "OFWEEK": r"(?:\s+(?:of\s+)?(?P<week>(?i:last|next|this)\s+(?i:week)))?",
    "OFYEAR": r"(?:\s+(?:of\s+)?(?P<of>(?i:last|this|next|that|the\s+same)\s+year))?",
    "ONWEEKDAY": rf"(?:{WEEKDAY}(?:\s+(?:{DAYPART}))?,?\s+)?",
    "PART": PART,
    "PLAINWEEKDAY": PLAIN_WEEKDAY,
    "PREPOSITION": rf"(?i:{'|'.join(WORDS['prepositions'])})",
    "STRETCH": r"(?i:last|past|next|coming|following|previous)",
    "SUREMONTH": SURE_MONTH,
    "UNIT": UNIT,
    "WHICH": WHICH,
    "YEAR": YEAR,
    "YEARPREPOSITION": rf"(?i:{'|'.join(WORDS['year_prepositions'])})",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of words, what they mean, and an example of them."""

    pattern: re.Pattern[str]
    resolve: Resolver
    example: str

    def matches(self, text: str) -> Iterator[tuple[int, int, Groups]]:
        """Yield start, end and named groups of each expression of this kind."""
        group = "x" if "x" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            yield match.start(group), match.end(group), Groups(match.groupdict(""))


def _rule(entry: dict[str, str]) -> Rule:
    pattern = re.sub(r"\{([A-Z]+)\}", lambda name: SETS[name[1]], entry["pattern"])
    return Rule(re.compile(pattern), RESOLVERS[entry["resolver"]], entry["example"])


RESOLVERS: dict[str, Resolver] = {
    resolver.__name__: resolver
    for resolver in (
        dated, iso, numeric, month_year, month, weekday, year, decade, century, near, unit,
        season, fraction, ago, past, told, mentioned, holiday, named, of_month, vague,
    )
}  # fmt: skip
RULES = tuple(map(_rule, tomllib.loads((DATA / "date_rules.toml").read_text("utf-8"))["rule"]))
