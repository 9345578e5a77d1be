"""The documents that a command line names, and the metadata that it gives for them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from events.source import container, folder
from events.source.intake import Found, Metadata
from events.source.metadata import address, day


def add_metadata(parser: argparse.ArgumentParser) -> None:
    """Add the options for what a document does not say of itself."""
    parser.add_argument("--published", metavar="YYYY-MM-DD", help="the publication date")
    parser.add_argument("--title")
    parser.add_argument("--url")
    parser.add_argument("--publisher")


def metadata(options: argparse.Namespace) -> Metadata:
    """Return what the options give; raise ValueError for a day or an address that is none."""
    published, wrong_day = day(options.published)
    url, wrong_url = address(options.url)
    if wrong_day or wrong_url:
        raise ValueError(" ".join(wrong_day + wrong_url))
    return Metadata(title=options.title, url=url, publisher=options.publisher, published=published)


def read(paths: Sequence[str], given: Metadata) -> Iterator[Found]:
    """Yield the documents of files, folders, and standard input (``-``)."""
    for path in paths:
        if path == "-":
            yield from container.unnamed("standard input", sys.stdin.buffer, given)
        else:
            yield from folder.read(Path(path), given)
