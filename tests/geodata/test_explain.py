import pytest

from geodata.explain import choice, explain
from geodata.language import parse
from geodata.toponym import Sense

PARIS = "A gunman opened fire in Paris, Texas."


def test_each_name_has_its_candidates_scores_and_reasons() -> None:
    told = "\n".join(explain(PARIS))
    assert "Paris  [24:29]" in told
    assert "* 1." in told and "Paris, Texas, USA (town" in told
    assert "the text names its region or country right after it" in told
    assert "literal: after 'in'" in told


def test_an_open_name_says_so() -> None:
    assert "place   open" in "\n".join(explain("Drones struck Tarasivka overnight."))


def test_no_name_is_told() -> None:
    assert list(explain("Nothing happened.")) == ["no place names found"]


def test_a_choice_has_the_winner_its_rivals_and_the_reason() -> None:
    made = choice(PARIS, 24, 29)
    assert made.name == "Paris" and made.sense is Sense.LITERAL
    assert made.place is not None and made.place.geonames_id == 4717560
    winner, *rivals = made.considered
    assert winner.won and winner.place == made.place and winner.distance_km == 0.0
    assert rivals and not any(rival.won for rival in rivals)
    assert all(rival.score <= winner.score for rival in rivals)
    france = next(rival for rival in rivals if rival.place.country == "FRA")
    assert 7_500 < france.distance_km < 8_500
    assert made.why.startswith("the text names its region or country right after it")


def test_a_choice_takes_the_name_that_the_span_touches() -> None:
    assert choice(PARIS, 20, 26) == choice(parse(PARIS), 24, 29)


def test_a_choice_of_a_span_that_is_no_name_resolves_the_span_itself() -> None:
    made = choice(PARIS, 2, 8)
    assert (made.name, made.start, made.end) == ("gunman", 2, 8)


def test_an_open_choice_lists_its_candidates() -> None:
    made = choice("Drones struck Tarasivka overnight.", 14, 23)
    assert made.place is None and made.why == "no candidate is likely enough"
    assert len(made.considered) > 1 and not any(one.won for one in made.considered)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 4), (30, 99)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        choice(PARIS, start, end)
