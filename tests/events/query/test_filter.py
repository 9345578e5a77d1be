from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given

from events.query.clause import listed, sentence, span
from events.query.filter import Box, Filter, FilterError, Part
from events.report import EventType, Modality
from geodata.place import Precision
from tests.events.query.strategies import filters

NAMES = {"CHN": "China", "RUS": "Russia", "UKR": "Ukraine"}


@given(filters())
def test_a_filter_survives_its_address(made: Filter) -> None:
    assert Filter.parse(parse_qs(made.query())) == made


@given(filters())
def test_only_the_default_has_no_query(made: Filter) -> None:
    assert bool(made.query()) == made.active


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("country=China", "country is not an ISO 3166 alpha-3 code"),
        ("country=chn", "country is not an ISO 3166 alpha-3 code"),
        ("type=KILL", "type is none of AGREE"),
        ("role=victim", "role is none of either, actor, recipient"),
        ("from=yesterday", "from is not a day"),
        ("from=2025-04-08&to=2025-04-01", "is after to"),
        ("words=a&words=b", "words is given 2 times"),
        ("words=" + "a" * 300, "words is longer"),
        ("within=1,2,3", "bbox is not west,south,east,north"),
        ("within=1,nan,3,4", "not finite"),
        ("within=1,80,3,40", "outside the world"),
        ("undated=maybe", "undated is none of"),
        ("actor=" + "&actor=".join(str(i) for i in range(60)), "more than 50 values"),
    ],
)
def test_what_cannot_be_read_is_named(query: str, reason: str) -> None:
    with pytest.raises(FilterError, match=reason):
        Filter.parse(parse_qs(query))


@pytest.mark.parametrize(
    ("made", "count", "said"),
    [
        (Filter(), 1, "1 event"),
        (Filter(), 1203, "1,203 events"),
        (
            Filter(countries=("CHN",), start=date(2025, 4, 1), end=date(2025, 4, 8), undated=False),
            4,
            "4 events involving China, 1–8 April 2025",
        ),
        (
            Filter(countries=("CHN", "RUS"), end=date(2025, 4, 30)),
            128,
            "128 events involving China or Russia, until 30 April 2025 or day not stated",
        ),
        (
            Filter(countries=("CHN", "RUS"), every=True, part=Part.ACTOR),
            2,
            "2 events involving China and Russia as actor",
        ),
        (
            Filter(types=(EventType.ACCUSE, EventType.REJECT, EventType.REQUEST)),
            3,
            "3 words events",
        ),
        (
            Filter(types=(EventType.ASSAULT, EventType.AID), modalities=(Modality.CLAIMED,)),
            3,
            "3 claimed ASSAULT or AID events",
        ),
        (
            Filter(words="drone strike", sources=("The Paper",), precisions=(Precision.ADMIN1,)),
            0,
            "0 events known to region reported by The Paper with the words “drone strike”",
        ),
        (Filter(undated=False), 5, "5 events, with a stated date"),
        (Filter(nationalities=("CHN",)), 5, "5 events with nationals of China"),
    ],
)
def test_the_sentence(made: Filter, count: int, said: str) -> None:
    assert sentence(made, count, country=lambda code: NAMES[code]) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2025, 4, 8), date(2025, 4, 8), "8 April 2025"),
        (date(2025, 3, 30), date(2025, 4, 8), "30 March – 8 April 2025"),
        (date(2024, 12, 30), date(2025, 1, 2), "30 December 2024 – 2 January 2025"),
        (date(2025, 4, 1), None, "since 1 April 2025"),
        (None, None, ""),
    ],
)
def test_a_range_of_days(start: date | None, end: date | None, said: str) -> None:
    assert span(start, end) == said


def test_names_are_joined() -> None:
    assert listed(["A", "B", "C"]) == "A, B or C"
    assert listed(["A"]) == "A"


def test_a_box_wraps_at_the_date_line() -> None:
    assert Box.parse("170,-10,190,10") == Box(170, -10, -170, 10)
    assert Box.parse("-400,-80,400,80") == Box(-180, -80, 180, 80)
