import io
import json
from typing import Any

from geodata.lines import run


def geoparsed(*lines: str, given: bool = False) -> tuple[list[dict[str, Any]], str, int]:
    out, errors = io.StringIO(), io.StringIO()
    bad = run(lines, out, given=given, errors=errors)
    return [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue(), bad


def test_one_line_a_document_in_order_with_the_contract_s_fields() -> None:
    documents = [
        {"doc_id": "b", "text": "Shelling hit Kharkiv.", "title": "War", "url": None},
        {"doc_id": "a", "text": "Nothing here."},
    ]
    answers, errors, bad = geoparsed(*(json.dumps(d) + "\n" for d in documents))
    assert [a["doc_id"] for a in answers] == ["b", "a"]
    assert (errors, bad) == ("", 0)
    assert answers[0]["toponyms"] == [
        {
            "start": 13,
            "end": 20,
            "name": "Kharkiv",
            "lat": 49.9818,
            "lon": 36.2548,
            "geonames_id": 706483,
            "country": "UKR",
            "precision": "town",
            "literal": True,
        }
    ]


def test_bad_lines_are_told_and_the_rest_goes_on() -> None:
    answers, errors, bad = geoparsed(
        "{not json\n", '{"doc_id": 7}\n', "[]\n", '{"doc_id": "x", "text": "Unrest in Cairo."}\n'
    )
    assert bad == 3
    assert [a["doc_id"] for a in answers] == [None, 7, None, "x"]
    assert [line.split(":")[0] for line in errors.splitlines()] == ["line 1", "line 2", "line 3"]
    assert all("error" in a for a in answers[:3])
    assert answers[3]["toponyms"][0]["country"] == "EGY"


def test_given_spans_are_resolved_and_wrong_ones_told() -> None:
    good = {"doc_id": 1, "text": "In Lviv.", "toponyms": [{"start": 3, "end": 7}]}
    beyond = {"doc_id": 2, "text": "In Lviv.", "toponyms": [{"start": 3, "end": 70}]}
    missing = {"doc_id": 3, "text": "In Lviv."}
    answers, _, bad = geoparsed(*map(json.dumps, (good, beyond, missing)), given=True)
    assert bad == 2
    assert answers[0]["toponyms"][0]["geonames_id"] == 702550
