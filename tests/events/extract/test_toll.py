"""Tolls: counts of people as ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from events.extract.amount import MOST, amount, value
from events.extract.toll import tolls
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
        ("The attack left nine people dead and 30 injured.", "killed", 9, 9, "nine people"),
        ("The attack left nine people dead and 30 injured.", "injured", 30, 30, "30"),
        ("Three to five people were killed in the raid.", "killed", 3, 5, "Three to five people"),
        ("Between 20 and 30 rebels were killed.", "killed", 20, 30, "Between 20 and 30 rebels"),
        ("More than a hundred people died in the bombing.", "killed", 100, None, None),
        ("The death toll from Monday's bombing rose to 45.", "killed", 45, 45, "45"),
        ("At least 12 were killed and 56 injured in the blast.", "injured", 56, 56, "56"),
        ("Gunmen shot dead two policemen.", "killed", 2, 2, "two policemen"),
        ("The attack claimed 16 lives.", "killed", 16, 16, "16 lives"),
        ("Two dozen people were wounded in the shelling.", "injured", 24, 24, None),
        ("The war displaced 1.2 million people.", "displaced", 1_200_000, 1_200_000, None),
        ("Hundreds of thousands were displaced by the war.", "displaced", 100_000, None, None),
        ("The bombing killed a soldier.", "killed", 1, 1, "a soldier"),
        ("As many as 300 villagers were abducted.", "captured", 300, 300, None),
        ("Thirty-four rebels were arrested.", "captured", 34, 34, "Thirty-four rebels"),
        ("Guards wounded fifty-six.", "injured", 56, 56, "fifty-six"),
        ("Police detained a 24-year-old man.", "captured", 1, 1, "a 24-year-old man"),
        ("Police detained ten 20-year-old men.", "captured", 10, 10, "ten 20-year-old men"),
        ("Police detained 10-15 people.", "captured", 10, 15, "10-15 people"),
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


@given(st.lists(st.sampled_from(["two", "dozen", "99", "million", "of", "thousands", "1.5", "to"])))
def test_an_amount_is_a_range_or_nothing(told: list[str]) -> None:
    read = amount(list(Doc(pipeline().vocab, words=told)))
    assert read is None or (0 <= read[0] <= MOST and (read[1] is None or read[0] <= read[1]))
