import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.gazetteer import Gazetteer
from geodata.inflection import MAX_NAMES, nominatives


@pytest.mark.parametrize(
    ("name", "geonames_id"),
    [
        ("Покровську", 704422),
        ("у Покровську", 704422),
        ("в Донецьку", 709717),
        ("Харькова", 706483),
        ("Києві", 703448),
        ("до Києва", 703448),
        ("Сумах", 692194),
        ("Часовому Яру", 710915),
        ("Донецькій області", 709716),
        ("в Курской области", 538555),
        ("Ростове-на-Дону", 501175),
        ("Україні", 690791),
        ("Сирии", 163843),
    ],
)
def test_an_inflected_name_is_its_place(name: str, geonames_id: int) -> None:
    place = Gazetteer().place(name)
    assert place is not None
    assert place.geonames_id == geonames_id


def test_a_nominative_is_looked_up_as_it_is() -> None:
    place = Gazetteer().place("Харків")
    assert place is not None
    assert place.name == "Kharkiv"


@pytest.mark.parametrize(
    "name", ["Kharkova", "دمشق", "ירושלים", "", "а", "один два три чотири п'ять"]
)
def test_other_scripts_and_whole_sentences_have_none(name: str) -> None:
    assert nominatives(name) == ()


@given(st.text(alphabet="абвгдеєжзиіїйклмнопрстуфхцчшщьюя '-", max_size=60))
def test_nominatives_are_few_and_never_the_name_itself(name: str) -> None:
    found = nominatives(name)
    assert len(found) == len(set(found)) <= MAX_NAMES
    assert name.strip() not in found
