"""Sentences of our own as the wire news writes them: which events each tells, and which none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from events.article import Article
from events.extract.extractor import extract
from events.report import EventType
from geodata.language import parse

LINES = (Path(__file__).parent / "sentences.tsv").read_text("utf-8").splitlines()
ROWS = list(csv.DictReader((line for line in LINES if line[0] != "#"), delimiter="\t"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sentence"])
def test_events_of_a_sentence(row: dict[str, str]) -> None:
    found = extract(Article(text=row["sentence"]), parse(row["sentence"]), ())
    types = {report.type for report in found if report.occurred}
    told = row["types"].replace("-", "").split()
    needed = {EventType(word) for word in told if not word.endswith("?")}
    allowed = {EventType(word.removesuffix("?")) for word in told}
    assert needed <= types <= allowed
