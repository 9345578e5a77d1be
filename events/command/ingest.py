"""``ingest``: articles into the store."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from events import gathering, pipeline
from events.command import document
from events.command.console import store, tell
from events.command.crew import add_crew, crew
from events.source.progress import Progress

if TYPE_CHECKING:
    from events.command.console import Commands

EXAMPLES = """\
examples:
  python -m events ingest articles/ more.zip crawl.warc.gz
  python -m events ingest https://example.org/news/feed.xml
  python -m events ingest addresses.txt            a file of addresses, one a line
  python -m events ingest --published 2025-04-08 --publisher "The Wire" story.txt
  zcat dump.jsonl.gz | python -m events ingest -
  python -m events ingest --workers 8 dumps/

Kinds: .txt .md .html .json .jsonl .csv .tsv .eml .mhtml .rss .atom .xml .warc .warc.gz, and .zip
or .gz of these. An address that you name is fetched; otherwise nothing is. What can't be read is
set aside with its reason and listed at the end. Stopped at any moment, nothing finished is lost,
and the same command goes on from there.
"""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "ingest",
        help="read articles into the store",
        description="Read articles from files, folders, archives, feeds and the web.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="file, folder, address of a page or feed, list of addresses, - for standard input",
    )
    document.add_metadata(parser)
    add_crew(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Store what the sources hold; return 1 if something was set aside."""
    progress, opened = Progress(), store()
    found = gathering.gather(opened, options.sources, document.metadata(options), progress=progress)
    return tell(pipeline.ingest(opened, found, crew(options)), progress)
