"""``migrate``: a whole store into another database."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tqdm import tqdm

from events.command.console import say
from events.store import transfer

if TYPE_CHECKING:
    from events.command.console import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("migrate", help="copy the whole store into another database")
    parser.add_argument("source", metavar="FROM", help="such as sqlite:///data/dispatch.sqlite3")
    parser.add_argument("target", metavar="TO", help="such as postgresql+psycopg://me@host/name")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Copy, or go on with a copy that was stopped; print what both databases hold."""
    with tqdm(file=sys.stderr, unit=" rows", disable=None) as bar:
        done: dict[str, int] = {}

        def progress(table: str, rows: int) -> None:
            bar.set_description(table, refresh=False)
            bar.update(rows - done.get(table, 0))
            done[table] = rows

        copied = transfer.copy(options.source, options.target, progress)
    for one in copied:
        print(f"{one.hash}  {one.rows:>9}  {one.table}")
    say("Both databases hold the same rows.")
    return 0
