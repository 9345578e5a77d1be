"""``ingest``: articles into the store."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from events import pipeline
from events.command import document
from events.command.console import store, tell

if TYPE_CHECKING:
    from events.command.console import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("ingest", help="read articles into the store")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, - for stdin")
    document.add_metadata(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Store what the paths hold; return 1 if something was set aside."""
    inputs = document.read(options.paths, document.metadata(options))
    return tell(pipeline.ingest(store(), inputs))
