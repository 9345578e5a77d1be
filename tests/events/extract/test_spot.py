"""Spots: several places in a list, of which the gazetteer has not each."""

from __future__ import annotations

import pytest

from events.article import Article
from events.extract.extractor import extract
from events.report import Report
from geodata.geoparser import geoparse
from geodata.language import parse


def reports(text: str) -> list[Report]:
    doc = parse(text)
    return [r for r in extract(Article(text=text), doc, geoparse(doc)) if r.occurred]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Stretches of the road at Ngubara and Tolokwe were strewn with boulders.",
            {("Ngubara", None), ("Tolokwe", None)},
        ),
        (
            "In Maiduguri a crowd chased officers away; stretches of the road at Ngubara and "
            "Tolokwe were strewn with boulders.",
            {("Ngubara", None), ("Tolokwe", None)},
        ),
        (
            "Gunmen struck at the Stade de France and Fenwood Yard.",
            {("Stade de France", "Stade de France"), ("Fenwood Yard", None)},
        ),
    ],
)
def test_each_place_of_a_list_keeps_its_own_words(
    text: str, told: set[tuple[str, str | None]]
) -> None:
    found = reports(text)
    listed = [r for r in found if r.trigger.text in ("strewn", "struck")]
    places = {(r.where.quote.text, r.place.name if r.place else None) for r in listed if r.where}
    assert places == told
    assert len({report.id for report in found}) == len(found)
