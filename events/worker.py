"""Who does the work: this process, several on this machine, or those of a Dask cluster.

Each is given the same function and a stream of jobs, and gives back the answers in the order of
the jobs, a bounded number of jobs ahead. A job may be done more than once, where what did it was
lost on the way; its answer comes once.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, Protocol, TypeVar

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

AHEAD = 6
"""Jobs that wait for each worker: none is idle while a long one is done, few are done twice."""
PATIENCE = "15s"
"""How long a scheduler may take to answer."""
SERVICE = 20_000
"""Jobs after which processes are replaced: the language model remembers each word that it meets."""


class WorkerError(RuntimeError):
    """The work can't go on: the message says what is missing. What is finished stays finished."""


class Crew(Protocol):
    """Whoever does a stream of jobs."""

    def work(
        self, function: Callable[[T], R], jobs: Iterable[tuple[K, T | None]]
    ) -> Iterator[tuple[K, R | Exception | None]]:
        """Yield each job's key with what the function answers to its argument, or its exception.

        A job without an argument keeps its place in the order and answers None. The function is
        one that workers can import. Raises :class:`WorkerError` where no one is left to work.
        """
        ...


class Alone:
    """This process, one job after the other."""

    def work(
        self, function: Callable[[T], R], jobs: Iterable[tuple[K, T | None]]
    ) -> Iterator[tuple[K, R | Exception | None]]:
        """Do each job when it is asked for: see :meth:`Crew.work`."""
        for key, argument in jobs:
            answer: R | Exception | None = None
            try:
                answer = None if argument is None else function(argument)
            except Exception as error:
                answer = error
            yield key, answer


class Cores:
    """Several processes of this machine, replaced when they die."""

    def __init__(self, workers: int | str) -> None:
        """Say how many; raise ValueError for fewer than one."""
        self._workers = int(workers)
        if self._workers < 1:
            raise ValueError(f"{workers} workers do no work; write 1 or more")

    def work(
        self, function: Callable[[T], R], jobs: Iterable[tuple[K, T | None]]
    ) -> Iterator[tuple[K, R | Exception | None]]:
        """Do the jobs side by side: see :meth:`Crew.work`.

        A job whose process dies twice is answered with an exception, and costs no other.
        """
        many, alone = _Pool(self._workers), _Pool(1)

        def answer(future: Any, argument: T) -> R:
            try:
                return future.result()  # type: ignore[no-any-return]
            except BrokenProcessPool:
                # This job or one beside it ended the process: by itself it will show.
                return alone.submit(function, argument).result()  # type: ignore[no-any-return]

        try:
            submit = _Submission(lambda argument: many.submit(function, argument), answer)
            yield from submit.stream(jobs, AHEAD * self._workers)
        finally:
            many.close()
            alone.close()


class Cluster:
    """The workers of a Dask scheduler, on this machine or others; they have this program too."""

    def __init__(self, scheduler: str) -> None:
        """Name the scheduler's address, such as ``tcp://10.0.0.5:8786``."""
        self._scheduler = scheduler

    def work(
        self, function: Callable[[T], R], jobs: Iterable[tuple[K, T | None]]
    ) -> Iterator[tuple[K, R | Exception | None]]:
        """Do the jobs on the cluster: see :meth:`Crew.work`.

        Dask gives the jobs of a lost worker to another. While there is no worker at all, it waits.
        """
        with self._client() as client:

            def submit(task: Callable[..., Any], *arguments: Any) -> Any:
                return client.submit(task, *arguments, pure=False)

            def alone(argument: T) -> R | Exception:
                try:
                    return self._answer(submit(function, argument))  # type: ignore[no-any-return]
                except WorkerError:
                    raise
                except Exception as error:
                    return error

            ahead = AHEAD * (sum(client.nthreads().values()) or 1)
            waiting = _Submission(
                lambda chunk: submit(_each, function, chunk), lambda task, _: self._answer(task)
            )
            for chunk, answers in waiting.stream(_chunks(jobs), ahead):
                # A chunk is lost as a whole where one of its jobs ends its worker, again and again.
                told = map(alone, _arguments(chunk)) if isinstance(answers, Exception) else answers
                following = iter(told or ())
                for key, argument in chunk:
                    yield key, None if argument is None else next(following)

    def _client(self) -> Any:
        try:
            from distributed import Client
        except ImportError as error:
            raise WorkerError("--scheduler needs Dask: pip install dask distributed") from error
        connect: Any = Client
        try:
            return connect(self._scheduler, set_as_default=False, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise WorkerError(f"No Dask scheduler answers at {self._scheduler}.") from error

    def _answer(self, task: Any) -> Any:
        from distributed.client import FutureCancelledError

        try:
            return task.result()
        except (CancelledError, FutureCancelledError) as error:
            raise WorkerError(f"The scheduler at {self._scheduler} went away.") from error


CHUNK = 8
"""Jobs in one task of the cluster: each task takes several messages, however short it is."""


def _chunks(jobs: Iterable[tuple[Any, Any]]) -> Iterator[tuple[list[tuple[Any, Any]], Any]]:
    """Yield jobs by the chunk, with the arguments in it, None for no argument at all."""
    rest = iter(jobs)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk, _arguments(chunk) or None


def _arguments(chunk: Iterable[tuple[Any, Any]]) -> list[Any]:
    return [argument for _, argument in chunk if argument is not None]


def _each(function: Callable[[Any], Any], arguments: Iterable[Any]) -> list[Any]:
    """Do a chunk of jobs on a worker; one that fails costs no other."""
    return [answer for _, answer in Alone().work(function, ((None, one) for one in arguments))]


class _Submission:
    """Jobs that were handed out and are waited for, in order."""

    def __init__(self, submit: Callable[[Any], Any], answer: Callable[[Any, Any], Any]) -> None:
        self._submit, self._answer = submit, answer
        self._waiting: deque[tuple[Any, Any, Any]] = deque()

    def stream(
        self, jobs: Iterable[tuple[Any, Any]], ahead: int
    ) -> Iterator[tuple[Any, Any | Exception | None]]:
        """Yield answers as they are there, and wait for the first where ``ahead`` jobs are out."""
        for key, argument in jobs:
            future = None if argument is None else self._submit(argument)
            self._waiting.append((key, argument, future))
            while self._waiting and (self._ready() or len(self._waiting) >= ahead):
                yield self._first()
        while self._waiting:
            yield self._first()

    def _ready(self) -> bool:
        future = self._waiting[0][2]
        return future is None or future.done()

    def _first(self) -> tuple[Any, Any | Exception | None]:
        key, argument, future = self._waiting.popleft()
        try:
            return key, None if future is None else self._answer(future, argument)
        except WorkerError:
            raise
        except Exception as error:
            return key, error


class _Pool:
    """Processes that are started when there is a job, and anew when they have died or grown."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None
        self._jobs = 0

    def submit(self, function: Callable[[Any], Any], argument: Any) -> Any:
        """Hand out a job; return its future."""
        if self._jobs >= SERVICE:
            self.close(wait=False)
        for _ in range(2):
            executor = self._executor or self._start()
            try:
                self._jobs += 1
                return executor.submit(function, argument)
            except BrokenProcessPool:
                self.close()
        raise WorkerError("The worker processes die as soon as they are started.")

    def close(self, *, wait: bool = True) -> None:
        """Let the processes finish what they are at, and end."""
        if self._executor:
            self._executor.shutdown(wait=wait, cancel_futures=wait)
        self._executor, self._jobs = None, 0

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, not forked: the parent has threads, and its models are no smaller when copied.
        self._executor = ProcessPoolExecutor(
            self._workers, mp_context=get_context("spawn"), initializer=_begin
        )
        return self._executor


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when the parent is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent:
        Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
