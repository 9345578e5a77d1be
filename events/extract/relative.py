"""Relative dates: what "on Tuesday", "last week" or "the previous day" means at an anchor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from events.extract import calendar
from events.extract.calendar import Interval
from events.extract.reading import (
    UNDATED,
    WORDS,
    Anchor,
    Groups,
    Reading,
    count_of,
    cut,
    day_number,
    left_open,
    month_number,
    nearest,
    stated,
    weekday_number,
    year_told,
)
from events.report import DatePrecision

NEAR = {
    "today": (0, 0), "tonight": (0, 0), "yesterday": (-1, -1), "tomorrow": (1, 1),
    "overnight": (-1, 0), "last night": (-1, -1),
}  # fmt: skip
SATURDAY = 5
STEPS = {"previous": -1, "preceding": -1, "next": 1, "following": 1, "same": 0, "that": 0}


def month(m: Groups, at: Anchor) -> Reading | None:
    """``in April``, ``last March``, ``late April``."""
    number, which = month_number(m["month"]), m["which"].lower()
    if m["of"]:
        return of_year(m, at, number)
    if which == "following" and at.mentioned:
        year = at.mentioned.last.year + (number <= at.mentioned.last.month)
        return Reading(
            calendar.month(year, number), True, f"the first one after {at.mentioned.last}"
        )
    if at.story and not which and not at.ahead:
        year = at.story.first.year + (number < at.story.first.month)
        why = f"the first one from {at.story.first} on"
        return Reading(cut(calendar.month(year, number), m["part"]), True, why)
    if at.published is None and at.told and not which:
        year = at.told.year - (number > at.told.month)
        why = f"the latest one up to {at.told}, which the text begins with"
        return Reading(cut(calendar.month(year, number), m["part"]), True, why)
    if at.published is None:
        return left_open(UNDATED)
    year = at.published.year
    if which == "next" or (at.ahead and which != "last"):
        year += number < at.published.month + (which == "next")
    elif which != "this":
        year -= number > at.published.month - (which == "last")
    return Reading(cut(calendar.month(year, number), m["part"]), True, f"nearest to {at.published}")


def of_year(m: Groups, at: Anchor, number: int) -> Reading:
    """Resolve "June last year", "in June of that year"."""
    year = year_told(m["of"], at)
    if year is None:
        return left_open("no year to count from")
    interval = cut(calendar.month(year, number), m["part"])
    return Reading(interval, True, f"{m['of']} is {year}")


def weekday(m: Groups, at: Anchor) -> Reading | None:
    """``on Tuesday``, ``last Friday``, ``Monday night``, ``Tuesday last week``."""
    if at.published is None:
        return _beside(m, at.today) if at.today and not m["week"] else left_open(UNDATED)
    which = m["which"].lower()
    number, published = weekday_number(m["weekday"]), at.published
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
    into = calendar.weekday(weekday_number(m["into"]), found, ahead=True)
    return Reading(calendar.span(found, into), True, why)


def _beside(m: Groups, today: date) -> Reading:
    """Resolve a weekday of an undated text beside the day that it has come to, rather after it."""
    number = weekday_number(m["weekday"])
    back = m["which"].lower() in ("last", "past", "previous")
    found = calendar.weekday(number, calendar.shift_days(today, -1 if back else 4))
    return Reading(calendar.day(found), True, f"the one beside {today}")


def near(m: Groups, at: Anchor) -> Reading | None:
    """``today``, ``yesterday``, ``overnight``, ``this morning``, ``the day before yesterday``."""
    words = " ".join(m["near"].lower().split())
    if at.published is None and at.today and words == "overnight":
        night = calendar.span(at.today, calendar.shift_days(at.today, 1))
        return Reading(night, True, f"the night after {at.today}")
    if at.published is None:
        return left_open(UNDATED)
    if words.startswith("the day"):
        low = high = -2 if words.endswith("yesterday") else 2
    else:
        low, high = NEAR.get(words, (0, 0))
    first, last = (calendar.shift_days(at.published, n) for n in (low, high))
    return Reading(calendar.span(first, last), True, f"counted from {at.published}")


def unit(m: Groups, at: Anchor) -> Reading | None:
    """``last week``, ``this month``, ``earlier this year``, ``later this week``."""
    which, name = m["which"].lower(), m["unit"].lower()
    edge, published = m["edge"].lower(), at.published or (at.told if name == "year" else None)
    if published is None:
        return left_open(UNDATED)
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
        return stated(calendar.months(int(m["year"]), first, last), "a season of a year")
    if at.published is None:
        return left_open(UNDATED)
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
        return stated(calendar.part(calendar.year(int(m["year"])), index, parts), "part of a year")
    if at.published is None:
        return left_open(UNDATED)
    number = at.published.year + {"last": -1, "next": 1}.get(m["which"].lower(), 0)
    return Reading(
        calendar.part(calendar.year(number), index, parts), True, f"counted from {at.published}"
    )


def ago(m: Groups, at: Anchor) -> Reading | None:
    """``two days ago``, ``a year ago``, ``three weeks from now``."""
    if at.published is None:
        return left_open(UNDATED)
    name, back = m["unit"].lower(), m["way"].lower().split()[0] in ("ago", "back")
    moved = calendar.shift(at.published, count_of(m["count"]) * (-1 if back else 1), name)
    why = f"counted from {at.published}"
    if name == "hour" and count_of(m["count"]) >= 6:
        return Reading(calendar.span(moved, calendar.shift_days(moved, -1)), True, why)
    return Reading(calendar.unit(name, moved), True, why)


def past(m: Groups, at: Anchor) -> Reading | None:
    """``in the past 24 hours``, ``over the last two weeks``, ``in the next three days``."""
    if at.published is None:
        return left_open(UNDATED)
    name, count = m["unit"].lower(), count_of(m["count"] or "1")
    if name in ("minute", "hour") or (name == "day" and count == 1):
        count = max(1, -(-count // 24)) if name == "hour" else 1
        name = "day"
    ahead = m["which"].lower() in ("next", "coming", "following")
    other = calendar.shift(at.published, count if ahead else -count, name)
    return Reading(calendar.span(other, at.published), True, f"counted from {at.published}")


def countable(mentioned: Interval, unit: str) -> bool:
    """Whether "a day later" can count from it: from no interval longer than the unit is fine."""
    days = (mentioned.last - mentioned.first).days
    return days <= {"year": 366, "decade": 3660, "month": 31}.get(unit.lower(), 7)


def _counted(at: Anchor, unit: str) -> Anchor:
    """Return an anchor whose mentioned interval a unit can be counted from, or with none."""
    if at.mentioned is not None and countable(at.mentioned, unit):
        return at
    return replace(at, mentioned=calendar.day(at.told) if at.told else None)


def told(m: Groups, at: Anchor) -> Reading | None:
    """``a day earlier``, ``two weeks later``: counted from the day last mentioned."""
    at = _counted(at, m["unit"])
    if at.mentioned is None:
        return left_open("no day mentioned before to count from")
    name, earlier = m["unit"].lower(), m["way"].lower() in ("earlier", "before", "previously")
    start = at.mentioned.first if earlier else at.mentioned.last
    moved = calendar.shift(start, count_of(m["count"]) * (-1 if earlier else 1), name)
    why = f"counted from {start}, mentioned before"
    exact = name in ("week", "fortnight") and at.mentioned.precision is DatePrecision.DAY
    return Reading(calendar.unit("day" if exact else name, moved), True, why)


def mentioned(m: Groups, at: Anchor) -> Reading | None:
    """``the previous day``, ``the next day``, ``the day before``, ``that night``, ``that year``."""
    at = _counted(at, m["unit"])
    if at.mentioned is None:
        return left_open("no day mentioned before to count from")
    which = (m["which"] or ("previous" if m["side"].lower() == "before" else "next")).lower()
    step, name = STEPS[which], m["unit"].lower()
    if name in ("morning", "afternoon", "evening", "night"):
        name = "day"
    start = at.mentioned.first if step <= 0 else at.mentioned.last
    if name == "weekend":
        start = calendar.shift(start, step, "week")
        near = start if start.weekday() >= SATURDAY else calendar.shift_days(start, 3)
        weekend = calendar.weekend(near)
        return Reading(weekend, True, f"counted from {start}, mentioned before")
    if step == 0 and name == "day":
        return Reading(at.mentioned, True, "the day mentioned before")
    interval = calendar.unit(name, calendar.shift(start, step, name))
    return Reading(interval, True, f"counted from {start}, mentioned before")


def of_month(m: Groups, at: Anchor) -> Reading | None:
    """``on the 8th``."""
    base = at.published or at.today
    if base is None:
        return left_open(UNDATED)
    months = [calendar.shift_months(base.replace(day=1), n) for n in (-2, -1, 0, 1, 2)]
    options = [d for p in months if (d := calendar.make(p.year, p.month, day_number(m["day"])))]
    found = nearest(options, replace(at, published=base, ahead=at.ahead or not at.published))
    return Reading(calendar.day(found), True, f"nearest to {base}") if found else None


def vague(m: Groups, at: Anchor) -> Reading | None:
    """``in recent weeks``, ``recently``: a time is told, but not which."""
    return left_open("too vague for an interval")


def same(m: Groups, at: Anchor) -> Reading | None:
    """``hours later``, ``later that day``, ``the end of the day``: the day last mentioned."""
    if at.mentioned is None or at.mentioned.precision is not DatePrecision.DAY:
        return None
    return Reading(at.mentioned, True, "the day mentioned before")
