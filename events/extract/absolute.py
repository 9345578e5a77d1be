"""Calendar dates: what "8 April 2025", "late 2022" or "25/4/2025" means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from events.extract import calendar
from events.extract.reading import (
    WORDS,
    Anchor,
    Groups,
    Reading,
    cut,
    day_number,
    left_open,
    month_number,
    part_of,
    stated,
    year_told,
    yearless,
)


def dated(m: Groups, at: Anchor) -> Reading | None:
    """``8 April 2025``, ``April 8``, ``Tuesday, April 8``, ``April 6-8, 2025``."""
    number, days = month_number(m["month"]), [day_number(m["day"])]
    if m["to"]:
        days.append(day_number(m["to"]))
    if m["year"]:
        found = [calendar.make(int(m["year"]), number, d) for d in days]
        if not all(found):
            return None
        return stated(calendar.span(min(filter(None, found)), max(filter(None, found))))
    if m["of"]:
        told = year_told(m["of"], at)
        made = [calendar.make(told, number, d) for d in days] if told else []
        known = [d for d in made if d]
        if not known:
            return left_open("no year to count from")
        return Reading(calendar.span(min(known), max(known)), True, "a day of a year before")
    readings = [yearless(at, number, d) for d in days]
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
    return stated(calendar.day(found)) if found else None


def numeric(m: Groups, at: Anchor) -> Reading | None:
    """``25/4/2025`` where day and month cannot be exchanged; else it stays open."""
    one, two, year = int(m["one"]), int(m["two"]), int(m["year"])
    options = {d for d in (calendar.make(year, one, two), calendar.make(year, two, one)) if d}
    if len(options) == 1:
        return stated(calendar.day(options.pop()), "the only order that the calendar allows")
    return Reading(None, False, "day and month could be exchanged") if options else None


def month_year(m: Groups, at: Anchor) -> Reading | None:
    """``April 2025``, ``late March 2022``, ``April-June 2025``."""
    year, number = int(m["year"]), month_number(m["month"])
    interval = calendar.month(year, number)
    if m["to"]:
        last = month_number(m["to"])
        if last <= number:
            return None
        interval = calendar.months(year, number, last)
    return stated(cut(interval, m["part"]), "a month of a year")


def year(m: Groups, at: Anchor) -> Reading | None:
    """``in 2014``, ``late 2022``, ``2014-15``."""
    number = int(m["year"])
    if m["to"]:
        last = int(m["to"]) if len(m["to"]) == 4 else number // 100 * 100 + int(m["to"])
        return stated(calendar.years(number, last), "years") if last > number else None
    return stated(cut(calendar.year(number), m["part"]), "a year")


def decade(m: Groups, at: Anchor) -> Reading | None:
    """``the 1990s``, ``early 2000s``."""
    number = int(m["decade"])
    interval = calendar.years(number, number + 9)
    part = part_of(m["part"])
    if part:
        low, high = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}[part]
        interval = calendar.years(number + low, number + high)
    return stated(interval, "a decade")


def century(m: Groups, at: Anchor) -> Reading | None:
    """``the 19th century``."""
    number = day_number(m["century"])
    return stated(calendar.years((number - 1) * 100 + 1, number * 100), "a century")


def holiday(m: Groups, at: Anchor) -> Reading | None:
    """``Christmas Day``, ``New Year's Eve 2023``."""
    name = next(n for n in WORDS["holidays"] if n.lower() == m["holiday"].lower())
    number, of_month = WORDS["holidays"][name]
    if m["year"]:
        return stated(calendar.day(date(int(m["year"]), number, of_month)), "a named day")
    return yearless(at, number, of_month)


def named(m: Groups, at: Anchor) -> Reading | None:
    """``9/11``."""
    return stated(calendar.day(WORDS["days"][m["named"]]), "a day known by its name")
