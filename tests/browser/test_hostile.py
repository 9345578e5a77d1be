"""Text of articles as an attack, tried in a real browser in every view that shows it."""

from __future__ import annotations

import csv
import urllib.request
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from tests.browser.conftest import FRAME, Visit, Visitor, served
from tests.dashboard import hostile

pytestmark = pytest.mark.browser
COUNT = len(hostile.PAYLOADS)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the hostile store."""
    with served(tmp_path_factory.mktemp("hostile"), hostile.fill) as address:
        yield address


def unharmed(opened: Visit) -> None:
    """No payload ran, none became an element, none asked for anything (``visit`` checks that)."""
    for frame in opened.page.frames:
        assert frame.evaluate("window.hacked") is None
        made = "img[src=x], iframe[srcdoc], [onload], [onerror], [onfocus], [onmouseover]"
        assert frame.locator(made).count() == 0
        assert frame.locator("a[href^='javascript:' i], a[href^='data:text' i]").count() == 0


def folded(text: str) -> str:
    return " ".join(text.split())


def test_map_list_and_popup_show_payloads_as_text(visit: Visitor, attacked: str) -> None:
    opened = visit(f"{attacked}/?view=51,30,5")
    rows = opened.map.locator("tr[data-event]")
    opened.map.wait_for_function(f"document.querySelectorAll('tr[data-event]').length === {COUNT}")
    shown = folded(" ".join(rows.all_inner_texts()))
    assert "<img src=x onerror=" in shown
    assert "{{ 7*7 }}" in shown
    labels = opened.map.locator(".leaflet-marker-icon").evaluate_all(
        "all => all.map(e => e.title).join()"
    )
    assert "<script>" in labels
    unharmed(opened)
    for number in range(COUNT):
        rows.nth(number).get_by_role("button").click()
        opened.map.locator(".passage").wait_for()
        for reasons in opened.map.locator(".detail summary").all()[:4]:
            reasons.click()
        links = opened.map.locator(".detail a").evaluate_all("all => all.map(a => a.href)")
        assert [x for x in links if not x.startswith(("https://example.org/", attacked))] == []
        opened.page.keyboard.press("Escape")
        rows.nth(COUNT - 1).wait_for()
    unharmed(opened)


def test_filters_and_the_sentence_show_payloads_as_text(visit: Visitor, attacked: str) -> None:
    for start in ("<img", "<script", "[x](", "{{ 7"):
        opened = visit(attacked)
        opened.says(f"{COUNT} events")
        opened.choose("Actors", start)
        opened.page.wait_for_url(lambda url: "actor=" in url)
        unharmed(opened)
    opened = visit(attacked)
    opened.says(f"{COUNT} events")
    opened.page.locator(".st-key-more summary").click()
    opened.choose("Sources", "<img")
    opened.page.wait_for_url(lambda url: "source=" in url)
    # The address changes before the sentence is there.
    opened.page.locator(".st-key-sentence", has_text="<img src=x onerror=").wait_for()
    unharmed(opened)


def test_timeline_and_tables_show_payloads_as_text(visit: Visitor, attacked: str) -> None:
    opened = visit(attacked)
    opened.map.get_by_role("button", name="Step forward").click()
    opened.map.locator("#timeline output", has_text="2025").wait_for()
    for name in ("Table", "Actors", "Add articles", "About"):
        opened.page.locator(".st-key-page").get_by_text(name, exact=True).click()
        opened.page.locator(".st-key-page button[aria-checked=true]", has_text=name).wait_for()
        opened.page.locator(FRAME).wait_for(state="detached")  # the run has begun
        opened.page.wait_for_selector('.stApp[data-test-script-state="notRunning"]')
        unharmed(opened)


def test_no_cell_of_a_download_is_a_formula(attacked: str) -> None:
    with urllib.request.urlopen(f"{attacked}/api/download?format=csv") as answer:
        lines = answer.read().decode("utf-8").split("\n", 1)
    assert lines[0].startswith("# ")
    rows = list(csv.reader(StringIO(lines[1])))[1:]
    assert len(rows) == COUNT
    begins = ("=", "+", "-", "@", "\t", "\r")
    numbers = [cell for row in rows for cell in row if cell.startswith(begins)]
    assert all(cell.lstrip("-").replace(".", "", 1).isdigit() for cell in numbers)


def test_a_saved_page_shows_payloads_as_text(visit: Visitor, attacked: str, tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    with urllib.request.urlopen(f"{attacked}/api/download?format=html") as answer:
        path.write_bytes(answer.read())
    opened = visit(path.as_uri())
    page = opened.page
    page.wait_for_selector("body[data-drawn]", state="attached")
    rows = page.locator("tr[data-event]")
    rows.first.wait_for()
    for number in range(rows.count()):
        rows.nth(number).get_by_role("button").click()
        page.locator(".passage").wait_for()
        page.keyboard.press("Escape")
        rows.first.wait_for()
    unharmed(opened)
