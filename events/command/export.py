"""``export``: the stored events, in a format for other tools."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from events import export, pipeline
from events.command.console import store

if TYPE_CHECKING:
    from events.command.console import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("export", help="write the stored events")
    parser.add_argument("--format", choices=export.FORMATS, default="jsonl")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write every event to standard output."""
    for piece in export.lines(pipeline.told(store()), options.format):
        sys.stdout.write(piece)
    return 0
