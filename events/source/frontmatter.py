"""The YAML block between two ``---`` lines at the head of a text or Markdown file."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from events.source.intake import Metadata
from events.source.metadata import from_mapping


def split(text: str) -> tuple[Metadata, tuple[str, ...], str]:
    """Return the metadata, remarks on it, and the text after the block (all of it if none)."""
    if not text.startswith("---\n"):
        return Metadata(), (), text
    end = text.find("\n---", 3)
    if end < 0:
        return Metadata(), (), text
    block, rest = text[4 : end + 1], text[end + 4 :].partition("\n")[2]
    try:
        fields = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError):
        return Metadata(), ("The block between the --- lines is not YAML; it was left out.",), rest
    if not isinstance(fields, Mapping):
        return Metadata(), (), text
    metadata, notices = from_mapping(fields)
    return metadata, notices, rest
