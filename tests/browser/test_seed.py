from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Visitor
from tests.dashboard import sample

pytestmark = pytest.mark.browser
SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def folded(text: str) -> str:
    return " ".join(text.split())


def test_the_first_start_maps_the_seed_article_and_a_marker_shows_its_words(
    visit: Visitor, seeded: str
) -> None:
    opened = visit(seeded)
    opened.page.wait_for_selector(".st-key-sentence", timeout=120_000)
    # One place has one event, and opens it; a region or place with several opens their list.
    opened.map.locator(".leaflet-marker-icon").first.click()
    opened.map.locator(".passage, #panel-body button.link").first.wait_for()
    if not opened.map.locator(".passage").count():
        opened.map.locator("tr[data-event] button").first.click()
    passage = opened.map.locator(".passage")
    passage.first.wait_for()
    assert folded(passage.first.inner_text()) in folded(SEED.read_text(encoding="utf-8"))
    assert passage.first.locator("mark.trigger").count() >= 1
    assert "8 Apr 2025" in opened.map.locator(".source").first.inner_text()


def test_an_article_is_added_and_what_cannot_be_read_is_said(
    visit: Visitor, seeded: str, tmp_path: Path
) -> None:
    opened = visit(seeded)
    opened.page.wait_for_selector(".st-key-sentence", timeout=120_000)
    before = int(opened.sentence.split()[0])
    opened.page.locator(".st-key-page").get_by_text("Add articles").click()
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\x00\x01\x02\xff\xfe" * 50)
    (tmp_path / "empty.txt").write_bytes(b"")
    opened.page.get_by_label("Text of the article").fill(
        "Protesters blocked the main road in Lviv on 5 May 2025.\n\n"
        f"Police arrested four people in Lviv on 6 May 2025. {sample.HOSTILE}"
    )
    opened.page.get_by_label("Title").fill(f"Road blocked {sample.HOSTILE}")
    opened.page.locator('input[type="file"]').set_input_files(
        [str(broken), str(tmp_path / "empty.txt")]
    )
    opened.page.get_by_text("empty.txt").first.wait_for()
    opened.page.get_by_role("button", name="Add", exact=True).click()
    opened.page.get_by_text("1 of 3 inputs are in the collection.").wait_for(timeout=60_000)
    opened.page.get_by_text(re.compile("Not added. broken.txt")).wait_for()
    opened.page.get_by_text(re.compile("Not added. empty.txt")).wait_for()
    opened.page.get_by_text(re.compile(r"^Set aside: \d")).wait_for()
    opened.says(f"{before + 2} events")
    opened.page.locator(".st-key-page").get_by_text("Table", exact=True).click()
    opened.page.get_by_text("Download these").wait_for()
    opened.says(f"{before + 2} events")  # no filter has slipped in, none was lost
    for frame in opened.page.frames:
        assert frame.evaluate("window.hacked") is None


def test_a_bad_address_is_refused(visit: Visitor, seeded: str) -> None:
    opened = visit(seeded)
    opened.page.wait_for_selector(".st-key-sentence", timeout=120_000)
    opened.page.locator(".st-key-page").get_by_text("Add articles").click()
    opened.page.get_by_label("Text of the article").fill("Police arrested four people in Lviv.")
    opened.page.get_by_label("Address").fill("javascript:alert(1)")
    opened.page.get_by_role("button", name="Add", exact=True).click()
    opened.page.get_by_text("The address must begin with http://").wait_for()
