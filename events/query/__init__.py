"""Questions to the events: filters, the sentence that says them, counts, cells, lists, timelines.

Everything here works on :class:`events.query.index.Index`, numpy columns of one row an event.
"""
