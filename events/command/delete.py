"""``delete``: an article out of the store, with a tombstone that says who did it and why."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from events import pipeline
from events.command.console import say, store

if TYPE_CHECKING:
    from events.command.console import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("delete", help="delete an article; a tombstone remains")
    parser.add_argument("id", metavar="ARTICLE", help="the article's id")
    parser.add_argument("--by", required=True, metavar="NAME", help="who deletes it")
    parser.add_argument("--why", required=True, metavar="REASON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Delete the article, its bytes and its reports; raise ValueError for an unknown id."""
    try:
        pipeline.delete(store(), options.id, by=options.by, why=options.why)
    except LookupError as error:
        raise ValueError(str(error)) from None
    say(f"{options.id}: deleted. It is not read in again; the log says who and why.")
    return 0
