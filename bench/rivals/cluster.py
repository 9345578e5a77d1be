"""st_folium with MarkerCluster: every event a marker with a popup."""

from __future__ import annotations

import folium
from data import chosen
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

from bench.rivals import offline

found = chosen()
base = folium.Map(location=(30, 20), zoom_start=3, tiles=None, max_zoom=15, maxZoom=15)
cluster = MarkerCluster().add_to(base)
for row in found.itertuples():
    folium.Marker((row.lat, row.lon), popup=row.text).add_to(cluster)
offline.localise(base, cluster)
st_folium(base, key="rival", height=720, use_container_width=True, returned_objects=[])
