"""Where data is kept: the environment's word, else ``data/`` in the working directory."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Return the folder of everything the program writes (``DISPATCH_DATA``, else ``data``)."""
    return Path(os.environ.get("DISPATCH_DATA", "data"))


def database_url() -> str:
    """Return the store's SQLAlchemy URL (``DISPATCH_DB``, else an SQLite file in the folder)."""
    return os.environ.get("DISPATCH_DB") or f"sqlite:///{data_folder() / 'dispatch.sqlite3'}"


def web_folder() -> Path:
    """Return the folder of the answers that were fetched, so that none is fetched twice."""
    return data_folder() / "web"


def private_addresses() -> bool:
    """Whether addresses of this machine and its network may be fetched (``DISPATCH_PRIVATE=1``)."""
    return os.environ.get("DISPATCH_PRIVATE") == "1"


def read_only() -> bool:
    """Whether the page may change nothing: no article, no decision (``DISPATCH_READ_ONLY=1``)."""
    return os.environ.get("DISPATCH_READ_ONLY") == "1"


def seeds_folder() -> Path:
    """Return the folder of the articles that a fresh map starts with."""
    return Path(os.environ.get("DISPATCH_SEEDS") or Path(__file__).parent.parent / "seeds")
