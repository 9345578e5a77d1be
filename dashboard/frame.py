"""The map: a constant base, so that its frame never reloads; what changes travels as a filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import folium
from folium.elements import JSCSSMixin
from jinja2 import Template
from streamlit_folium import st_folium

from events.query.grid import CLOSEST

KEY = "map"
HEIGHT = 720
"""Pixels before the page's own rule stretches the frame to the window."""
_FILES = "/assets"


class Workbench(JSCSSMixin):
    """Starts our script on the map: symbols, lists, detail and timeline, all beside the map."""

    default_js: list[tuple[str, str]] = [("map", "/api/map.js")]  # noqa: RUF012
    default_css: list[tuple[str, str]] = [("map", f"{_FILES}/map/map.css")]  # noqa: RUF012
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Dispatch.start({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )


class Question(folium.FeatureGroup):
    """What the map shows now. An empty group: its script hands the filter to ours.

    streamlit-folium keeps every group it was ever given (its issue 247); ours empties that list.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.featureGroup();"
        "window.feature_group = [];"
        "Dispatch.show({{ this.state | tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__(name="question", control=False)
        self.state = state


def base() -> folium.Map:
    """Return the base map: equal in every run, but a new object, for st_folium adds to it."""
    made = folium.Map(
        location=(30, 20),
        zoom_start=3,
        tiles=None,
        zoom_control=False,
        min_zoom=2,
        max_zoom=CLOSEST,
        minZoom=2,
        maxZoom=CLOSEST,
        world_copy_jump=True,
        prefer_canvas=True,
    )
    made.default_js = [("leaflet", f"{_FILES}/vendor/leaflet/leaflet.js")]
    made.default_css = [("leaflet_css", f"{_FILES}/vendor/leaflet/leaflet.css")]
    Workbench().add_to(made)  # type: ignore[no-untyped-call]
    return made


def show(state: dict[str, Any], on_change: Callable[[], None]) -> None:
    """Draw the map. ``state``: query, version, types, extent to open with."""
    st_folium(
        base(),
        key=KEY,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=Question(state),
        on_change=on_change,
    )


def said(value: object) -> dict[str, Any]:
    """Return what our script said through the component's value; empty if nothing."""
    drawing = value.get("last_active_drawing") if isinstance(value, dict) else None
    properties = drawing.get("properties") if isinstance(drawing, dict) else None
    return cast(dict[str, Any], properties) if isinstance(properties, dict) else {}
