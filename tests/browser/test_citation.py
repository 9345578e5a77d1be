"""A text fragment is good if a real browser scrolls to the quote, and to no other place."""

from __future__ import annotations

import html
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from events.article import Article
from events.citation import live_link

pytestmark = pytest.mark.browser

FILLER = "\n".join(f"Nothing of note happened at post {number}." for number in range(80))
TEXT = "\n".join(
    (
        "Troops entered Goma.",
        FILLER,
        "Troops entered Goma. A well-known aide, Kamau & sons' driver, said so.",
        FILLER,
        "Troops entered Goma. " + "They met the elders, the traders and the guards. " * 6,
        FILLER,
    )
)
LONG = TEXT.split("\n")[-81].strip()


@pytest.fixture
def address() -> Iterator[str]:
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in TEXT.split("\n"))
    page = f"<!doctype html><title>News</title><body>{lines}".encode()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("words", "nth"),
    [
        ("Troops entered Goma.", 1),
        ("Troops entered Goma.", 2),
        ("A well-known aide, Kamau & sons' driver, said so.", 0),
        (LONG, 0),
        ("driver, said so.\nNothing of note happened at post 0.", 0),
    ],
)
def test_the_link_opens_at_the_quote(browser: Browser, address: str, words: str, nth: int) -> None:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    quote = Article(text=TEXT).quote(start, start + len(words))
    context = browser.new_context()
    page = context.new_page()
    page.goto(live_link(address, TEXT, quote))
    seen = """number => {
        const box = document.querySelectorAll("p")[number].getBoundingClientRect();
        return scrollY > 0 && box.top >= 0 && box.bottom <= innerHeight;
    }"""
    page.wait_for_function(seen, arg=TEXT[:start].count("\n"), timeout=5000)
    context.close()
