"""``bundle``: events with all their evidence in one ZIP that anyone can verify."""

from __future__ import annotations

import argparse
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from events import assembly, pipeline
from events.bundle import content
from events.bundle.packing import pack
from events.command.console import say, store
from events.query.filter import KEYS, Filter
from events.store.store import Store

if TYPE_CHECKING:
    from events.command.console import Commands

_TRIES = 5


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("bundle", help="write events and their evidence into one ZIP")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--event", nargs="+", metavar="ID", help="ids of events or of reports")
    which.add_argument(
        "--filter",
        metavar="QUERY",
        help="as in the map's address: country=CHN&type=ASSAULT&from=2025-04-01",
    )
    parser.add_argument("--out", default="bundle.zip", metavar="FILE", help="default: bundle.zip")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the bundle and print its hash; raise ValueError for an id or a filter that is none."""
    opened = store()
    ids, selection = (
        _events(opened, options.event) if options.event else _filtered(opened, options.filter)
    )
    target = Path(options.out)
    partial = target.with_name(target.name + ".partial")
    try:
        _write(opened, ids, selection, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    say(f"{target}: {selection}.")
    say(f"Verify it: unzip -p {target} verify.py > verify.py && python3 verify.py {target}")
    say("Its SHA-256, to publish or send apart from the file:")
    with target.open("rb") as file:
        print(f"{file_digest(file, 'sha256').hexdigest()}  {target}")
    return 0


def _write(opened: Store, ids: list[str], selection: str, path: Path) -> None:
    """Write the bundle of one state of the store; try again where it changed meanwhile."""
    for left in reversed(range(_TRIES)):
        try:
            with path.open("wb") as file:
                pack(content.files(opened, ids, selection=selection), file)
            return
        except content.Moved:
            if not left:
                raise


def _events(opened: Store, asked: list[str]) -> tuple[list[str], str]:
    found: dict[str, None] = {}
    for id_ in asked:
        event = assembly.whole(opened, id_)
        if event is None:
            raise ValueError(f"there is no event {id_}")
        found[event.id] = None
    noun = "event" if len(found) == 1 else "events"
    return sorted(found), f"{noun} {', '.join(sorted(found))}"


def _filtered(opened: Store, query: str) -> tuple[list[str], str]:
    values = parse_qs(query.lstrip("?"), keep_blank_values=True)
    unknown = sorted(set(values) - KEYS)
    if unknown:
        raise ValueError(
            f"no such filter: {', '.join(unknown)}; these are: {' '.join(sorted(KEYS))}"
        )
    return pipeline.selected(opened, Filter.parse(values))
