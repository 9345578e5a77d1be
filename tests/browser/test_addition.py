"""Links of the page "Add articles": only what is named is fetched, and nothing of this machine."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Visitor
from tests.events.web.server import serve

pytestmark = pytest.mark.browser


def test_a_link_to_this_machine_is_not_fetched_and_said_why(visit: Visitor, seeded: str) -> None:
    opened = visit(seeded)
    opened.page.wait_for_selector(".st-key-sentence", timeout=120_000)
    opened.page.locator(".st-key-page").get_by_text("Add articles").click()
    with serve() as site:
        opened.page.get_by_label("Or pages and feeds").fill(site.page("/1", "secret"))
        opened.page.get_by_role("button", name="Add", exact=True).click()
        opened.page.get_by_text("0 of 1 inputs are in the collection.").wait_for(timeout=60_000)
        assert site.asked == []
    opened.page.get_by_text(re.compile("Not added.*an address of this machine")).wait_for()


def test_a_path_of_the_server_is_no_link(visit: Visitor, seeded: str) -> None:
    opened = visit(seeded)
    opened.page.wait_for_selector(".st-key-sentence", timeout=120_000)
    opened.page.locator(".st-key-page").get_by_text("Add articles").click()
    opened.page.get_by_label("Or pages and feeds").fill("/etc/hostname")
    opened.page.get_by_role("button", name="Add", exact=True).click()
    opened.page.get_by_text("Links begin with http:// or https://").wait_for()
