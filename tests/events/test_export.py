import csv
import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import export, record
from events.article import Article
from events.merge import summary
from geodata.place import Precision
from tests.events.samples import SHELLED, place, report

ARTICLE = Article(text=SHELLED, title="=HYPERLINK(1)", publisher="@wire", url="https://example.org")


def told(where=None):
    return [(summary([report(where=where)]), {ARTICLE.id: ARTICLE})]


def test_a_report_s_record_keeps_the_contract():
    event = record.of_report(report(where=place()))
    assert event["trigger"] == {"start": 9, "end": 16, "text": "shelled"}
    assert {"name", "start", "end", "lat", "lon", "precision", "country", "geonames_id"} <= set(
        event["place"]
    )
    assert event["date"]["start"] == event["date"]["end"] == "2025-04-07"
    assert event["date"]["text"] == "Monday"
    assert event["actors"][0]["role"] == "actor"
    for span in (event["trigger"], *event["quotes"], *event["actors"], event["place"]):
        assert SHELLED[span["start"] : span["end"]] == span.get("text", span.get("name"))


@pytest.mark.parametrize("form", export.FORMATS)
def test_every_format_holds_the_excerpt(form):
    assert SHELLED in "".join(export.lines(told(place()), form, "1 event"))


def test_json_lines_are_one_object_a_line():
    (line,) = "".join(export.lines(told(), "jsonl")).splitlines()
    assert json.loads(line)["place"] is None


def test_no_cell_of_a_table_is_a_formula():
    text = "".join(export.lines(told(place()), "csv", "1 event\n=1"))
    note, *rows = text.split("\n")
    assert note == "# 1 event =1"
    (row,) = csv.DictReader(StringIO("\n".join(rows)))
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["publisher"] == "'@wire"
    assert row["lat"] == "50.4547"


@given(st.text())
def test_no_text_makes_a_formula(text):
    assert not record.cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("precision", "drawn"),
    [(Precision.TOWN, True), (Precision.ADMIN1, False), (Precision.COUNTRY, False)],
)
def test_only_sites_and_towns_are_points_in_geojson(precision, drawn):
    collection = json.loads("".join(export.lines(told(place(precision=precision)), "geojson", "n")))
    (feature,) = collection["features"]
    assert (feature["geometry"] is not None) is drawn
    assert collection["note"] == "n"


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="jsonl, csv, geojson"):
        list(export.lines([], "xml"))
