"""Who reads: this process, several of this machine, or a Dask cluster, as options say."""

from __future__ import annotations

import argparse

from events.worker import Cluster, Cores, Crew


def add_crew(parser: argparse.ArgumentParser) -> None:
    """Add the options that say who reads; neither of them: this process."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--workers", type=Cores, metavar="N", help="read in N processes (one a core)"
    )
    group.add_argument(
        "--scheduler", type=Cluster, metavar="tcp://HOST:PORT", help="read on a Dask cluster"
    )


def crew(options: argparse.Namespace) -> Crew | None:
    """Return who reads; None for this process."""
    chosen: Crew | None = options.workers or options.scheduler
    return chosen
