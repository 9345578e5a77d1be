"""Causes: what somebody is punished for was not on the day of the punishment."""

from __future__ import annotations

from datetime import date

import pytest

from events.article import Article
from events.extract.extractor import extract
from geodata.language import parse


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        (
            "A court on Wednesday jailed a general for his role in the failed 2016 coup.",
            "coup",
            "2016",
        ),
        (
            "Norway on Monday expelled two envoys over the poisoning of a Danish minister.",
            "poisoning",
            None,
        ),
        (
            "Norway on Monday expelled two envoys over the poisoning of a Danish minister.",
            "expelled",
            "2021-06-21",
        ),
    ],
)
def test_day(text: str, word: str, day: str | None) -> None:
    found = extract(Article(text=text, published=date(2021, 6, 24)), parse(text), ())
    when = next(report.when for report in found if report.trigger.text == word)
    assert (when.edtf if when else None) == day
