"""Calendar arithmetic: the closed interval of days that a month, a week or "late 2022" means."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from events.report import DatePrecision

DAY = timedelta(days=1)
THIRDS = {"early": 0, "mid": 1, "late": 2}


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of days with the precision that the words had."""

    first: date
    last: date
    precision: DatePrecision


def day(at: date) -> Interval:
    """Return one day."""
    return Interval(at, at, DatePrecision.DAY)


def span(first: date, last: date) -> Interval:
    """Return a range of days, in order."""
    if first == last:
        return day(first)
    return Interval(min(first, last), max(first, last), DatePrecision.RANGE)


def make(year: int, month: int, of_month: int) -> date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def shift_months(at: date, months: int) -> date:
    """Return the date ``months`` later, on the month's last day where it is shorter."""
    index = at.year * 12 + at.month - 1 + months
    year, month = min(max(index // 12, 1), 9999), index % 12 + 1
    return date(year, month, min(at.day, calendar.monthrange(year, month)[1]))


def shift_days(at: date, days: int) -> date:
    """Return the date ``days`` later, held inside the calendar's years."""
    return date.fromordinal(min(max(at.toordinal() + days, 1), date.max.toordinal()))


def month(year: int, number: int) -> Interval:
    """Return a month; ``number`` beyond 12 runs into the following years."""
    start = shift_months(date(year, 1, 1), number - 1)
    end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return Interval(start, end, DatePrecision.MONTH)


def months(year: int, first: int, last: int) -> Interval:
    """Return a run of months of a year, as a season or a quarter is."""
    return Interval(month(year, first).first, month(year, last).last, DatePrecision.RANGE)


def year(number: int) -> Interval:
    """Return a calendar year."""
    return Interval(date(number, 1, 1), date(number, 12, 31), DatePrecision.YEAR)


def years(first: int, last: int) -> Interval:
    """Return a run of calendar years, as a decade or a century is."""
    return Interval(date(first, 1, 1), date(last, 12, 31), DatePrecision.YEAR)


def week(at: date) -> Interval:
    """Return the week, Monday to Sunday, that holds a day."""
    monday = shift_days(at, -at.weekday())
    return Interval(monday, shift_days(monday, 6), DatePrecision.WEEK)


def weekend(at: date, *, ahead: bool = False) -> Interval:
    """Return the last weekend that had begun by a day, or the next that has not ended."""
    saturday = shift_days(at, -((at.weekday() - 5) % 7))
    if ahead and shift_days(saturday, 1) < at:
        saturday = shift_days(saturday, 7)
    return span(saturday, shift_days(saturday, 1))


def weekday(number: int, at: date, *, ahead: bool = False) -> date:
    """Return the latest such weekday up to a day, or the first from that day on."""
    days = (number - at.weekday()) % 7 if ahead else -((at.weekday() - number) % 7)
    return shift_days(at, days)


def unit(name: str, at: date) -> Interval:
    """Return the day, week, month, year or decade that holds a day."""
    if name == "week":
        return week(at)
    if name == "month":
        return month(at.year, at.month)
    if name == "year":
        return year(at.year)
    if name == "decade":
        return years(max(1, at.year // 10 * 10), min(9999, at.year // 10 * 10 + 9))
    return day(at)


def shift(at: date, count: int, name: str) -> date:
    """Return the day ``count`` units later (hours below a day count as none)."""
    if name in ("hour", "minute"):
        return shift_days(at, int(count / 24) if name == "hour" else 0)
    if name in ("month", "year", "decade"):
        return shift_months(at, count * {"month": 1, "year": 12, "decade": 120}[name])
    return shift_days(at, count * {"day": 1, "night": 1, "week": 7, "fortnight": 14}.get(name, 1))


def third(interval: Interval, part: str) -> Interval:
    """Return the early, mid or late third of an interval: whole months, or days of a month."""
    index = THIRDS[part]
    if interval.precision is DatePrecision.MONTH:
        first = interval.first.replace(day=1 + 10 * index)
        last = interval.first.replace(day=10 + 10 * index) if index < 2 else interval.last
        return span(first, last)
    if interval.precision is DatePrecision.YEAR and interval.first.year == interval.last.year:
        return months(interval.first.year, 1 + 4 * index, 4 + 4 * index)
    if interval.precision is DatePrecision.DAY:
        return interval
    days = (interval.last - interval.first).days + 1
    first = shift_days(interval.first, days * index // 3)
    return span(first, shift_days(interval.first, days * (index + 1) // 3 - 1))


def part(interval: Interval, index: int, parts: int) -> Interval:
    """Return the ``index``-th (from 1) half or quarter of a year."""
    size = 12 // parts
    return months(interval.first.year, (index - 1) * size + 1, index * size)
