"""Inputs of any size, read piece by piece: archives, compressed files, JSON Lines, tables."""

from __future__ import annotations

import io
import json
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import replace
from gzip import BadGzipFile, GzipFile
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from events.source import bounded, document, gate, kind, sheet, warc
from events.source.intake import Found, Metadata, Rejection
from events.source.kind import Kind
from events.source.metadata import from_mapping

SIDECAR = ".meta.json"
_PROPORTION = 200
"""How often larger than its archive its content may be; pages shrink to a tenth, tables to a
thirtieth, bombs to a thousandth."""
_ALWAYS = 100_000_000
"""Bytes that any archive may unpack to."""
_MEMBERS = 100_000
_PIPED = 4_000_000_000
"""Bytes of an archive that comes through a pipe; it lies on disk while it is read."""
_BROKEN = (BadZipFile, BadGzipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError,
           NotImplementedError, RuntimeError)  # fmt: skip


def read(
    name: str,
    stream: IO[bytes],
    given: Metadata | None = None,
    *,
    what: Kind | None = None,
    inside: bool = False,
) -> Iterator[Found]:
    """Yield what a stream holds; ``what`` tells its kind where its name does not.

    ``inside`` an archive no second one is opened, so that none unpacks without end. Names within
    an archive only label its parts: nothing is written to disk.
    """
    what = what or kind.of_name(name)
    try:
        yield from _read(name, stream, given, what, inside)
    except bounded.TooMuchError as error:
        yield Rejection(source=name, reason=str(error))
    except _BROKEN as error:
        yield Rejection(source=name, reason=f"It is broken and can't be read on: {error}.")


def unnamed(name: str, stream: IO[bytes], given: Metadata | None = None) -> Iterator[Found]:
    """Yield what a stream holds whose kind only its first bytes tell; ``name`` labels it."""
    peeked = io.BufferedReader(_raw(stream))
    what = kind.of_head(peeked.peek())
    if what is not Kind.ZIP:
        yield from read(name, peeked, given, what=what)
        return
    # The list of an archive's files stands at its end: it is kept until that has come.
    with SpooledTemporaryFile(_ALWAYS) as kept:
        copyfileobj(io.BufferedReader(bounded.Bounded(peeked, _PIPED)), kept)
        kept.seek(0)
        yield from read(name, kept, given, what=what)


def _read(
    name: str, stream: IO[bytes], given: Metadata | None, what: Kind | None, inside: bool
) -> Iterator[Found]:
    if inside and what in (Kind.ZIP, Kind.GZIP):
        yield Rejection(source=name, reason="It is an archive in an archive; unpack the outer one.")
    elif what is Kind.ZIP:
        yield from _zip(name, stream, given)
    elif what is Kind.GZIP:
        yield from _gzip(name, stream, given)
    elif what is Kind.WARC:
        yield from warc.read(name, stream)
    elif what is Kind.TABLE:
        yield from sheet.read(name, io.BufferedReader(_raw(stream)), given)
    elif what is Kind.RECORDS:
        yield from _records(name, stream, given)
    else:
        data = stream.read(gate.LARGEST + 1)
        if len(data) > gate.LARGEST:
            yield document.oversized(name)
        else:
            yield from document.read(name, data, given, what=what)


def _records(name: str, stream: IO[bytes], given: Metadata | None) -> Iterator[Found]:
    for number, line in enumerate(bounded.lines(stream, gate.LARGEST), start=1):
        source = f"{name}:{number}"
        if len(line) > gate.LARGEST:
            yield document.oversized(source)
        elif line.strip():
            yield from document.read(source, line, given, what=Kind.RECORD)


def _gzip(name: str, stream: IO[bytes], given: Metadata | None) -> Iterator[Found]:
    inner = name[: -len(Kind.GZIP)] if name.lower().endswith(Kind.GZIP) else name
    if kind.of_name(inner) is Kind.WARC:
        # Its records are compressed one by one, and read as such.
        yield from warc.read(name, stream)
        return
    limit = max(_ALWAYS, _PROPORTION * _size(stream))
    unpacked = io.BufferedReader(bounded.Bounded(GzipFile(fileobj=stream), limit))
    for found in read(inner, unpacked, given, what=_guessed(inner, unpacked.peek()), inside=True):
        yield replace(found, source=name + found.source[len(inner) :])


def _guessed(name: str, head: bytes) -> Kind | None:
    return kind.of_name(name) if "." in name else kind.of_head(head)


def _zip(name: str, stream: IO[bytes], given: Metadata | None) -> Iterator[Found]:
    room = max(_ALWAYS, _PROPORTION * _size(stream))
    with ZipFile(stream) as archive:
        members = [member for member in archive.infolist() if not _hidden(member)]
        for member in members[:_MEMBERS]:
            if member.filename.endswith(SIDECAR):
                continue
            label = f"{name}/{_label(member)}"
            room -= member.file_size
            if room < 0:
                reason = "The archive unpacks to far more than its size; the rest was left out."
                yield Rejection(source=label, reason=reason)
                return
            yield from _member(archive, member, label, given)
    if len(members) > _MEMBERS:
        reason = f"It has {len(members):,} files; the first {_MEMBERS:,} were read."
        yield Rejection(source=name, reason=reason)


def _member(
    archive: ZipFile, member: ZipInfo, label: str, given: Metadata | None
) -> Iterator[Found]:
    what = kind.of_name(member.filename)
    if member.flag_bits & 1:
        yield Rejection(source=label, reason="It is locked by a password.")
    elif what is None:
        yield from document.read(label, b"")
    elif member.file_size > gate.LARGEST and not what.streamed:
        yield document.oversized(label, member.file_size)
    else:
        try:
            beside = (given or Metadata()).over(_sidecar(archive, member))
            with archive.open(member) as opened:
                # The size in the archive's list may lie; this one counts.
                stream = io.BufferedReader(bounded.Bounded(opened, member.file_size + 1))
                yield from read(label, stream, beside, what=what, inside=True)
        except _BROKEN as error:
            yield Rejection(source=label, reason=f"It can't be unpacked: {error}.")


def _sidecar(archive: ZipFile, member: ZipInfo) -> Metadata:
    beside = member.filename.rpartition(".")[0] + SIDECAR
    if beside not in archive.NameToInfo or archive.NameToInfo[beside].file_size > gate.LARGEST:
        return Metadata()
    fields = json.loads(archive.read(beside))
    return from_mapping(fields)[0] if isinstance(fields, dict) else Metadata()


def _hidden(member: ZipInfo) -> bool:
    parts = [part for part in member.filename.split("/") if part not in (".", "..")]
    return member.is_dir() or any(part.startswith((".", "__MACOSX")) for part in parts)


def _label(member: ZipInfo) -> str:
    """Return a member's name as a label: printable, not longer than a line."""
    return "".join(c if c.isprintable() else "?" for c in member.filename)[-200:]


def _size(stream: IO[bytes]) -> int:
    """Return the size of a file; 0 for a stream that can't tell."""
    if not stream.seekable():
        return 0
    here = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(here)
    return size


def _raw(stream: IO[bytes]) -> bounded.Bounded:
    """Return a stream that can be peeked into, whatever it was before; its end is its own."""
    return bounded.Bounded(stream, 1 << 62)
