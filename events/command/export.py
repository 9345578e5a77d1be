"""``export``: the stored events, in a format for other tools or as a page to keep."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from events import export, pipeline, settings
from events.catalogue import StoreCatalogue
from events.command.console import say, store
from events.query.filter import Filter, FilterError
from events.telling import handout

if TYPE_CHECKING:
    from events.command.console import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("export", help="write the stored events")
    parser.add_argument("--format", choices=(*export.FORMATS, "html"), default="jsonl")
    parser.add_argument(
        "--filter",
        default="",
        metavar="QUERY",
        help="as in the page's address, such as country=CHN&from=2025-04-01",
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="else standard output")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the selected events."""
    try:
        pieces: Iterator[bytes] = _pieces(options.filter, options.format)
        pieces = chain([next(pieces, b"")], pieces)  # what can't be had fails before a file is made
        if options.file is None:
            sys.stdout.flush()
            sys.stdout.buffer.writelines(pieces)
        else:
            with options.file.open("wb") as out:
                out.writelines(pieces)
    except (FilterError, handout.TooMany) as error:
        say(f"Nothing is exported: {error}.")
        return 2
    return 0


def _pieces(query: str, form: str) -> Iterator[bytes]:
    events = store()
    if form != "html" and not query:
        # JSON Lines of everything stay one event a line; the rest say what they are.
        note = "" if form == "jsonl" else f"All events. {export.LICENCE}"
        yield from export.written(pipeline.told(events), form, note)
        return
    catalogue = StoreCatalogue(events, settings.data_folder())
    selection = catalogue.desk().select(Filter.parse(parse_qs(query)))
    if form == "html":
        yield handout.page(catalogue, selection).encode("utf-8", "replace")
    else:
        ids = [selection.index.id[row].decode() for row in selection.rows]
        note = f"{catalogue.desk().sentence(selection.filter)}. {export.LICENCE}"
        yield from export.written(pipeline.told(events, ids), form, note)
