"""Targets: whom the act of a sentence reaches."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.extract.whowhom import phrase, who_whom
from geodata.language import parse

SIDES = [
    ("Rebels attacked an army base on Sunday.", "Rebels", "an army base"),
    ("Iran accused Israel of killing a scientist.", "Iran", "Israel"),
    ("France will send tanks to Ukraine.", "France", "Ukraine"),
    ("Police arrested five protesters in Minsk.", "Police", "five protesters"),
    ("The United States imposed sanctions on Russia.", "The United States", "Russia"),
    ("The army launched an offensive against the rebels.", "The army", "the rebels"),
    ("Gunmen killed three soldiers near the border.", "Gunmen", "three soldiers"),
]


@pytest.mark.parametrize(("text", "source", "target"), SIDES)
def test_both_sides(text: str, source: str, target: str) -> None:
    found = who_whom(parse(text))
    assert [phrase(token) for token in found.source] == [source]
    assert [phrase(token) for token in found.target] == [target]


def test_a_date_is_no_target() -> None:
    found = who_whom(parse("The president resigned on Monday."))
    assert "Monday" not in [token.text for token in found.target]


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text(text: str) -> None:
    doc = parse(text)
    found = who_whom(doc)
    assert found == who_whom(doc)
    for token in (*found.source, *found.target):
        assert phrase(token)
