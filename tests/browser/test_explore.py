from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.browser.conftest import PHONE, Visitor
from tests.dashboard import sample

pytestmark = pytest.mark.browser


def test_a_click_on_a_marker_opens_the_excerpt(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    opened.map.get_by_role("button", name=re.compile("Beijing: 1 event")).click()
    passage = opened.map.locator(".passage")
    passage.wait_for()
    assert passage.inner_text() == "The minister travelled to Beijing between 1 and 4 April 2025."
    assert passage.locator("mark.quote.trigger").inner_text() == "travelled"
    details = opened.map.locator(".detail dl").inner_text()
    assert "1–4 Apr 2025" in details
    assert "Beijing, China (to the town)" in details


def test_why_here_lists_the_candidates_when_it_is_opened(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.url))
    opened.map.get_by_role("button", name=re.compile("Beijing: 1 event")).click()
    opened.map.locator(".passage").wait_for()
    assert not any("/api/why/" in url for url in asked), "worked out before it was asked for"
    opened.map.get_by_text("Why here?").click()
    opened.map.locator(".considered .won", has_text="Beijing").wait_for(timeout=60_000)
    opened.map.get_by_text("Why this type?").click()
    opened.map.get_by_text("travelled -> CONSULT").wait_for()


def test_enter_on_a_marker_opens_it_and_escape_returns(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    marker = opened.map.get_by_role("button", name=re.compile("Beijing: 1 event"))
    marker.focus()
    opened.page.keyboard.press("Enter")
    opened.map.locator(".passage").wait_for()
    assert "event=" in opened.page.url
    opened.page.keyboard.press("Escape")
    opened.map.locator("tr[data-event]").first.wait_for()
    assert "event=" not in opened.page.url
    assert marker.evaluate("e => e === document.activeElement")


def test_the_table_is_a_way_to_the_detail_by_keyboard(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    row = opened.map.locator("tr[data-event]").filter(has_text="CONSULT").first
    row.get_by_role("button").focus()
    opened.page.keyboard.press("Enter")
    opened.map.locator(".passage").wait_for()


def test_places_with_several_events_open_as_a_list(visit: Visitor, sampled: str) -> None:
    opened = visit(f"{sampled}/?view=49,30,6")
    opened.map.get_by_role("button", name=re.compile("Kyiv.*: 2 events")).click()
    opened.map.locator("#panel-heading", has_text="Kyiv").wait_for()
    rows = opened.map.locator("tr[data-event]")
    opened.map.wait_for_function("document.querySelectorAll('tr[data-event]').length === 2")
    assert "8 Apr 2025" in rows.first.inner_text()
    assert "7 Apr 2025" in rows.last.inner_text()


def test_a_region_is_an_area_and_a_country_no_dot(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    opened.map.locator("path.region.force").wait_for(state="attached")
    names = opened.map.locator(".leaflet-marker-icon").evaluate_all(
        "all => all.map(e => e.getAttribute('aria-label'))"
    )
    assert any("Donetsk Oblast, drawn as an area" in name for name in names)
    assert not any(name.startswith("Ukraine") for name in names)
    opened.map.get_by_role("button", name="Country only 1").click()
    opened.map.locator("tr[data-event]", has_text="Russia → Ukraine").wait_for()


def test_events_without_a_place_are_counted_and_listed(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    opened.map.get_by_role("button", name="No place 1").click()
    opened.map.locator("tr[data-event]", has_text="REJECT").wait_for()
    assert "1 event has no place in the text" in opened.map.locator(".explain").inner_text()


def test_each_filter_changes_the_map_and_the_sentence(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    opened.says("8 events")
    opened.choose("Countries", "China")
    opened.says("2 events involving China")
    opened.drawn("country=CHN")
    opened.page.get_by_role("spinbutton", name="day, From").click()
    opened.page.keyboard.type("01042025")
    opened.page.get_by_role("spinbutton", name="year, From").filter(has_text="2025").wait_for()
    opened.page.keyboard.press("Escape")
    opened.says("2 events involving China, since 1 April 2025 or day not stated")
    opened.page.get_by_text("Include undated").click()
    opened.says("1 event involving China, since 1 April 2025")
    opened.page.get_by_role("button", name="Clear filters").click()
    opened.says("8 events")
    opened.choose("Actors", "Farmers")
    opened.says("1 event with Farmers")
    opened.page.get_by_role("button", name="Clear filters").click()
    opened.says("8 events")
    opened.choose("Types", "PROTEST")
    opened.says("1 PROTEST event")
    opened.page.get_by_role("button", name="Clear filters").click()
    opened.says("8 events")
    opened.page.get_by_role("button", name=re.compile("^claimed 2")).click()
    opened.says("2 claimed events")
    opened.page.get_by_role("button", name="Clear filters").click()
    opened.says("8 events")
    words = opened.page.get_by_label("Words in the excerpt")
    words.fill("farmers")
    words.press("Enter")
    opened.says("1 event with the words “farmers”")
    opened.drawn("words=farmers")
    opened.page.get_by_role("button", name="Clear filters").click()
    opened.says("8 events")


def test_the_legend_filters(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    opened.map.get_by_role("button", name="Protest", exact=True).click()
    opened.says("1 PROTEST event")
    opened.drawn("type=PROTEST")
    opened.map.get_by_role("button", name="Protest", exact=True).click()
    opened.says("8 events")


def test_filter_view_and_event_survive_reload_and_back(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    opened.choose("Countries", "China")
    opened.says("2 events involving China")
    opened.drawn("country=CHN").get_by_role(
        "button", name=re.compile("Donetsk Oblast, drawn")
    ).click()
    opened.map.locator(".passage").wait_for()
    opened.page.reload()
    opened.says("2 events involving China")
    opened.map.locator(".passage", has_text="captured").wait_for()
    opened.page.go_back()
    opened.map.locator("tr[data-event]").first.wait_for()
    opened.page.go_back()
    opened.says("8 events")


def test_a_pan_keeps_the_page_still(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    frame = opened.map
    sent: list[object] = []
    opened.page.on("websocket", lambda socket: sent.append(socket))
    opened.page.wait_for_function("!document.querySelector('[data-test-script-state=running]')")
    before = frame.evaluate("Dispatch.drawn")
    frame.evaluate("() => { Dispatch.map.panBy([120, 40], {animate: false}); }")
    frame.wait_for_function("n => Dispatch.drawn > n", arg=before)
    assert "view=" in opened.page.url
    assert sent == []


def test_hostile_text_does_nothing_anywhere(visit: Visitor, sampled: str) -> None:
    opened = visit(f"{sampled}/?view=49,30,6")
    opened.map.get_by_role("button", name=re.compile("Lviv.*: 2 events")).click()
    opened.map.locator("tr[data-event]", has_text="aerial").get_by_role("button").click()
    passage = opened.map.locator(".passage")
    passage.wait_for()
    assert sample.HOSTILE in passage.inner_text()
    assert opened.map.locator(".source").inner_text().count(sample.HOSTILE) == 2
    links = opened.map.locator(".detail a").evaluate_all("all => all.map(a => a.href)")
    assert [link for link in links if not link.startswith(f"{sampled}/api/archived/")] == []
    opened.choose("Actors", "<img")
    opened.page.wait_for_url(re.compile("actor="))
    opened.page.get_by_text("Table", exact=True).click()
    opened.page.get_by_test_id("stDataFrame").wait_for()
    opened.page.get_by_text("Actors", exact=True).last.click()
    for frame in opened.page.frames:
        assert frame.evaluate("window.hacked") is None


def test_the_phone_shows_map_and_list(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled, PHONE)
    box = opened.map.locator("#map-box").bounding_box()
    panel = opened.map.locator("#panel").bounding_box()
    assert box and panel
    assert box["height"] > 250
    assert panel["height"] > 200
    assert panel["y"] >= box["y"] + box["height"]
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_theme_follows_the_system(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled, scheme="dark")
    assert opened.map.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_view_can_be_a_filter(visit: Visitor, sampled: str) -> None:
    opened = visit(f"{sampled}/?view=39.9,116.4,7")
    opened.map.get_by_role("button", name="Only this view").click()
    opened.says("1 event inside the chosen view")
    opened.map.get_by_role("button", name="Only this view").click()
    opened.says("8 events")


def test_a_preset_counts_back_from_the_latest_event(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    opened.says("8 events")
    opened.page.get_by_test_id("stSidebar").get_by_text("7 days", exact=True).click()
    opened.says("8 events, 2–8 April 2025 or day not stated")


def test_a_layer_of_the_users_own_is_drawn_and_named(
    visit: Visitor, sampled: str, sampled_folder: Path
) -> None:
    (sampled_folder / "overlays").mkdir(exist_ok=True)
    line = {"type": "LineString", "coordinates": [[30, 50], [38, 48]]}
    layer = {
        "type": "FeatureCollection",
        "name": f"Front {sample.HOSTILE}",
        "date": "2025-04-08",
        "features": [{"type": "Feature", "properties": {}, "geometry": line}],
    }
    (sampled_folder / "overlays" / "front.geojson").write_text(json.dumps(layer))
    opened = visit(sampled)
    opened.map.get_by_text("How it is drawn, and layers").click()
    opened.map.get_by_label(f"Front {sample.HOSTILE} · 2025-04-08").check()
    opened.map.locator("path.overlay").wait_for(state="attached")
    assert opened.map.evaluate("window.hacked") is None


def test_tiles_are_asked_for_only_after_the_reader_agrees(visit: Visitor, sampled: str) -> None:
    opened = visit(sampled)
    stray = "async () => { new Image().src = 'https://evil.example/1.png';"
    stray += " await fetch('https://evil.example/2').catch(() => {}); }"
    opened.map.evaluate(stray)
    opened.map.get_by_text("How it is drawn, and layers").click()
    opened.map.get_by_label("Background").select_option("osm")
    opened.map.get_by_text("tile.openstreetmap.org) will see this machine's address").wait_for()
    opened.map.get_by_role("button", name="Stay offline").click()
    assert opened.map.get_by_label("Background").input_value() == ""
    assert opened.outside == []
    opened.map.get_by_label("Background").select_option("osm")
    with opened.page.expect_request(re.compile("^https://tile.openstreetmap.org/")):
        opened.map.get_by_role("button", name="Load tiles from OpenStreetMap").click()
    opened.map.locator("tr[data-event]").first.wait_for()
    opened.map.evaluate(stray)
    opened.map.get_by_text("© OpenStreetMap contributors").wait_for()
    assert {url.split("/")[2] for url in opened.outside} == {"tile.openstreetmap.org"}
    opened.map.get_by_text("How it is drawn, and layers").click()
    opened.map.get_by_label("Background").select_option("")
    opened.map.locator("canvas.labels").wait_for(state="attached")
    opened.outside.clear()
    opened.map.evaluate("() => Dispatch.map.setZoom(5)")
    opened.page.wait_for_load_state("networkidle")


def test_names_can_be_local(visit: Visitor, sampled: str) -> None:
    opened = visit(f"{sampled}/?view=53,28,5")
    opened.map.evaluate(
        "() => { window.written = [];"
        " const draw = CanvasRenderingContext2D.prototype.fillText;"
        " CanvasRenderingContext2D.prototype.fillText = function (text, ...rest)"
        " { window.written.push(text); return draw.call(this, text, ...rest); }; }"
    )
    opened.map.get_by_text("How it is drawn, and layers").click()
    opened.map.get_by_label("Names on the map").select_option("local")
    opened.map.wait_for_function("window.written.includes('БЕЛАРУСЬ')")
    opened.map.wait_for_function("window.written.includes('Мінск')")
    opened.map.get_by_label("Names on the map").select_option("both")
    opened.map.wait_for_function("window.written.includes('BELARUS · БЕЛАРУСЬ')")


def test_the_map_shows_all_that_a_filter_keeps_and_can_be_skipped(
    visit: Visitor, sampled: str
) -> None:
    opened = visit(f"{sampled}/?view=33,40,9")
    opened.map.get_by_text("No events here.").wait_for()
    skip = opened.map.get_by_role("button", name="Skip the map")
    skip.focus()
    opened.page.keyboard.press("Enter")
    assert opened.map.evaluate("document.activeElement.id") == "panel-heading"
    everything = opened.map.get_by_role("button", name="Show all events of the filter")
    everything.focus()
    opened.page.keyboard.press("Space")
    opened.map.get_by_role("button", name=re.compile("Beijing: 1 event")).wait_for()
