"""What the commands share: the store they work on, and what they say on standard error."""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from events import settings
from events.pipeline import Outcome, Result
from events.source.progress import Progress
from events.store.store import Store

if TYPE_CHECKING:
    # A private name of the standard library, for the type checker alone.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

STOPPED = 130
"""What a shell sees of a program stopped by Ctrl-C."""
FEW = 20
"""Inputs set aside that are listed one by one; more are listed by reason."""
_BAR = "{percentage:3.0f}% |{bar}| {elapsed}, {remaining} left{postfix}"


def store() -> Store:
    """Open the store that the settings name."""
    return Store.open(settings.database_url())


def say(line: str) -> None:
    """Write a line to standard error: standard output is for data."""
    print(line, file=sys.stderr)


def tell(results: Iterable[Result], progress: Progress | None = None) -> int:
    """Show how far it is, then how many of each and what was set aside, and why.

    In a terminal a bar with the rate and the time left; elsewhere a line for each input. Returns 0,
    1 if something was set aside, or 130 if Ctrl-C stopped it: what was finished is kept.
    """
    counts = dict.fromkeys(Outcome, 0)
    aside: list[Result] = []
    begin, stopped = time.monotonic(), False
    bar: tqdm[Any]
    with tqdm(total=0, disable=None, bar_format=_BAR, dynamic_ncols=True, file=sys.stderr) as bar:
        try:
            for result in results:
                counts[result.outcome] += 1
                if result.outcome is Outcome.REJECTED:
                    aside.append(result)
                _show(bar, result, progress, sum(counts.values()), time.monotonic() - begin)
        except KeyboardInterrupt:
            stopped = True
    _summary(counts, aside, time.monotonic() - begin)
    if stopped:
        say("Stopped. What is finished is kept; the same command goes on from there.")
        return STOPPED
    return 1 if aside else 0


def _show(
    bar: tqdm[Any], result: Result, progress: Progress | None, count: int, seconds: float
) -> None:
    if bar.disable:
        say(result.line)
        return
    if progress:
        bar.total, bar.n = progress.total, progress.done
    bar.set_postfix_str(f"{count} inputs, {count / max(seconds, 0.001):.1f}/s", refresh=False)
    bar.refresh()


def _summary(counts: dict[Outcome, int], aside: list[Result], seconds: float) -> None:
    total = sum(counts.values())
    if aside:
        say(f"Set aside, {len(aside)}:")
    if len(aside) > FEW:
        _by_reason(aside)
    else:
        for result in aside:
            say(f"  {result.source}: {result.reason}")
    told = "; ".join(f"{count} {outcome}" for outcome, count in counts.items())
    say(f"{told}. {seconds:.1f} s, {total / max(seconds, 0.001):.1f} inputs/s.")


def _by_reason(aside: Sequence[Result]) -> None:
    """List each input below its reason, and in the end, where one looks first, the reasons."""
    groups: dict[str, list[str]] = defaultdict(list)
    for result in aside:
        groups[result.reason or ""].append(result.source)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    for reason, sources in ordered:
        say(f"  {reason}")
        for source in sources:
            say(f"    {source}")
    say("Of these:")
    for reason, sources in ordered:
        say(f"  {len(sources):>6}  {reason}")
