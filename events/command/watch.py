"""``watch``: feeds into the store, again and again."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from events import gathering, pipeline
from events.command.console import STOPPED, say, store, tell
from events.command.crew import add_crew, crew
from events.source import named
from events.source.progress import Progress
from events.worker import WorkerError

if TYPE_CHECKING:
    from events.command.console import Commands

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_SHORTEST = 60
"""Seconds between two polls; a feed that changes faster is none for people."""
EXAMPLES = """\
examples:
  python -m events watch https://example.org/feed.xml --every 15m
  python -m events watch feeds.txt --every 1h       a file of addresses, one a line
  python -m events watch https://example.org/feed.xml --once     for cron

Each poll asks whether the feed has changed and fetches the pages that the store does not have.
Stop it with Ctrl-C; it goes on where it stopped.
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "watch",
        help="poll feeds and read what is new",
        description="Poll feeds and read the pages that are new.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("feeds", nargs="+", metavar="FEED", help="address, or file of addresses")
    parser.add_argument("--every", type=seconds, default="15m", metavar="TIME", help="30s 15m 2h")
    parser.add_argument("--once", action="store_true", help="poll once and end")
    add_crew(parser)
    parser.set_defaults(run=run)


def seconds(text: str) -> int:
    """Return a length of time ("15m") in seconds; raise ArgumentTypeError for none."""
    found = re.fullmatch(r"(\d{1,6})([smhd]?)", text.strip().lower())
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is no length of time; write 15m or 2h")
    length = int(found[1]) * _UNITS[found[2] or "s"]
    if length < _SHORTEST:
        raise argparse.ArgumentTypeError(f"poll no more often than every {_SHORTEST} seconds")
    return length


def run(options: argparse.Namespace, sleep: Callable[[float], None] = time.sleep) -> int:
    """Poll until stopped; return what the only poll returned with ``--once``."""
    wrong = [feed for feed in options.feeds if not named.addresses(feed)]
    if wrong:
        raise ValueError(f"{wrong[0]} is no http or https address, nor a file of such.")
    opened = store()
    while True:
        begin = time.monotonic()
        progress = Progress()
        found = gathering.gather(opened, options.feeds, progress=progress)
        try:
            code = tell(pipeline.ingest(opened, found, crew(options)), progress)
        except WorkerError as error:
            if options.once:
                raise
            say(f"{error} The next poll tries again.")
            code = 1
        if options.once or code == STOPPED:
            return code
        wait = max(options.every - (time.monotonic() - begin), 0.0)
        say(f"{datetime.now():%H:%M} polled; again in {wait / 60:.0f} minutes, Ctrl-C to stop.")
        try:
            sleep(wait)
        except KeyboardInterrupt:
            return STOPPED
