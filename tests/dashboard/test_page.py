from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import catalogue
from dashboard.address import toggled
from events.catalogue import StoreCatalogue
from events.query.filter import Filter
from events.query.symbol import EventClass
from events.report import EventType
from events.store.store import Store
from events.telling.detail import safe_link
from tests.dashboard import sample

SCRIPT = Path(__file__).parents[2] / "dashboard" / "script" / "main.py"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    made = Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    sample.fill(made)
    monkeypatch.setattr(catalogue, "_chosen", [StoreCatalogue(made, tmp_path)])
    yield made
    made.close()


def opened(**address: str | list[str]) -> AppTest:
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def sentence(page: AppTest) -> str:
    return str(page.main.text[0].value)


def asked(page: AppTest) -> dict[str, object]:
    """The filter that travels to the map, read from the component's script."""
    component = next(e for e in page.main if e.type == "component_instance")
    script = json.loads(component.proto.json_args)["feature_group"]
    state, _end = json.JSONDecoder().raw_decode(script.split("Dispatch.show(")[1])
    return dict(state)


def test_the_page_starts_with_everything(store: Store) -> None:
    page = opened()
    assert sentence(page) == "8 events"
    assert asked(page)["query"] == ""


def test_an_address_sets_filter_widgets_and_map(store: Store) -> None:
    page = opened(country="CHN", **{"from": "2025-04-01"}, undated="no")
    assert sentence(page) == "1 event involving China, since 1 April 2025"
    assert page.multiselect(key="filter_countries").value == ["CHN"]
    assert page.date_input(key="filter_start").value == date(2025, 4, 1)
    assert asked(page)["query"] == "country=CHN&from=2025-04-01&undated=no"


def test_a_widget_sets_address_and_map(store: Store) -> None:
    page = opened()
    page.multiselect(key="filter_types").select(EventType.PROTEST).run()
    assert sentence(page) == "1 PROTEST event"
    assert page.query_params["type"] in ("PROTEST", ["PROTEST"])
    assert asked(page)["query"] == "type=PROTEST"
    page.button(key="clear").click().run()
    assert sentence(page) == "8 events"
    assert "type" not in page.query_params


def test_a_widget_pressed_before_the_browser_heard_of_the_last_keeps_both(store: Store) -> None:
    page = opened()
    page.multiselect(key="filter_types").select(EventType.PROTEST).run()
    del page.query_params["type"]  # the browser's address as it was before
    page.text_input(key="filter_words").input("farmers").run()
    assert asked(page)["query"] == "type=PROTEST&words=farmers"


def test_an_address_that_changes_alone_sets_the_filter(store: Store) -> None:
    page = opened()
    page.multiselect(key="filter_types").select(EventType.PROTEST).run()
    del page.query_params["type"]  # the back button
    page.run()
    assert asked(page)["query"] == ""
    assert page.multiselect(key="filter_types").value == []


def test_what_is_not_a_filter_stays_in_the_address(store: Store) -> None:
    page = opened(view="50,30,5")
    page.text_input(key="filter_words").input("farmers").run()
    assert sentence(page) == "1 event with the words “farmers”"
    assert page.query_params["view"] in ("50,30,5", ["50,30,5"])


def test_a_link_that_cannot_be_read_is_said_and_shows_everything(store: Store) -> None:
    page = opened(type="MURDER")
    assert sentence(page) == "8 events"
    assert "type is none of" in page.warning[0].value


def test_the_base_map_is_the_same_under_every_filter(store: Store) -> None:
    def base(page: AppTest) -> tuple[str, str]:
        component = next(e for e in page.main if e.type == "component_instance")
        arguments = json.loads(component.proto.json_args)
        return arguments["script"], component.proto.id

    page = opened()
    before = base(page)
    page.multiselect(key="filter_types").select(EventType.PROTEST).run()
    assert base(page) == before


def test_every_page_draws(store: Store) -> None:
    for name in ("Table", "Actors", "Add articles", "About"):
        page = opened()
        page.session_state["page"] = name
        page.run()
        assert not page.exception, name


def test_what_was_set_aside_is_listed(store: Store) -> None:
    page = opened()
    page.session_state["page"] = "Add articles"
    page.run()
    assert any("broken.bin: It is not text." in text.value for text in page.text)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//example.org", False),
        ("https://", False),
        ("http://[", False),
        (None, False),
        ("", False),
    ],
)
def test_only_web_addresses_are_links(url: str | None, kept: bool) -> None:
    assert safe_link(url) == (url if kept else None)


def test_a_class_of_the_legend_goes_on_and_off() -> None:
    on = toggled(Filter(), EventClass.WORDS)
    assert on.types == (EventType.REQUEST, EventType.REJECT, EventType.ACCUSE)
    assert toggled(on, EventClass.WORDS) == Filter()


def test_a_run_that_ended_before_its_widgets_changes_no_filter(store: Store) -> None:
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    # What such a run leaves: the address is known, the fields of the widgets are forgotten.
    page.session_state["address_seen"] = ""
    page.run()
    assert page.toggle(key="filter_undated").value is True
    page.run()
    assert sentence(page) == "8 events"
