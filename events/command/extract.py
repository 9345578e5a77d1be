"""``extract``: JSON Lines of documents in, of events out; no store."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from events import pipeline, record
from events.article import Article
from events.command.console import say
from events.source.metadata import from_mapping

if TYPE_CHECKING:
    from events.command.console import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("extract", help="JSON Lines of documents in, of events out")
    parser.add_argument(
        "--all", action="store_true", help="also what is denied, negated, planned or a habit"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Answer each line of standard input; return 1 if one could not be read."""
    code = 0
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        result = _extracted(line, options.all)
        if "error" in result:
            code = 1
            say(f"line {number}: {result['error']}")
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return code


def _extracted(line: str, everything: bool) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"doc_id": None, "error": f"not JSON: {error}"}
    if not isinstance(fields, Mapping):
        return {"doc_id": None, "error": "not a JSON object"}
    doc_id, text = fields.get("doc_id"), fields.get("text")
    if not isinstance(text, str):
        return {"doc_id": doc_id, "error": "no text"}
    found, _ = from_mapping(fields)
    # The text stays as it came: offsets count in the caller's own string.
    article = Article(text=text, title=found.title, url=found.url, published=found.published)
    try:
        reports = pipeline.read(article)
    except ValueError as error:
        return {"doc_id": doc_id, "error": f"can't be read: {error}"}
    told = [report for report in reports if everything or report.occurred]
    return {"doc_id": doc_id, "events": [record.of_report(report) for report in told]}
