"""``refresh``: stored articles read again after an update of the program."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from events import pipeline
from events.command.console import store, tell
from events.command.crew import add_crew, crew

if TYPE_CHECKING:
    from events.command.console import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("refresh", help="read stored articles again after an update")
    add_crew(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read again what an older extractor read."""
    return tell(pipeline.refresh(store(), crew(options)))
