"""``python -m geodata``: build the gazetteer, geoparse text, explain a decision."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence


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
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = parser().parse_args(arguments)
    code: int = options.run(options)
    return code


if __name__ == "__main__":
    sys.exit(main())
