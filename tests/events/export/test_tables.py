"""Tables, read back as a spreadsheet's and as pandas' readers read them."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from events import export
from tests.events.export import stories
from tests.events.export.stories import ALL, COUNTRY, NOTE, PLANNED, TALKS, TOWN, UNMAPPED


def rows(form: str, *told: export.Told) -> list[dict[str, str]]:
    text = b"".join(export.written(told, form, NOTE)).decode()
    note, rest = text.split("\n", 1)
    assert note.startswith("# 5 events involving China & <others>, 1–8 April 2025.")
    return list(csv.DictReader(StringIO(rest, newline="")))


@pytest.mark.parametrize("form", ["csv", "acled", "ucdp"])
def test_no_cell_is_a_formula_in_a_spreadsheet(form):
    book = Workbook()
    for row in rows(form, *ALL):
        book.active.append([cell.replace("\x00", "").replace("\x0b", "") for cell in row.values()])
    kept = BytesIO()
    book.save(kept)
    cells = [c for line in load_workbook(kept).active.iter_rows() for c in line]
    assert cells
    assert not [cell.value for cell in cells if cell.data_type == "f"]


def test_our_own_columns_have_every_event_with_its_words():
    found = {row["event_id"]: row for row in rows("csv", *ALL)}
    assert set(found) == {event.id for event, _ in ALL}
    town = found[TOWN[0].id]
    assert (town["reports"], town["sources"], town["lat"]) == ("2", "2", "50.4547")
    assert town["title"].startswith("'=HYPERLINK")
    assert town["publisher"].startswith("'@wire")
    unmapped = found[UNMAPPED[0].id]
    assert (unmapped["lat"], unmapped["place"]) == ("", "")


def test_pandas_reads_the_table_with_its_types():
    data = b"".join(export.written(ALL, "csv", NOTE))
    frame = pd.read_csv(BytesIO(data), comment="#", parse_dates=["date_start"])
    assert len(frame) == len(ALL)
    assert frame["lat"].dtype == float
    assert frame["date_start"].max() == pd.Timestamp("2025-04-07")


def test_acled_s_columns_hold_what_acled_codes():
    (row,) = rows("acled", TOWN)
    assert row["sub_event_type"] == "Shelling/artillery/missile attack"
    assert row["event_date"] == "2025-04-07"
    assert (row["time_precision"], row["geo_precision"]) == ("1", "1")
    assert (row["actor1"], row["fatalities"]) == ("RUS forces", "12")
    assert row["tags"] == "plover=ASSAULT/heavy-weapons; asserted; 2 independent sources, 2 reports"


def test_acled_s_columns_leave_out_talks_and_plans_and_name_no_day_that_no_text_states():
    found = {row["event_id_cnty"]: row for row in rows("acled", *ALL)}
    assert TALKS[0].id not in found
    assert PLANNED[0].id not in found
    assert found[UNMAPPED[0].id]["event_date"] == "", "the day of the report is not the event's"
    assert found[COUNTRY[0].id]["latitude"] == ""


def test_ucdp_s_columns_hold_deadly_attacks_with_low_best_and_high():
    (row,) = rows("ucdp", *ALL)
    assert row["id"] == TOWN[0].id
    assert (row["low"], row["best"], row["high"]) == ("12", "12", "15")
    assert (row["date_prec"], row["where_prec"], row["number_of_sources"]) == ("1", "1", "2")
    assert row["geom_wkt"] == "POINT (30.5238 50.4547)"
    assert row["source_article"] == "https://example.org/?a=1&b=<2>"


def test_what_may_not_be_handed_on_is_in_no_format():
    event, articles = TOWN
    closed = {key: stories.Article(text=one.text, shareable=False) for key, one in articles.items()}
    for form in export.FORMATS:
        assert event.id.encode() not in b"".join(export.written([(event, closed)], form, ""))


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="jsonl, csv, acled, ucdp, geojson, kml, parquet, atom"):
        export.written([], "xml")
