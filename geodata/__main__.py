"""``python -m geodata``: build the gazetteer, geoparse text, explain a decision."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def _build(_: argparse.Namespace) -> int:
    from geodata.build import build

    print(f"{build():,} places", file=sys.stderr)
    return 0


def _geoparse(options: argparse.Namespace) -> int:
    from geodata.lines import run

    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    run(sys.stdin, sys.stdout, given=options.given_spans)
    return 0


def _train(options: argparse.Namespace) -> int:
    from geodata.forest import MODELS
    from geodata.train import train

    paths = sorted(options.corpora.glob("*.jsonl"))
    if not paths:
        print(f"no .jsonl files in {options.corpora}: name the folder", file=sys.stderr)
        return 2
    used = train(paths, to=options.to or MODELS, without=options.without)
    print(f"trained on {used} documents", file=sys.stderr)
    return 0


def _explain(options: argparse.Namespace) -> int:
    from geodata.explain import explain

    for line in explain(options.text):
        print(line)
    return 0


def _add(options: argparse.Namespace) -> int:
    from geodata import dump

    for code in options.country:
        try:
            if options.remove:
                found = dump.remove(code)
                print(f"{code}: {'removed' if found else 'was not added'}", file=sys.stderr)
            else:
                dump.fetch(code, options.address)
        except dump.DumpError as error:
            print(error, file=sys.stderr)
            return 1
    return _build(options)


def _compact(options: argparse.Namespace) -> int:
    from geodata.compact import compact
    from geodata.source import SOURCES

    try:
        made = compact(options.folder, options.to or SOURCES)
    except FileNotFoundError as error:
        print(f"{error.filename} is missing: SOURCES.md says what it is", file=sys.stderr)
        return 1
    for name, count in made.items():
        print(f"{name}.tsv.xz: {count:,} rows", file=sys.stderr)
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    root = argparse.ArgumentParser(prog="python -m geodata", description=__doc__)
    commands = root.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("build", help="build the compact gazetteer from geodata/sources")
    command.set_defaults(run=_build)
    command = commands.add_parser("geoparse", help="JSON Lines in, JSON Lines with toponyms out")
    command.add_argument(
        "--given-spans", action="store_true", help="resolve the spans in the input's toponyms"
    )
    command.set_defaults(run=_geoparse)
    command = commands.add_parser("explain", help="say what each name of a text may mean, and why")
    command.add_argument("text", metavar="TEXT")
    command.set_defaults(run=_explain)
    command = commands.add_parser("add", help="add whole GeoNames country dumps (needs internet)")
    command.add_argument("country", nargs="+", metavar="CC", help="ISO 3166 alpha-2 code")
    command.add_argument("--remove", action="store_true", help="take them out again")
    command.add_argument("--address", default="https://download.geonames.org/export/dump")
    command.set_defaults(run=_add)
    command = commands.add_parser("compact", help="make geodata/sources from the raw downloads")
    command.add_argument("folder", type=Path, metavar="DIR", help="where the raw files lie")
    command.add_argument("--to", type=Path, help="folder to write to (default: geodata/sources)")
    command.set_defaults(run=_compact)
    command = commands.add_parser("train", help="train the models on labelled news")
    shared = Path(os.environ.get("SHARED", "../shared"))
    command.add_argument("--corpora", type=Path, default=shared / "corpora" / "toponyms")
    command.add_argument("--to", type=Path, help="folder for the models (default: the project's)")
    command.add_argument("--without", type=int, metavar="FOLD", help="leave out one fold, 0 to 4")
    command.set_defaults(run=_train)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BrokenPipeError:  # "| head" has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
