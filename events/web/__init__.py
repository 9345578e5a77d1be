"""Fetching from the web: politely, within bounds, and never from the reader's own network."""
