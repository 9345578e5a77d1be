from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Frame

from tests.browser.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def faults(frame: Frame, within: str = "body") -> list[str]:
    """What axe-core finds wrong, with the elements."""
    frame.evaluate(AXE.read_text(encoding="utf-8"))
    found = frame.evaluate(
        "([within, rules]) => axe.run(within, {...rules, iframes: false})", [within, RULES]
    )
    return [
        f"{fault['id']}: {[node['html'][:120] for node in fault['nodes']]}"
        for fault in found["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_its_list_and_its_detail_are_accessible(
    visit: Visitor, sampled: str, scheme: str
) -> None:
    opened = visit(sampled, scheme=scheme)
    opened.map.locator("tr[data-event]").first.wait_for()
    assert faults(opened.map) == []
    opened.map.locator("tr[data-event] button").first.click()
    opened.map.locator(".passage").wait_for()
    assert faults(opened.map) == []


def test_the_phone_layout_is_accessible(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled, PHONE)
    opened.map.locator("tr[data-event]").first.wait_for()
    assert faults(opened.map) == []


def test_what_we_put_around_the_map_is_accessible(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    opened.says("8 events")
    assert faults(opened.page.main_frame, ".st-key-top") == []
