"""``log``: what changed in the store, when, by whom and why; and whether that record is whole."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from events.command.console import say, store
from events.store.log import Entry, Seal

if TYPE_CHECKING:
    from events.command.console import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("log", help="print the log of changes, or verify it")
    parser.add_argument("ids", nargs="*", metavar="ID", help="only of these articles or events")
    parser.add_argument("--verify", action="store_true", help="work out every hash anew")
    parser.add_argument("--seal", metavar="ENTRIES:HASH", help="a seal noted before, to hold it to")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the log as JSON Lines, or verify it; return 1 if the store is not what it says.

    Raises ValueError where the log itself was tampered with.
    """
    opened = store()
    if options.verify or options.seal:
        noted = _seal(options.seal) if options.seal else None
        seal = opened.verify_log(noted)
        faults = list(opened.audit())
        for fault in faults:
            say(f"ALTERED: {fault}")
        whole = "The log is whole" if faults else "The log is whole, and the store what it says"
        say(f"{whole}: {seal.entries} entries. Note its seal:")
        print(f"{seal.entries}:{seal.hash}")
        return 1 if faults else 0
    for entry in opened.changes(options.ids or None):
        sys.stdout.write(json.dumps(_row(entry), ensure_ascii=False) + "\n")
    return 0


def _seal(text: str) -> Seal:
    entries, _, digest = text.partition(":")
    if not entries.isdigit() or len(digest) != 64:
        raise ValueError(f"--seal is not ENTRIES:HASH as --verify prints it: {text[:80]!r}")
    return Seal(entries=int(entries), hash=digest)


def _row(entry: Entry) -> dict[str, object]:
    change = entry.change
    return {
        "number": entry.number,
        "at": entry.at,
        "by": entry.by,
        "action": change.action,
        "subject": change.subject,
        "id": change.subject_id,
        "before": change.before,
        "after": change.after,
        "why": change.why,
        "hash": entry.hash,
    }
