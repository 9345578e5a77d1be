"""Articles in, events out: reports, events, the store, the query. Never imports the dashboard."""
