"""The sequence reader: what it reads, that it learns, and that its slopes are right."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.extract import rehearsal
from events.extract.name import names
from events.extract.rehearsal import Batch, Run, fold, rehearse, vocabulary
from events.extract.sequence import REACH, Passage, Reader, passage
from events.extract.sequence import reader as load
from geodata.language import parse

TOWNS = ("Lagos", "Abuja", "Kano", "Jos", "Enugu", "Ibadan", "Zaria", "Kaduna", "Sokoto", "Katsina")
TEXTS = [
    f"The minister of {one} said that gunmen killed a man in {two}."
    for one, two in permutations(TOWNS, 2)
]


def _passage(text: str, verb: str) -> Passage:
    doc = parse(text)
    trigger = next(token for token in doc if token.text == verb)
    spans = names(trigger.sent)
    return passage(spans, trigger, ["town"] * len(spans))


@pytest.fixture(scope="module")
def made() -> Reader:
    """A reader that learnt from made-up sentences that what follows "killed" says where."""
    read = [_passage(text, "killed") for text in TEXTS]
    truth = [[name[0] > one.trigger for name in one.names if name] for one in read]
    return rehearse(read, truth, seed=0)


def test_a_passage_tells_how_each_token_stands_to_the_trigger() -> None:
    """The way to the trigger, its distance, and what the gazetteer makes of a name."""
    found = _passage("Gunmen killed five people in Lagos.", "killed")
    assert found.trigger == 1
    assert found.names == ((5, 6, 5),)
    assert found.words[5] == ("pobj", "PROPN", "GPE", "lagos", "4", "3/0", "town^", "kill")
    assert found.words[0][5:] == ("1/0", "-", "kill")


def test_names_out_of_reach_are_not_read(made: Reader) -> None:
    """A list that goes on for hundreds of words is read around its trigger only."""
    text = "Gunmen killed men, " + "men, " * REACH + "men and women in Lagos."
    found = _passage(text, "killed")
    assert found.names == (None,)
    assert len(found.words) == REACH + 1
    assert made.read(found).tolist() == [0.0]


def test_it_learns_what_it_is_shown(made: Reader) -> None:
    """Words that it never met get their share from the others."""
    for town in ("Yola", "Gombe"):
        text = f"The minister of {town} said that gunmen killed a man in Damboa."
        told = made.read(_passage(text, "killed"))
        assert told.argmax() == len(told) - 1
        assert told[-1] > 0.8


def test_a_sentence_without_names_has_no_scores(made: Reader) -> None:
    """Nothing to score is no error."""
    assert made.read(_passage("Gunmen killed a man.", "killed")).tolist() == []


def test_a_reader_survives_its_file(made: Reader, tmp_path: Path) -> None:
    """Half precision changes no score by more than a hundredth."""
    made.save(tmp_path / "reader.npz")
    again = load(tmp_path / "reader.npz")
    for text in TEXTS[:10]:
        one = _passage(text, "killed")
        assert np.allclose(again.read(one), made.read(one), atol=0.01)


def test_the_slopes_are_those_of_the_loss() -> None:
    """Each weight's steepest slope is what a small step along it does to the loss."""
    read = [_passage(TEXTS[0], "killed"), _passage("In Kano, police shot a man.", "shot")]
    rows = {word: i for i, word in enumerate(vocabulary(read) | {"word=in": 0}, start=1)}
    weights = rehearsal.start(rows, np.random.default_rng(0))
    batch = Batch(read, [rehearsal.ids(rows, one) for one in read])
    right = np.array([0, 1, 1], np.float32)

    def loss() -> float:
        odds = Run(weights, batch, None).odds.astype(np.float64)
        return float(np.mean(np.logaddexp(0, odds) - right * odds))

    for name, slope in Run(weights, batch, None).slopes(right).items():
        at = np.unravel_index(np.abs(slope).argmax(), slope.shape)
        kept, both = weights[name][at], []
        for step in (0.003, -0.003):
            weights[name][at] = kept + step
            both.append(loss())
        weights[name][at] = kept
        assert (both[0] - both[1]) / 0.006 == pytest.approx(float(slope[at]), rel=0.1), name


def test_what_is_folded_reads_the_same() -> None:
    """A reader says what the weights that it was made of say."""
    read = [_passage(text, "killed") for text in TEXTS[:3]]
    rows = vocabulary(read)
    weights = rehearsal.start(rows, np.random.default_rng(1))
    reader = fold(rows, weights)
    for one in read:
        odds = Run(weights, Batch([one], [rehearsal.ids(rows, one)]), None).odds
        assert np.allclose(reader.read(one), 1 / (1 + np.exp(-odds)), atol=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(min_value=0))
def test_any_text_can_be_read(made: Reader, text: str, at: int) -> None:
    """No crash, and every score is a probability."""
    doc = parse(text)
    if len(doc):
        trigger = doc[at % len(doc)]
        spans = names(trigger.sent)
        told = made.read(passage(spans, trigger, ["none"] * len(spans)))
        assert len(told) == len(spans)
        assert ((told >= 0) & (told <= 1)).all()
