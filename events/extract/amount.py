"""Amounts: numbers in figures and words, as ranges: "25", "two dozen", "three to five"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from events.extract.vocabulary import words

NUMBERS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
TIMES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 1_000_000}
MANY: dict[str, tuple[int, int | None]] = {
    "dozens": (24, None),
    "scores": (40, None),
    "tens": (20, None),
    "hundreds": (200, None),
    "thousands": (2000, None),
    "several": (3, None),
    "many": (3, None),
}
"""What a plural or vague word counts at least."""
EACH = {"thousands": 1000, "millions": 1_000_000}
"""What a plural after "of" multiplies: "tens [of thousands]"."""
MOST = 10**9
"""No count of people is larger."""
TENS = frozenset(range(20, 100, 10))
UNITS = {word: number for word, number in NUMBERS.items() if 0 < number < 10}
RANGES = frozenset(("to", "-", "–", "or"))
FIGURE = re.compile(r"[0-9]{1,3}(,[0-9]{3}){1,2}|[0-9]{1,8}")
DECIMAL = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}")


def value(token: Token) -> int | None:
    """Return the number of a numeral token: "25", "1,200", "twelve"; None if it is none."""
    text = token.lower_
    if FIGURE.fullmatch(text):
        return int(text.replace(",", ""))
    if text in NUMBERS:
        return NUMBERS[text]
    tens, _, ones = text.partition("-")
    if tens in NUMBERS and ones in NUMBERS:
        return NUMBERS[tens] + NUMBERS[ones]
    return None


def amount(tokens: Sequence[Token]) -> tuple[int, int | None] | None:
    """Return the least and the greatest number that words in a row tell; None if they tell none.

    The greatest is None where it is open: "at least 25", "dozens".
    """
    told = [token.lower_ for token in tokens]
    read = _numbers(tokens, told) or _many(told)
    if read is None:
        return None
    low, high = read
    if words("toll", "at_least") & set(told):
        return low, None
    return (0 if words("toll", "at_most") & set(told) else low), high


def _many(told: Sequence[str]) -> tuple[int, int | None] | None:
    """Read "dozens", "hundreds of thousands"."""
    for position, word in enumerate(told):
        if word in MANY:
            low, high = MANY[word]
            after = told[position + 1 : position + 3]
            times = EACH.get(after[1], 1) if len(after) == 2 and after[0] == "of" else 1
            # "tens of thousands" may be ten of them, "tens" alone are two
            return low // (2 if times > 1 else 1) * times, high
    return None


def _words(tokens: Sequence[Token], told: Sequence[str]) -> Iterator[tuple[str, int | None]]:
    """Yield each word with its number; "thirty-four", which is three tokens, as one."""
    index = 0
    while index < len(told):
        number = value(tokens[index])
        if number is not None and _glued(tokens, index):
            after = told[index + 2]
            tens = number in TENS and after in UNITS
            if tens:
                yield f"{told[index]}-{after}", number + UNITS[after]
            elif value(tokens[index + 2]) is not None:
                yield told[index], number  # "10-15": a range
                yield from ((told[index + 1], None), (after, value(tokens[index + 2])))
            # else "a 24-year-old man", "a 30-strong crew": no count
            index += 3
        else:
            yield told[index], number
            index += 1


def _glued(tokens: Sequence[Token], index: int) -> bool:
    """Whether a hyphen without spaces ties a token to another one."""
    if index + 2 >= len(tokens) or tokens[index + 1].text not in ("-", "‑"):
        return False
    return not (tokens[index].whitespace_ or tokens[index + 1].whitespace_)


def _numbers(tokens: Sequence[Token], told: Sequence[str]) -> tuple[int, int] | None:
    """Read "two hundred", "1.2 million", "between 20 and 30"."""
    found: list[int] = []
    fraction: float | None = None
    fresh = True
    for word, number in _words(tokens, told):
        if DECIMAL.fullmatch(word):
            fraction = float(word)
        elif word in TIMES:
            if fraction is not None:
                found.append(round(fraction * TIMES[word]))
            elif found and not fresh:
                found[-1] *= TIMES[word]
            else:
                found.append(TIMES[word])
            fraction, fresh = None, False
        elif number is not None:
            found.append(number)
            fresh = False
        else:
            fresh = True
    if not found or max(found) > MOST:
        return None
    several = bool(RANGES & set(told)) or {"between", "and"} <= set(told)
    return (min(found[:2]), max(found[:2])) if several else (found[0], found[0])
