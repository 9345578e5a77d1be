"""What the commands share: the store they work on, and the line on standard error."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from events import pipeline, settings
from events.store.store import Store

if TYPE_CHECKING:
    # A private name of the standard library, for the type checker alone.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def store() -> Store:
    """Open the store that the settings name."""
    return Store.open(settings.database_url())


def say(line: str) -> None:
    """Write a line to standard error: standard output is for data."""
    print(line, file=sys.stderr)


def tell(results: Iterator[pipeline.Result]) -> int:
    """Say what became of each input, then how many of each; return 1 if one was set aside."""
    counts = dict.fromkeys(pipeline.Outcome, 0)
    for result in results:
        counts[result.outcome] += 1
        say(result.line)
    say("; ".join(f"{count} {outcome}" for outcome, count in counts.items()) + ".")
    return 1 if counts[pipeline.Outcome.REJECTED] else 0
