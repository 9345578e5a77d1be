from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import PHONE, Visitor, served
from tests.browser.test_access import faults
from tests.dashboard import sample

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a sample store of its own: these tests change it."""
    with served(tmp_path_factory.mktemp("decided"), sample.fill) as address:
        yield address


def test_events_are_joined_split_and_put_back_by_keyboard(visit: Visitor, decided: str) -> None:
    opened = visit(decided)
    opened.says("8 events")
    page = opened.page
    shell = opened.map.locator("tr[data-event]", has_text="guard").get_by_role("button")
    shell.focus()
    page.keyboard.press("Enter")
    opened.map.get_by_role("button", name="Join with another event").focus()
    page.keyboard.press("Enter")
    assert "president" in opened.map.get_by_label("The other event").inner_text()
    assert faults(opened.map) == []
    opened.map.get_by_label("The other event").select_option(index=0)
    opened.map.get_by_label("Your name").fill("Ada")
    # Escape leaves the form, not the event.
    page.keyboard.press("Escape")
    button = opened.map.get_by_role("button", name="Join with another event")
    assert button.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    opened.map.get_by_label("Your name").fill("Ada")
    opened.map.get_by_label("Reason").fill("the same day in the same town")
    page.keyboard.press("Enter")
    opened.map.locator(".decided", has_text="Joined").wait_for()
    opened.says("7 events")
    assert opened.map.locator(".report").count() == 2

    opened.map.get_by_role("button", name="Split this report off").last.focus()
    page.keyboard.press("Enter")
    opened.map.get_by_label("Reason").fill("two occurrences")
    assert opened.map.get_by_label("Your name").input_value() == "Ada"
    page.keyboard.press("Enter")
    opened.map.locator(".decided", has_text="Split off").wait_for()
    opened.says("8 events")
    assert opened.map.locator(".report").count() == 1
    opened.map.get_by_role("button", name="Undo").click()
    opened.says("7 events")
    opened.map.get_by_text("1 more report").wait_for()


def test_a_decision_fits_a_phone_and_says_what_is_wrong(visit: Visitor, decided: str) -> None:
    opened = visit(decided, PHONE)
    opened.map.locator("tr[data-event]", has_text="Farmers").get_by_role("button").click()
    opened.map.get_by_role("button", name="Join with another event").click()
    if opened.map.get_by_label("The other event").count():
        opened.map.get_by_label("The other event").select_option(value="")
    opened.map.get_by_label("Its permalink").fill("nothing of the kind")
    opened.map.get_by_label("Your name").fill("Ada")
    opened.map.get_by_label("Reason").fill("a test")
    opened.map.get_by_role("button", name="Join", exact=True).click()
    opened.map.locator("form [role=alert]", has_text="no permalink").wait_for()
    assert faults(opened.map) == []
    box = opened.map.locator(".deciding form").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
