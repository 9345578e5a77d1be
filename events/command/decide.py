"""``join`` and ``split``: a reader's word on which reports are of one event; it holds for ever."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from events import assembly
from events.command.console import say, store

if TYPE_CHECKING:
    from events.command.console import Commands


def add(commands: Commands) -> None:
    """Add both commands to the parser."""
    for name, words in (
        ("join", "put the events of two reports together, for good"),
        ("split", "take a report out of its event, for good"),
    ):
        parser = commands.add_parser(name, help=words)
        parser.add_argument("report", metavar="REPORT", help="its id, as in an export")
        if name == "join":
            parser.add_argument("other", metavar="REPORT")
        parser.add_argument("--by", required=True, metavar="NAME", help="who decides")
        parser.add_argument("--why", required=True, metavar="REASON")
        parser.set_defaults(run=partial(run, name))


def run(name: str, options: argparse.Namespace) -> int:
    """Keep the decision; raise ValueError for an unknown report, or one that stands alone."""
    opened = store()
    try:
        if name == "join":
            assembly.join(opened, options.report, options.other, by=options.by, why=options.why)
        else:
            assembly.split(opened, options.report, by=options.by, why=options.why)
    except LookupError as error:
        raise ValueError(str(error.args[0])) from None
    event = opened.event_of(options.report)
    say(f"{options.report} is now in the event {event}. The log says who decided so and why.")
    return 0
