"""The read-only API and the feed, by their OpenAPI description on a real server, and by hand."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import feedparser
import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as conformance
from starlette.applications import Starlette

from dashboard import account, api, catalogue
from events import assembly
from events.article import Article
from events.catalogue import StoreCatalogue
from events.store.store import Store
from tests.dashboard import sample
from tests.events.samples import place, report

EXAMPLES = 30


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("publication")
    opened = Store.open(f"sqlite:///{folder / 'store.sqlite3'}")
    sample.fill(opened)
    for words in ("by forces", "by the forces of another"):
        text = (
            f"Kyiv was shelled {words} on Monday, said the mayor, and {len(words)} houses burned."
        )
        article = Article(text=text, published=date(2025, 4, 8))
        told = report(text, where=place(), tolls=((str(len(words)), "killed", len(words)),))
        with opened.writing() as writing:
            writing.put_article(article, source="x", notices=(), extractor="test 1")
            assembly.add(writing, [told], writing.replace_reports(article.id, [told]))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def server(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server on a free port of this machine."""
    before = catalogue._chosen[:]
    catalogue.use(StoreCatalogue(store, tmp_path_factory.mktemp("index")))
    listening = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=api.routes())
    running = uvicorn.Server(
        uvicorn.Config(app, log_level="error", access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=running.run, args=([listening],))
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join()
    listening.close()
    catalogue._chosen[:] = before


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server) as made:
        yield made


def test_the_api_answers_as_it_describes_itself(server: str) -> None:
    schema = schemathesis.openapi.from_url(f"{server}/api/v1/openapi.json")
    operations = list(schema.get_all_operations())
    assert len(operations) == 4

    for operation, mode in product(operations, schemathesis.GenerationMode):

        @given(case=operation.ok().as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def asked(case: schemathesis.Case) -> None:
            case.call_and_validate(
                timeout=60,
                checks=[
                    checks.not_a_server_error,
                    conformance.status_code_conformance,
                    conformance.content_type_conformance,
                    conformance.response_headers_conformance,
                    conformance.response_schema_conformance,
                ],
            )

        asked()


def everything(client: httpx.Client, query: str = "", limit: int = 3) -> list[dict]:
    found, cursor = [], ""
    while True:
        answer = client.get(f"/api/v1/events?limit={limit}&{query}{cursor}")
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["events"]
        if page["next"] is None:
            assert page["total"] == len(found)
            return found
        cursor = f"&cursor={page['next']}"


def test_pages_hold_each_event_once_newest_first(client: httpx.Client) -> None:
    whole = everything(client, limit=100)
    assert len({event["event_id"] for event in whole}) == len(whole) == 9
    for limit in (1, 2, 4):
        assert everything(client, limit=limit) == whole
    days = [event["date"]["start"] for event in whole if event["date"]]
    assert days == sorted(days, reverse=True)


def test_a_filter_means_what_it_means_on_the_page(client: httpx.Client) -> None:
    page = client.get("/api/v1/events?country=CHN").json()
    assert page["selected"] == "2 events involving China"
    assert {event["type"] for event in page["events"]} == {"REJECT", "ASSAULT"} or page[
        "total"
    ] == 2
    assert "CC BY 4.0" in page["licence"]


def test_a_cursor_goes_on_where_it_was_though_its_event_is_gone(client: httpx.Client) -> None:
    first = client.get("/api/v1/events?limit=2").json()
    day = first["next"].split("-")[0]
    after = client.get(f"/api/v1/events?limit=100&cursor={day}-{'f' * 16}").json()
    rest = client.get(f"/api/v1/events?limit=100&cursor={first['next']}").json()
    assert after["events"] == [e for e in rest["events"] if e in after["events"]]


def test_an_event_says_why_it_was_merged_and_what_is_disputed(client: httpx.Client) -> None:
    merged = next(e for e in everything(client) if len(e["reports"]) > 1)
    found = client.get(f"/api/v1/events/{merged['event_id']}").json()
    assert "same place (Kyiv)" in found["merged_because"][0]["why"]
    assert {d["field"] for d in found["disagreements"]} == {"killed"}
    assert found["sources"] == 2
    told = client.get(f"/api/v1/articles/{found['reports'][0]['article']['id']}").json()
    quote = found["reports"][0]["quotes"][0]
    assert told["text"][quote["start"] : quote["end"]] == quote["text"]


@pytest.mark.parametrize("path", ["/api/v1/events?country=CHN", "/feed.atom?country=CHN"])
def test_what_is_known_is_not_sent_again_until_the_store_changes(
    client: httpx.Client, store: Store, path: str
) -> None:
    first = client.get(path)
    tag = {"If-None-Match": first.headers["etag"]}
    again = client.get(path, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path + "&limit=1", headers=tag).status_code == 200
    with store.writing() as writing:
        writing.put_rejection("a", "b")
    assert client.get(path, headers=tag).status_code == 200


def test_the_feed_is_one_to_subscribe_to(client: httpx.Client) -> None:
    answer = client.get("/feed.atom?country=CHN")
    parsed = feedparser.parse(answer.content)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert not parsed.bozo
    assert parsed.feed.title == "Dispatch Map: 2 events involving China"
    assert len(parsed.entries) == 2
    assert parsed.entries[0].link.startswith(str(client.base_url))
    assert "country=CHN&event=" in parsed.entries[0].link
    assert parsed.feed.updated == "2025-04-08T00:00:00Z"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/api/v1/events?countries=CHN", "There is no parameter 'countries'; these are: actor,"),
        ("/api/v1/events?limit=0", "limit is not a number from 1 to 100"),
        ("/api/v1/events?limit=101", "limit is not a number from 1 to 100"),
        ("/api/v1/events?limit=1&limit=2", "limit is given more than once"),
        ("/api/v1/events?cursor=x", "cursor is none that an answer gave"),
        ("/api/v1/events?from=2025-13-01", "from is not a day"),
        ("/api/v1/events/xyz", "16 hexadecimal digits"),
        ("/api/v1/articles/%2e%2e%00", "16 hexadecimal digits"),
        ("/feed.atom?within=1,2,3", "bbox is not west,south,east,north"),
        ("/feed.atom?cursor=1-0000000000000000", "no parameter 'cursor'"),
    ],
)
def test_what_cannot_be_answered_gets_400_and_the_reason(
    client: httpx.Client, path: str, reason: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert reason in answer.json()["error"]


def test_what_is_not_there_is_404(client: httpx.Client) -> None:
    assert client.get(f"/api/v1/events/{'0' * 16}").status_code == 404
    assert client.get(f"/api/v1/articles/{'0' * 16}").status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/events", "/feed.atom", "/api/v1/openapi.json"])
def test_the_page_s_guards_stand_here_too(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    answer = client.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 403
    assert client.get(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(path).status_code == 405
    monkeypatch.setattr(account, "required", lambda: True)
    assert client.get(path).status_code == 401


def test_nothing_that_may_not_be_handed_on_is_handed_on(client: httpx.Client, store: Store) -> None:
    text = "Kyiv was shelled by forces on Sunday, says a paper that keeps its rights."
    closed = Article(text=text, published=date(2025, 4, 8), shareable=False)
    told = report(text, where=place(), day=date(2025, 4, 6), day_words="Sunday")
    with store.writing() as writing:
        writing.put_article(closed, source="x", notices=(), extractor="test 1")
        assembly.add(writing, [told], writing.replace_reports(closed.id, [told]))
    page = client.get("/api/v1/events?limit=100").json()
    assert page["withheld"] == 1
    assert "keeps its rights" not in str(page)
    assert "keeps its rights" not in client.get("/feed.atom?limit=100").text
    assert client.get(f"/api/v1/events/{told.id}").status_code == 404
    assert client.get(f"/api/v1/articles/{closed.id}").json()["text"] is None
