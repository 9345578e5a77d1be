"""Stories of our own writing: where and when each event of a whole article happened."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from events.article import Article
from events.extract.extractor import extract
from events.report import Report
from geodata.geoparser import geoparse
from geodata.language import parse

STORIES: dict[str, dict[str, Any]] = {
    story["name"]: story
    for story in tomllib.loads((Path(__file__).parent / "stories.toml").read_text("utf-8"))["story"]
}


@cache
def _read(name: str) -> tuple[Report, ...]:
    story = STORIES[name]
    text = story["text"].strip("\n")
    article = Article(text=text, published=story.get("published"), title=story["title"])
    doc = parse(text)
    found = extract(article, doc, geoparse(doc, title=article.title))
    return tuple(report for report in found if report.occurred)


def _of(name: str, words: str) -> list[Report]:
    """Return the reports of a story that quote some of its words."""
    start = STORIES[name]["text"].strip("\n").index(words)
    return [
        report
        for report in _read(name)
        if any(q.start <= start and start + len(words) <= q.end for q in report.quotes)
    ]


def _pin(report: Report) -> set[str]:
    """Return the words for the place of a mapped report, and the place's own name."""
    if report.where is None or report.place is None or not report.place.pinnable:
        return set()
    return {report.where.quote.text, report.place.name}


def _rows(table: str) -> list[tuple[str, str, str]]:
    return [
        (name, words, expected)
        for name, story in STORIES.items()
        for words, expected in story.get(table, {}).items()
    ]


@pytest.mark.parametrize(("name", "words", "places"), _rows("pins"))
def test_where(name: str, words: str, places: str) -> None:
    found = set().union(*(_pin(report) for report in _of(name, words)))
    assert found & set(places.split("|"))


@pytest.mark.parametrize(("name", "words", "day"), _rows("days"))
def test_when(name: str, words: str, day: str) -> None:
    assert day in {report.when.edtf if report.when else "" for report in _of(name, words)}


@pytest.mark.parametrize("name", STORIES)
def test_no_other_pin(name: str) -> None:
    """Every pin is at a place that the story is expected to have one at."""
    places = {place for row in STORIES[name]["pins"].values() for place in row.split("|")}
    for report in _read(name):
        assert not _pin(report) or _pin(report) & places
