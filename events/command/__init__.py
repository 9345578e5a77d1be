"""The command line: one module a command, each a thin wrapper of a function of the library."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from events.command import (
    bundle,
    decide,
    delete,
    explain,
    export,
    extract,
    ingest,
    log,
    migrate,
    refresh,
    watch,
)

_COMMANDS = (extract, explain, ingest, watch, refresh, export, bundle, log, delete, decide, migrate)
"""Each module's ``add`` puts its command into the parser, with ``run`` as the function to call."""


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
    for command in _COMMANDS:
        command.add(commands)
    return parser
