from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard import account
from events import pipeline
from events.article import Article
from events.catalogue import StoreCatalogue
from events.pipeline import Outcome
from events.query.filter import Filter
from events.source.intake import Intake
from events.store.store import Store
from events.telling import handout
from tests.dashboard import sample

WORLD = "bbox=-180,-85,180,85&zoom=4"


def test_a_view_has_its_symbols_regions_and_counts(client: TestClient) -> None:
    view = client.get(f"/api/cells?{WORLD}").json()
    assert {symbol[5] for symbol in view["symbols"]} == {"Kyiv", "Lviv", "Beijing"}
    assert [(region[5], region[6]) for region in view["regions"]] == [("Donetsk Oblast", "UA.05")]
    assert (view["events"], view["seen"], view["unplaced"], view["coarse"]) == (8, 6, 1, 1)


def test_no_text_of_an_article_is_in_a_view(client: TestClient) -> None:
    assert "hacked" not in client.get(f"/api/cells?{WORLD}").text


def test_a_place_lists_its_events_newest_first(client: TestClient) -> None:
    view = client.get(f"/api/cells?{WORLD}").json()
    key = next(symbol[4] for symbol in view["symbols"] if symbol[5] == "Kyiv")
    rows = client.get(f"/api/events?place={key.removeprefix('p:')}").json()["rows"]
    assert [row["when"] for row in rows] == ["8 Apr 2025", "7 Apr 2025"]


@pytest.mark.parametrize(
    ("sort", "first"),
    [("newest", "8 Apr 2025"), ("oldest", "1–4 Apr 2025"), ("type", "8 Apr 2025")],
)
def test_a_list_sorts(client: TestClient, sort: str, first: str) -> None:
    rows = client.get(f"/api/events?{WORLD}&sort={sort}").json()["rows"]
    assert rows[0]["when"] == first


def test_an_event_is_told_with_its_words(client: TestClient) -> None:
    rows = client.get("/api/events?where=unplaced").json()["rows"]
    event = client.get(f"/api/event/{rows[0]['id']}").json()
    assert event["type"] == "REJECT"
    assert event["where"] is None
    assert event["when"]["text"] == "reported 8 Apr 2025, day of the event not stated"
    assert "".join(text for text, _ in event["reports"][0]["passage"]) == (
        "China denied sending weapons."
    )
    assert event["reports"][0]["url"] is None, "a javascript: address is no link"
    assert event["reports"][0]["link"] is None


def test_why_here_names_the_places_considered_with_their_scores(client: TestClient) -> None:
    rows = client.get(f"/api/events?{WORLD}").json()["rows"]
    kyiv = next(row["id"] for row in rows if row["place"].startswith("Kyiv"))
    (told,) = client.get(f"/api/why/{kyiv}").json().values()
    first = told["considered"][0]
    assert told["name"] == "Kyiv"
    assert first["name"].startswith("Kyiv") and first["won"]
    scores = [one["score"] for one in told["considered"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert not told["chosen_otherwise"] or first["distance_km"] == 0
    assert client.get("/api/why/zz").status_code == 400
    unplaced = client.get("/api/events?where=unplaced").json()["rows"][0]["id"]
    assert client.get(f"/api/why/{unplaced}").json() == {}


def test_a_place_that_nobody_could_locate_is_told_by_its_words(
    client: TestClient, store: Store
) -> None:
    text = "Stretches of the road at Ngubara and Tolokwe were strewn with boulders."
    item = Intake(article=Article(text=text), source="roads.txt")
    assert [result.outcome for result in pipeline.ingest(store, [item])] == [Outcome.ADDED]
    rows = client.get("/api/events?where=unplaced").json()["rows"]
    found = [client.get(f"/api/event/{row['id']}").json() for row in rows]
    events = [event for event in found if event["unlocated"]]
    assert {event["unlocated"] for event in events} == {"Ngubara", "Tolokwe"}
    assert all(event["where"] is None for event in events)
    why = events[0]["reports"][0]["why"]["where"]
    assert "nobody could locate it" in why[0]


def test_an_event_tells_why_by_field(client: TestClient) -> None:
    rows = client.get(f"/api/events?{WORLD}").json()["rows"]
    event = client.get(f"/api/event/{rows[0]['id']}").json()
    assert event["reports"][0]["why"]["what"] == ["met -> CONSULT"]
    assert event["where"]["reasons"] == ["inside the clause of 'met'"]


def test_the_timeline_shows_bars_and_spans_and_ignores_the_dates_of_the_filter(
    client: TestClient,
) -> None:
    whole = client.get("/api/timeline").json()
    assert sum(sum(counts) for _, counts in whole["bars"]) == 8
    assert [span[1:3] for span in whole["spans"]] == [["2025-04-01", "2025-04-04"]]
    chosen = client.get("/api/timeline?from=2025-04-07").json()
    assert chosen["bars"] == whole["bars"]
    assert chosen["chosen"] == ["2025-04-07", "2025-04-08"]


def test_downloads_hold_exactly_what_is_filtered_and_say_so(client: TestClient) -> None:
    text = client.get("/api/download?country=CHN&format=csv").text
    note, _header, *rows = text.splitlines()
    assert note.startswith("# 2 events involving China. Places from GeoNames, CC BY 4.0")
    assert len(rows) == 2
    places = client.get("/api/download?country=CHN&format=geojson").json()
    assert places["note"].startswith("2 events involving China.")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/api/cells", "bbox is not west,south,east,north"),
        ("/api/cells?bbox=1,2,3,4", "zoom is not a number from 0 to 22"),
        ("/api/cells?bbox=1,2,3,4&zoom=nan", "zoom is not a number"),
        ("/api/cells?bbox=1,2,3,4&zoom=3&country=<script>", "not an ISO 3166 alpha-3 code"),
        ("/api/cells?words=" + "a" * 7000, "longer than 6000 characters"),
        ("/api/events?where=here", "where is neither"),
        ("/api/events?where=unplaced&sort=worst", "sort is none of"),
        ("/api/events?where=unplaced&page=-1", "page is not a number"),
        ("/api/events?place=99999", "place is not a number"),
        ("/api/event/..%00", "hexadecimal"),
        ("/api/event/zz", "hexadecimal"),
        ("/api/outlines?keys=a%20b", "keys are an outline's each"),
        ("/api/outlines", "keys are an outline's each"),
        ("/api/outlines?keys=" + "A," * 40 + "A", "at most 40 outlines"),
        ("/api/download?format=exe", "format is none of"),
    ],
)
def test_what_cannot_be_answered_gets_400_and_a_reason(
    client: TestClient, path: str, reason: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert reason in answer.json()["error"]


def test_what_is_not_there_gets_404(client: TestClient) -> None:
    assert client.get("/api/event/0000000000000000").status_code == 404


def test_outlines_come_together_and_those_that_do_not_exist_are_none(client: TestClient) -> None:
    told = client.get("/api/outlines?keys=UKR,UA.05,XX.99").json()
    assert list(told) == ["UKR", "UA.05", "XX.99"]
    assert told["UKR"]["type"] == "MultiPolygon"
    assert told["XX.99"] is None


@pytest.mark.parametrize("path", [f"/api/cells?{WORLD}", "/api/cells", "/api/map.js"])
def test_every_answer_is_strict(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_other_hosts_and_other_sites_are_refused(client: TestClient) -> None:
    path = f"/api/cells?{WORLD}"
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 403
    assert client.get(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get(path, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_a_host_can_be_allowed(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPATCH_HOSTS", "map.example, other.example")
    answer = client.get(f"/api/cells?{WORLD}", headers={"Host": "map.example:8501"})
    assert answer.status_code == 200


def test_the_routes_ask_for_the_sign_in_that_is_configured(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/api/cells?{WORLD}"
    monkeypatch.setattr(account, "required", lambda: True)
    assert client.get(path).status_code == 401
    client.cookies.set(USER_COOKIE_NAME, "forged")
    assert client.get(path).status_code == 401
    signed = create_signed_value(get_cookie_secret(), USER_COOKIE_NAME, '{"is_logged_in": true}')
    client.cookies.set(USER_COOKIE_NAME, signed.decode())
    assert client.get(path).status_code == 200


def test_a_layer_dropped_into_the_folder_is_listed_and_served(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPATCH_DATA", str(tmp_path))
    assert client.get("/api/overlays").json() == []
    (tmp_path / "overlays").mkdir()
    line = {"type": "FeatureCollection", "name": "Front", "date": "2025-04-08", "features": []}
    (tmp_path / "overlays" / "front.geojson").write_text(json.dumps(line))
    (tmp_path / "overlays" / "broken.geojson").write_text("{")
    listed = client.get("/api/overlays").json()
    assert [(one["key"], one["name"], one["date"]) for one in listed] == [
        ("front", "Front", "2025-04-08")
    ]
    assert client.get("/api/overlay/front").json() == line
    assert client.get("/api/overlay/..%2Fstore").status_code == 404


def test_assets_are_kept_by_the_browser(client: TestClient) -> None:
    answer = client.get("/assets/map/map.css")
    assert "max-age" in answer.headers["cache-control"]
    assert client.get("/assets/../app.py").status_code == 404


def test_a_page_to_keep_leaves_out_what_may_not_be_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    sample.fill(store)
    kept = StoreCatalogue(store, tmp_path)
    whole = kept.desk().select(Filter())
    assert "left out" not in handout.page(kept, whole)
    article = replace(sample.article(), shareable=False)
    monkeypatch.setattr(kept, "article", lambda _article_id: article)
    page = handout.page(kept, whole)
    assert "8 of them may not be handed on and are left out" in page
    assert "Farmers" not in page
    store.close()
