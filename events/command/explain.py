"""``explain``: sentence by sentence what was found in a document, and why."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from events.command import document
from events.command.console import say
from events.extract.explain import explain
from events.source.intake import Rejection
from geodata.geoparser import geoparse
from geodata.language import parse

if TYPE_CHECKING:
    from events.command.console import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("explain", help="say sentence by sentence what was found, and why")
    parser.add_argument("path", metavar="FILE")
    document.add_metadata(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Explain each article of the file; return 1 if one could not be read."""
    code = 0
    for item in document.read([options.path], document.metadata(options)):
        if isinstance(item, Rejection):
            say(f"{item.source}: {item.reason}")
            code = 1
            continue
        article = item.article
        doc = parse(article.text)
        toponyms = geoparse(doc, title=article.title, url=article.url)
        sys.stdout.write(explain(article, doc, toponyms) + "\n")
    return code
