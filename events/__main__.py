"""``python -m events``: extract, explain, ingest, refresh, export."""

from __future__ import annotations

import sys

from events.command import main

if __name__ == "__main__":
    sys.exit(main())
