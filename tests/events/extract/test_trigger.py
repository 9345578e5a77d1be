"""Triggers: which words are taken together, and which only look alike."""

from __future__ import annotations

import pytest

from events.extract.trigger import triggers
from geodata.language import parse


def _found(text: str) -> set[str]:
    return {trigger.sense.name for trigger in triggers(parse(text))}


@pytest.mark.parametrize(
    "text, name",
    [
        ("The police issued an alert after the mother called.", "issue call -> REQUEST"),
        ("A motion led by the mayor on 21 March failed.", "lead march -> PROTEST/demo"),
        ("The clerk took power on Monday.", "take -> ASSAULT"),
        ("The company captured sulphur with a spray.", "capture -> ASSAULT"),
        ("The group said it was behind the raid.", "say -> ACCUSE/allege"),
        ("The army said it should not target civilians.", "say -> REJECT"),
        ("The envoy suggested that the talks went well.", "suggest -> REQUEST"),
    ],
)
def test_what_is_no_phrase(text: str, name: str) -> None:
    assert name not in _found(text)


@pytest.mark.parametrize(
    "text, name",
    [
        ("The rebels captured Marvik, Sonnby and Tarrin.", "capture -> ASSAULT"),
        ("The junta gave the envoy a week to leave the country.", "give leave -> SANCTION/expel"),
        ("Shootings in Marvik went on last night.", "shooting -> ASSAULT/firearms"),
        ("Guards overpowered the attacker.", "overpower -> ASSAULT"),
        ("The mayor said the group was behind the raid.", "say -> ACCUSE/allege"),
        ("The army said it did not target civilians.", "say -> REJECT"),
        ("The envoy suggested that the president step down.", "suggest -> REQUEST"),
        ("The lawyer called the ruling biased.", "call -> ACCUSE/disapprove"),
        ("“Their raid was illegal,” the governor said.", "say -> ACCUSE/disapprove"),
    ],
)
def test_what_is_one(text: str, name: str) -> None:
    assert name in _found(text)
