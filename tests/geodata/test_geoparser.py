from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geoparser import geoparse
from geodata.language import parse

WORDS = st.sampled_from(
    ["Kyiv", "the", "St.", "in", "Al-", "U.S.", "’s", "Paris,", "Texas", "\n", "—", "(AP)", "co",
     "Donetsk", "region", "Lake", "of", "🇺🇦", "Київ", "القدس", "\u202e", "0", "A.", "'", "of the"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_any_text_and_never_overlap(text: str) -> None:
    found = geoparse(parse(text))
    for toponym in found:
        assert text[toponym.start : toponym.end] == toponym.name != ""
        assert toponym.place is None or -90 <= toponym.place.lat <= 90
    for one, two in pairwise(found):
        assert one.end <= two.start


@given(st.text(min_size=1, max_size=80), st.data())
@settings(max_examples=100, deadline=None)
def test_given_spans_come_back_as_they_are(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (found,) = geoparse(parse(text), given=[(start, end)])
    assert (found.start, found.end, found.name) == (start, end, text[start:end])


def test_nothing_given_is_nothing_found() -> None:
    assert geoparse(parse("Shelling hit Kharkiv."), given=[]) == ()


def test_the_publisher_decides_between_namesakes() -> None:
    text = "A man from the east side of Alexandria was charged on Monday."
    doc = parse(text)
    span = [(text.index("Alexandria"), text.index("Alexandria") + 10)]
    (louisiana,) = geoparse(doc, given=span, url="https://www.thetowntalk.com/news/1")
    (egypt,) = geoparse(doc, given=span, url="https://weekly.ahram.org.eg/news/1")
    assert louisiana.place is not None and louisiana.place.admin1 == "US.LA"
    assert egypt.place is not None and egypt.place.country == "EGY"


def test_the_winner_is_the_first_candidate_with_reasons() -> None:
    (kharkiv,) = geoparse(parse("Shelling hit Kharkiv."))
    assert kharkiv.place == kharkiv.candidates[0].place
    assert all(candidate.reasons for candidate in kharkiv.candidates)


def test_names_in_other_scripts_resolve_when_given() -> None:
    for text, country in (("Київ", "UKR"), ("Харьков", "UKR"), ("حلب", "SYR"), ("ירושלים", "ISR")):
        (found,) = geoparse(parse(text), given=[(0, len(text))])
        assert found.place is not None
        assert found.place.country == country


def test_a_name_with_a_small_word_in_it_is_one_name() -> None:
    found = geoparse(parse("Insurgents stormed police stations in Mocímboa da Praia in October."))
    assert [(one.name, one.place.geonames_id if one.place else None) for one in found] == [
        ("Mocímboa da Praia", 1024699)
    ]


def test_a_small_word_joins_no_unknown_names() -> None:
    found = geoparse(parse("Shelling hit Kharkiv. Marta da Silva and Otto von Brandt fled."))
    assert [one.name for one in found] == ["Kharkiv"]
