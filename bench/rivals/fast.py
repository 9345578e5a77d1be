"""st_folium with FastMarkerCluster in a feature group over a constant base map."""

from __future__ import annotations

import folium
from data import chosen
from folium.plugins import FastMarkerCluster
from streamlit_folium import st_folium

from bench.rivals import offline

found = chosen()
base = folium.Map(location=(30, 20), zoom_start=3, tiles=None, max_zoom=15, maxZoom=15)
# Its own callback wants the icon fonts, which come from the internet.
MARKER = "function (row) { return L.marker(new L.LatLng(row[0], row[1])); }"
first = FastMarkerCluster([], callback=MARKER).add_to(base)
group = folium.FeatureGroup(name="events")
FastMarkerCluster(found[["lat", "lon"]].to_numpy().tolist(), callback=MARKER).add_to(group)
offline.localise(base, first)
st_folium(
    base,
    key="rival",
    height=720,
    use_container_width=True,
    returned_objects=[],
    feature_group_to_add=group,
)
