"""Tolls: counts of people as ranges."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from events.extract.toll import tolls, value
from events.extract.trigger import triggers
from geodata.language import parse, pipeline


@pytest.mark.parametrize(
    "text, kind, low, high, words",
    [
        ("The blast killed 25 people.", "killed", 25, 25, "25 people"),
        ("The blast killed at least 25 people.", "killed", 25, None, "at least 25 people"),
        ("The strike wounded dozens of civilians.", "injured", 24, None, "dozens"),
        ("The raid killed more than 1,200 soldiers.", "killed", 1200, None, None),
        ("Police arrested twelve students on Friday.", "captured", 12, 12, "twelve students"),
        ("Gunmen abducted three engineers.", "captured", 3, 3, "three engineers"),
        ("The shelling killed up to 40 people.", "killed", 0, 40, None),
    ],
)
def test_count(text: str, kind: str, low: int, high: int | None, words: str | None) -> None:
    found = [toll for trigger in triggers(parse(text)) for toll in tolls(trigger.token)]
    assert (kind, low, high) in {(t.kind, t.low, t.high) for t in found}
    assert all(text[t.quote.start : t.quote.end] == t.quote.text for t in found)
    assert words is None or words in {t.quote.text for t in found}


@pytest.mark.parametrize(
    "word, number",
    [("twelve", 12), ("twenty-five", 25), ("1,200", 1200), ("many", None), ("²", None)],
)
def test_value(word: str, number: int | None) -> None:
    assert value(Doc(pipeline().vocab, words=[word])[0]) == number
