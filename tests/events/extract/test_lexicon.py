"""The lexicon: each row is readable, unique, and told by its own example."""

from __future__ import annotations

import pytest

from events.extract.lexicon import LexiconError, Sense, _sense, classes, senses
from events.extract.trigger import triggers
from events.report import EventType
from geodata.language import parse

ROW = {"word": "kill", "pos": "v", "type": "ASSAULT", "mode": "", "needs": "", "example": "x"}


@pytest.mark.parametrize("sense", senses(), ids=lambda sense: f"{sense.name} {sense.example}")
def test_example_has_its_sense(sense: Sense) -> None:
    found = {(t.sense.type, t.sense.mode) for t in triggers(parse(sense.example))}
    assert (sense.type, sense.mode) in found


def test_every_type_has_senses() -> None:
    assert {sense.type for sense in senses()} == set(EventType)


def test_no_sense_twice() -> None:
    keys = [(s.words, s.pos, s.needs) for s in senses()]
    assert len(keys) == len(set(keys))


def test_conditions_name_known_classes() -> None:
    used = {name for s in senses() for need in s.needs for name in need.classes}
    slots = {need.slot for s in senses() for need in s.needs if need.slot == "prep"}
    assert slots == {"prep"}
    prepositions = {
        name for s in senses() for need in s.needs if need.slot == "prep" for name in need.classes
    }
    assert used - prepositions <= set(classes())


@pytest.mark.parametrize("field, value", [("type", "HUG"), ("word", None)])
def test_unreadable_row_says_where(field: str, value: str | None) -> None:
    with pytest.raises(LexiconError, match=r"lexicon\.tsv line 7"):
        _sense({**ROW, field: value}, 7)  # type: ignore[dict-item]
