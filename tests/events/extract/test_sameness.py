"""Sameness: what is alike and what differs, and what the model makes of it."""

from __future__ import annotations

from events.article import Article
from events.extract.cast import Cast
from events.extract.draft import Draft
from events.extract.drafting import drafts
from events.extract.lesson import event_of, pairs
from events.extract.sameness import features, sameness
from geodata.language import parse

TEXT = (
    "Gunmen attacked a depot in the hills, killing four guards. Two guards fought back.\n\n"
    "The harbour was quiet.\n\nFarther north, pirates have attacked nine trawlers."
)


def told(text: str) -> list[Draft]:
    doc = parse(text)
    accepted, _ = drafts(Article(text=text), doc, (), Cast(doc, ()))
    return accepted


def test_what_is_near_is_likelier_the_same() -> None:
    first, *_, last = told(TEXT)
    assert "word" in features(last, [first])
    assert sameness(last, [first]) < 0.5
    assert 0.0 < sameness(last, [first]) < 1.0


def test_a_mention_belongs_to_the_shortest_quote_round_it() -> None:
    found = told(TEXT)
    whole = {"type": "ASSAULT", "quotes": [TEXT[:58]]}
    part = {"type": "ASSAULT", "quotes": ["killing four guards"]}
    killing = next(draft for draft in found if draft.trigger.token.text == "killing")
    assert event_of(killing, TEXT, [whole, part]) == 1
    assert event_of(killing, TEXT, [{"type": "AID", "quotes": [TEXT[:58]]}]) is None


def test_pairs_say_which_mentions_are_one_event() -> None:
    found = told("Gunmen attacked a depot. The mayor left. Far away, pirates attacked a trawler.")
    assert len(found) == 2
    (other,) = pairs(found, [0, 1])
    (same,) = pairs(found, [0, 0])
    (unmarked,) = pairs(found, [0, None])
    assert (other.right, same.right, unmarked.right) == (False, True, True)


def test_words_in_common_and_names_of_places_are_told_to_the_model() -> None:
    text = "Gunmen attacked a depot at Fenwood. Far away, rebels shelled a depot near Drumlow."
    first, last = told(text)
    assert {"shared=1", "spot=other", "lead=True"} <= set(features(last, [first]))


def test_what_is_done_to_the_culprit_turns_the_story() -> None:
    first, last = told("A man stabbed two guards in the hills. Officers shot the attacker.")
    assert "turned" in features(last, [first])
