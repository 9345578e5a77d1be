from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard.table import frame
from events.store.store import Store

MAIN = Path(__file__).parents[2] / "dashboard" / "script" / "main.py"
BY = {"by": "Ada", "why": "both tell of the visit"}


def two(client: TestClient) -> tuple[str, str]:
    """Two events of the sample, each of one report."""
    rows = client.get("/api/events?bbox=-180,-85,180,85&type=CONSULT").json()["rows"]
    return rows[0]["id"], rows[1]["id"]


def reports(client: TestClient, event: str) -> set[str]:
    return {report["id"] for report in client.get(f"/api/event/{event}").json()["reports"]}


def decided(client: TestClient, told: dict[str, Any]) -> dict[str, Any]:
    answer = client.post("/api/decide", json=told)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_two_events_are_joined_and_that_is_undone(client: TestClient, store: Store) -> None:
    one, other = two(client)
    mine, theirs = reports(client, one), reports(client, other)
    joined = decided(client, {"ruling": "join", "ours": [*mine], "theirs": [other], **BY})
    assert reports(client, joined["event"]) == mine | theirs
    undone = decided(client, {**joined["undo"], **BY})
    assert reports(client, undone["event"]) == mine
    assert reports(client, undone["other"]) == theirs


def test_the_list_and_the_table_count_independent_sources(client: TestClient) -> None:
    one, other = two(client)
    mine = reports(client, one)
    event = decided(client, {"ruling": "join", "ours": [*mine], "theirs": [other], **BY})["event"]
    listed = client.get("/api/events?bbox=-180,-85,180,85&type=CONSULT").json()["rows"]
    (row,) = [row for row in listed if row["id"] == event]
    # Both reports are of one article: one source.
    assert (row["reports"], row["sources"]) == (2, 1)
    assert list(frame([row])[["Reports", "Independent"]].iloc[0]) == [2, 1]
    told = client.get(f"/api/event/{event}").json()["accord"]
    assert told["told"] == "1 source, 2 reports"
    assert "one source" in told["independent"]


def test_a_report_is_split_off_and_put_back(client: TestClient, store: Store) -> None:
    one, other = two(client)
    (mine,), (theirs,) = reports(client, one), reports(client, other)
    decided(client, {"ruling": "join", "ours": [mine], "theirs": [theirs], **BY})
    alone = decided(client, {"ruling": "split", "ours": [mine], "theirs": [], **BY})
    assert reports(client, alone["event"]) == {mine}
    back = decided(client, {**alone["undo"], **BY})
    assert reports(client, back["event"]) == {mine, theirs}
    lines = [entry for entry in store.changes() if entry.change.action == "decided"]
    assert [(entry.by, entry.change.why) for entry in lines] == [("Ada", BY["why"])] * 3


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"why": "  "}, 400, "why is empty"),
        ({"by": "x" * 301}, 400, "by is empty or longer"),
        ({"by": "a\u202eb"}, 400, "by is empty"),
        ({"ruling": "delete"}, 400, "neither join nor split"),
        ({"ours": ["../x"]}, 400, "no id"),
        ({"ours": ["abc"] * 61}, 400, "no list"),
        ({"theirs": []}, 400, "to join theirs"),
        ({"theirs": ["0"]}, 404, "no such report"),
        ({"ruling": "split", "theirs": []}, 400, "stands alone"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_a_reason(
    client: TestClient, change: dict[str, object], status: int, words: str
) -> None:
    one, other = two(client)
    told = {"ruling": "join", "ours": [one], "theirs": [other], **BY, **change}
    answer = client.post("/api/decide", json=told)
    assert answer.status_code == status
    assert words in answer.json()["error"]


def test_no_page_of_another_site_and_no_form_decides(client: TestClient) -> None:
    one, other = two(client)
    told = {"ruling": "join", "ours": [one], "theirs": [other], **BY}
    foreign = client.post("/api/decide", json=told, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    form = client.post("/api/decide", content="{}", headers={"Content-Type": "text/plain"})
    assert form.status_code == 400
    assert client.get("/api/decide").status_code == 405
    assert len(reports(client, one)) == 1


def test_a_read_only_installation_decides_and_adds_nothing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two(client)
    assert client.get(f"/api/event/{one}").json()["decide"] is True
    monkeypatch.setenv("DISPATCH_READ_ONLY", "1")
    assert client.get(f"/api/event/{one}").json()["decide"] is False
    told = {"ruling": "join", "ours": [one], "theirs": [other], **BY}
    assert client.post("/api/decide", json=told).status_code == 403
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert not page.exception
    assert "Add articles" not in page.segmented_control(key="page").options
