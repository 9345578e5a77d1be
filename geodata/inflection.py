"""The nominatives that an inflected Ukrainian or Russian name may have: "у Покровську".

A table of endings proposes, the gazetteer disposes: only a nominative that it knows counts, so that
no dictionary of the language is needed (the one for Ukrainian is under the GPL).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from geodata.source import table

_WORD = re.compile(r"[\w'’ʼ]+(?:-[\w'’ʼ]+)*", re.UNICODE)
_CYRILLIC = re.compile(r"^[\u0400-\u04ff'’ʼ -]+$")
_LEADING = re.compile(r"^(?:у|в|во|на|із|зі|з|с|со|до|від|от|під|под|біля|к|около|из)\s+", re.I)
MAX_WORDS = 4
MAX_NAMES = 400
LEAST = 2
"""Letters of a stem: "Яр" is one."""


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple((row["ending"], row["nominative"] or "") for row in table("endings.tsv"))


def nominatives(name: str) -> tuple[str, ...]:
    """Return the nominatives that a Cyrillic name may be a case of, likeliest first.

    A preposition in front is left out. Empty for other scripts and for more than four words.
    """
    if not _CYRILLIC.match(name.strip()):
        return ()
    bare = _LEADING.sub("", name.strip())
    words = _WORD.findall(bare)
    if not words or len(words) > MAX_WORDS:
        return ()
    options = [(word, *dict.fromkeys(_stems(word))) for word in words]
    # Words of one name share their case, but not their endings: all combinations are tried.
    made = (" ".join(choice) for choice in islice(product(*options), MAX_NAMES * 4))
    found = [one for one in dict.fromkeys(made) if one != name.strip()]
    return tuple(found[:MAX_NAMES])


def _stems(word: str) -> Iterator[str]:
    """Yield the word with each ending that fits put into the nominative, longest ending first."""
    lower = word.lower()
    fits = [(old, new) for old, new in _endings() if lower.endswith(old)]
    for old, new in sorted(fits, key=lambda pair: -len(pair[0])):
        stem = word[: len(word) - len(old)]
        if len(stem) >= LEAST:
            yield stem + new
            if not new and "о" in stem[-3:]:
                yield _closed(stem, "о", "і")
            if not new and "е" in stem[-3:]:
                yield _closed(stem, "е", "і")
            if not new and "є" in stem[-3:]:
                yield _closed(stem, "є", "ї")


def _closed(stem: str, open_vowel: str, closed_vowel: str) -> str:
    """Return a stem with its last vowel as in the closed syllable: "Києв" -> "Київ"."""
    head, _, tail = stem.rpartition(open_vowel)
    return head + closed_vowel + tail
