from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import api, catalogue
from events import pipeline
from events.article import Article
from events.catalogue import StoreCatalogue
from events.original import Original
from events.source.intake import Intake
from events.store.store import Store
from tests.dashboard.sample import HOSTILE

BODY = (
    "What follows was told by agencies.\n\n"
    "A missile strike killed four people in Kharkiv on Monday, Ukrainian officials said.\n"
    f"Then came {HOSTILE}"
)
RAW = f"<script>alert(1)</script><p>{BODY}</p>".encode()


class Read(HTMLParser):
    """The text and the marks of a page, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.tags: set[str] = set()
        self.main, self.marked = "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.inside:
            self.main += data
        if "mark" in self.inside:
            self.marked += data


@pytest.fixture
def client(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    article = Article(
        text=BODY,
        title=HOSTILE,
        publisher=HOSTILE,
        url="https://example.org/a",
        published=date(2025, 4, 8),
    )
    original = Original(
        raw=RAW,
        media_type="text/html",
        final_url="https://example.org/a?" + HOSTILE,
        fetched_at=datetime(2025, 4, 8, 9, 30, tzinfo=UTC),
        headers=(("server", HOSTILE),),
        reader="reader 1",
    )
    item = Intake(article=article, source="https://example.org/a", original=original)
    list(pipeline.ingest(store, [item]))
    monkeypatch.setattr(catalogue, "_chosen", [StoreCatalogue(store, tmp_path)])
    with TestClient(Starlette(routes=api.routes()), base_url="http://localhost") as made:
        yield made


@pytest.fixture
def link(client: TestClient, store: Store) -> str:
    """Where the event's detail says that its source is archived."""
    ids = [row.id for row in store.event_rows() if row.place == "Kharkiv"]
    told = client.get(f"/api/event/{ids[0]}").json()["reports"][0]
    return "/" + str(told["archived"])


def test_the_archived_text_is_whole_with_the_excerpt_marked(client: TestClient, link: str) -> None:
    assert link.endswith("#quote")
    answer = client.get(link)
    read = Read(answer.text)
    assert read.main == BODY
    assert read.marked == BODY.splitlines()[2]
    assert answer.text.count('id="quote"') == 1
    for told in ("08 April 2025, 09:30:00 UTC", "reader 1", f"{len(RAW)} bytes"):
        assert told in answer.text


def test_a_strangers_text_is_text(client: TestClient, link: str) -> None:
    answer = client.get(link)
    assert not Read(answer.text).tags & {"script", "img"}
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_bytes_as_fetched_are_only_ever_a_file(client: TestClient, link: str) -> None:
    page = client.get(link).text
    found = re.search(r'href="([0-9a-f]{16}/[0-9a-f]{64})"', page)
    assert found
    answer = client.get("/api/archived/" + found[1])
    assert answer.content == RAW
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("x", 400),
        ("0" * 16, 404),
        ("{id}/x", 400),
        ("{id}/" + "0" * 64, 404),
        ("{id}?report=zzz", 200),
        ("{id}?report=" + "0" * 16, 200),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, link: str, path: str, status: int) -> None:
    article_id = link.split("/")[3].split("?")[0]
    assert client.get("/api/archived/" + path.format(id=article_id)).status_code == status


def test_altered_bytes_are_not_shown(client: TestClient, link: str, store: Store) -> None:
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE original SET body = 'x'"))
    answer = client.get(link)
    assert answer.status_code == 500
    assert "tampered" in answer.json()["error"]
