"""The grammar of dates: each rule is a pattern and the resolver that says what its words mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from events.extract import absolute, relative
from events.extract.reading import DATA, NUMBERS, WORDS, Groups, Resolver


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
    needs: frozenset[str]
    """Words, in lower case, of which every expression of this kind holds one."""

    def matches(self, text: str, low: int, high: int) -> Iterator[tuple[int, int, Groups]]:
        """Yield start, end and named groups of each expression of this kind in ``low:high``."""
        group = "x" if "x" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text, low, high):
            yield match.start(group), match.end(group), Groups(match.groupdict(""))


def _first(words: Iterable[str]) -> set[str]:
    return {_WORD.findall(word)[0].lower() for word in words}


_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
NEEDS = {
    "HOLIDAY": _first(WORDS["holidays"]),
    "MONTH": _first([*WORDS["months"], *WORDS["months_short"]]),
    "ORDINAL": {f"{day}{end}" for day in range(1, 32) for end in ("st", "nd", "rd", "th")},
    "WEEKDAY": _first([*WORDS["weekdays"], *WORDS["weekdays_short"]]),
    "YEAR": {"#year"},
}
"""The words behind the names in what a rule "needs"."""


def present(text: str, low: int, high: int) -> set[str]:
    """Return the words of a stretch of text in lower case, and "#year" if it may name a year."""
    found = set(_WORD.findall(text[low:high].lower()))
    if _YEAR.search(text, low, high):
        found.add("#year")
    return found


def _rule(entry: dict[str, str]) -> Rule:
    pattern = re.sub(r"\{([A-Z]+)\}", lambda name: SETS[name[1]], entry["pattern"])
    needs = {word for name in entry["needs"].split() for word in NEEDS.get(name, {name})}
    return Rule(
        re.compile(pattern), RESOLVERS[entry["resolver"]], entry["example"], frozenset(needs)
    )


RESOLVERS: dict[str, Resolver] = {
    resolver.__name__: resolver
    for resolver in (
        absolute.dated, absolute.iso, absolute.numeric, absolute.month_year, absolute.year,
        absolute.decade, absolute.century, absolute.holiday, absolute.named,
        relative.month, relative.weekday, relative.near, relative.unit, relative.season,
        relative.fraction, relative.ago, relative.past, relative.told, relative.mentioned,
        relative.of_month, relative.same, relative.vague,
    )
}  # fmt: skip
RULES = tuple(map(_rule, tomllib.loads((DATA / "date_rules.toml").read_text("utf-8"))["rule"]))
TIME = re.compile(rf"\d|{MONTH}|{WEEKDAY}|(?i:{'|'.join(WORDS['time'])})")
"""What every expression holds at least one of."""
