"""Lets the rivals run without the internet: their files come from this server."""

from __future__ import annotations

import folium

VENDOR = "/bench"


def localise(base: folium.Map, cluster: folium.elements.JSCSSMixin) -> None:
    """Point a map and its cluster plugin to the files of ``bench/vendor``."""
    base.default_js = [
        ("leaflet", "/assets/vendor/leaflet/leaflet.js"),
        ("jquery", f"{VENDOR}/jquery/jquery.min.js"),
    ]
    base.default_css = [("leaflet_css", "/assets/vendor/leaflet/leaflet.css")]
    type(cluster).default_js = [
        ("markerclusterjs", f"{VENDOR}/markercluster/leaflet.markercluster.js")
    ]
    type(cluster).default_css = [
        ("markerclustercss", f"{VENDOR}/markercluster/MarkerCluster.css"),
        ("markerclusterdefaultcss", f"{VENDOR}/markercluster/MarkerCluster.Default.css"),
    ]
