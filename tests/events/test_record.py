from hypothesis import given
from hypothesis import strategies as st

from events import record
from tests.events.samples import SHELLED, place, report


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


@given(st.text() | st.text('=+-@\t\r\n＝＋－＠""1A(', min_size=1))
def test_no_text_makes_a_formula(text):
    assert not record.cell(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))
