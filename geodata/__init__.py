"""Places: the gazetteer, the geoparser and the outlines. Knows nothing of events."""
