"""Streams that end: no more bytes, and no longer a line, than a source may have."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any, Protocol


class TooMuchError(ValueError):
    """A stream gave more than it may; its message is a sentence for the reader."""


class Readable(Protocol):
    """What can be read from in pieces."""

    def read(self, size: int, /) -> bytes:
        """Return up to so many bytes, none at the end."""
        ...


class Bounded(io.RawIOBase):
    """A stream of at most ``limit`` bytes; reading on raises :class:`TooMuchError`.

    It keeps unpacked data from growing without end: a bomb is noticed after ``limit`` bytes, of
    which only one buffer is held at a time.
    """

    def __init__(self, stream: Readable, limit: int) -> None:
        super().__init__()
        self._stream = stream
        self._limit = limit
        self._read = 0

    def readable(self) -> bool:
        """Return True: it is for reading only."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as the stream goes; return the number of bytes, 0 at the end."""
        data = self._stream.read(len(buffer))
        self._read += len(data)
        if self._read > self._limit:
            raise TooMuchError(
                f"Unpacked it has more than {self._limit // 1_000_000} MB, out of all proportion."
            )
        buffer[: len(data)] = data
        return len(data)


def lines(stream: IO[bytes], longest: int) -> Iterator[bytes]:
    """Yield the lines of a stream; one that is longer comes cut, one byte over ``longest``."""
    while line := stream.readline(longest + 1):
        yield line
        if len(line) > longest:
            while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
                pass


def text_lines(stream: IO[bytes], encoding: str, longest: int) -> Iterator[str]:
    """Yield decoded lines with their ends; raise :class:`TooMuchError` at a longer one."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    while line := text.readline(longest + 1):
        if len(line) > longest:
            raise TooMuchError(f"A line of it has more than {longest:,} characters.")
        yield line
