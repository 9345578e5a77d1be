"""The evidence bundle: one ZIP with events, reports, articles as archived, and their hashes."""
