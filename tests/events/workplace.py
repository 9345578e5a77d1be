"""Functions that the processes of ``test_worker`` import."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from events.worker import Cores


def add_up(number: int) -> int:
    """Return one more."""
    return number + 1


def fail_at_five(number: int) -> int:
    """Raise ValueError for 5."""
    if number == 5:
        raise ValueError("no fives")
    return number


def die_at_seven(number: int) -> int:
    """End the process at 7, as a fault in a library would."""
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_once(job: tuple[int, str]) -> int:
    """End the process at the fifth job, the first time that it comes."""
    number, mark = job
    if number == 5 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def name_yourself(number: int) -> int:
    """Return the number of the process."""
    return os.getpid()


def linger(number: int) -> int:
    """Say which process this is, and never end."""
    print(os.getpid(), flush=True)
    while True:
        signal.pause()


def hold_on() -> None:
    """Start two processes and wait for them for ever."""
    list(Cores(2).work(linger, [(1, 1), (2, 2)]))
