from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.dashboard import sample

pytestmark = pytest.mark.browser


def test_a_saved_page_opens_from_disk_with_map_filters_and_excerpts(
    visit: Visitor, sampled: str, tmp_path: Path
) -> None:
    path = tmp_path / "saved.html"
    with urllib.request.urlopen(f"{sampled}/api/download?format=html") as answer:
        path.write_bytes(answer.read())
    opened = visit(path.as_uri())
    page = opened.page
    page.wait_for_selector("body[data-drawn]", state="attached")
    assert page.locator("#sentence").inner_text() == "8 events"
    page.get_by_role("button", name="Protest", exact=True).click()
    expect(page.locator("#sentence")).to_have_text("1 of: 8 events")
    page.get_by_role("button", name="Protest", exact=True).click()
    words = page.get_by_label("Words in the excerpt")
    words.fill("depot")
    words.press("Enter")
    expect(page.locator("tr[data-event]", has_text="aerial")).to_have_count(1)
    expect(page.locator("tr[data-event]")).to_have_count(1)
    page.locator("tr[data-event] button").click()
    page.wait_for_selector(".passage")
    assert sample.HOSTILE in page.locator(".passage").inner_text()
    assert page.evaluate("window.hacked") is None
    page.keyboard.press("Escape")
    page.locator("tr[data-event]").wait_for()
