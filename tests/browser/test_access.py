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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_and_the_filters_are_accessible(
    visit: Visitor, sampled: str, scheme: str
) -> None:
    opened = visit(sampled, scheme=scheme)
    opened.says("8 events")
    opened.page.locator(".st-key-more summary").click()
    opened.page.get_by_role("combobox", name="Sources").wait_for()
    frame = opened.page.main_frame
    assert faults(frame, ".stSidebar") == []
    for name in ("Table", "Actors", "Add articles", "About"):
        opened.page.locator(".st-key-page").get_by_text(name, exact=True).click()
        opened.page.locator(".st-key-page button[aria-checked=true]", has_text=name).wait_for()
        opened.page.wait_for_selector('.stApp[data-test-script-state="notRunning"]')
        assert faults(frame, ".stMain") == [], name


def test_high_contrast_keeps_symbols_and_text_apart(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    opened.page.emulate_media(forced_colors="active", contrast="more")
    opened.map.locator("tr[data-event]").first.wait_for()
    assert faults(opened.map) == []
    # Symbols are painted, so the system's colours do not touch them: theirs and the land's differ.
    painted = opened.map.locator("canvas.symbols").evaluate(
        """canvas => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const found = new Set();
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] === 255) found.add([data[i], data[i + 1], data[i + 2]].join());
          }
          return [...found];
        }"""
    )
    force = opened.map.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--force')"
    )
    red, green, blue = (int(force.strip()[i : i + 2], 16) for i in (1, 3, 5))
    assert f"{red},{green},{blue}" in painted
    marker = opened.map.locator(".symbol").first
    marker.focus()
    assert marker.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
