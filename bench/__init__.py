"""Measurements of the map with synthetic events: ``python -m bench.map``."""
