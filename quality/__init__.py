"""The scored figures, and the floors they must not fall below."""
