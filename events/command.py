"""The command line: each command is a thin wrapper of a function of the library."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from events import export, pipeline, record, settings
from events.article import Article
from events.extract.explain import explain
from events.source import document, folder
from events.source.intake import Intake, Metadata, Rejection
from events.source.metadata import address, day, from_mapping
from events.store.store import Store
from geodata.geoparser import geoparse
from geodata.language import parse


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 where an input was set aside, or 2 where it can't start."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BrokenPipeError:
        return 0
    except (FileNotFoundError, RuntimeError, ValueError) as error:
        print(f"events: {error}", file=sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m events", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extract = commands.add_parser("extract", help="JSON Lines of documents in, of events out")
    extract.add_argument(
        "--all", action="store_true", help="also what is denied, negated, planned or a habit"
    )
    extract.set_defaults(run=_extract)
    why = commands.add_parser("explain", help="say sentence by sentence what was found, and why")
    why.add_argument("path", metavar="FILE")
    _metadata(why)
    why.set_defaults(run=_explain)
    ingest = commands.add_parser("ingest", help="read articles into the store")
    ingest.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, - for stdin")
    _metadata(ingest)
    ingest.set_defaults(run=_ingest)
    refresh = commands.add_parser("refresh", help="read stored articles again after an update")
    refresh.set_defaults(run=_refresh)
    out = commands.add_parser("export", help="write the stored events")
    out.add_argument("--format", choices=export.FORMATS, default="jsonl")
    out.set_defaults(run=_export)
    return parser


def _metadata(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--published", metavar="YYYY-MM-DD", help="the publication date")
    parser.add_argument("--title")
    parser.add_argument("--url")
    parser.add_argument("--publisher")


def _given(options: argparse.Namespace) -> Metadata:
    published, wrong_day = day(options.published)
    url, wrong_url = address(options.url)
    if wrong_day or wrong_url:
        raise ValueError(" ".join(wrong_day + wrong_url))
    return Metadata(title=options.title, url=url, publisher=options.publisher, published=published)


def _extract(options: argparse.Namespace) -> int:
    code = 0
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        result = _extracted(line, options.all)
        if "error" in result:
            code = 1
            _say(f"line {number}: {result['error']}")
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


def _explain(options: argparse.Namespace) -> int:
    code = 0
    for item in _inputs([options.path], _given(options)):
        if isinstance(item, Rejection):
            _say(f"{item.source}: {item.reason}")
            code = 1
            continue
        article = item.article
        doc = parse(article.text)
        toponyms = geoparse(doc, title=article.title, url=article.url)
        sys.stdout.write(explain(article, doc, toponyms) + "\n")
    return code


def _ingest(options: argparse.Namespace) -> int:
    return _tell(pipeline.ingest(_store(), _inputs(options.paths, _given(options))))


def _refresh(_: argparse.Namespace) -> int:
    return _tell(pipeline.refresh(_store()))


def _tell(results: Iterator[pipeline.Result]) -> int:
    counts = dict.fromkeys(pipeline.Outcome, 0)
    for result in results:
        counts[result.outcome] += 1
        _say(result.line)
    _say("; ".join(f"{count} {outcome}" for outcome, count in counts.items()) + ".")
    return 1 if counts[pipeline.Outcome.REJECTED] else 0


def _inputs(paths: Sequence[str], given: Metadata) -> Iterator[Intake | Rejection]:
    for path in paths:
        if path == "-":
            yield from document.read("standard input.txt", sys.stdin.buffer.read(), given)
        else:
            yield from folder.read(Path(path), given)


def _export(options: argparse.Namespace) -> int:
    store = _store()
    for piece in export.lines(pipeline.told(store), options.format):
        sys.stdout.write(piece)
    return 0


def _store() -> Store:
    return Store.open(settings.database_url())


def _say(line: str) -> None:
    print(line, file=sys.stderr)
