"""Whole GeoNames country dumps, fetched on demand and kept beside the built gazetteer."""

from __future__ import annotations

import hashlib
import io
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

from tqdm import tqdm

from geodata.country import country
from geodata.source import Entry

ADDRESS = "https://download.geonames.org/export/dump"
FOLDER = Path(__file__).parent / "added"
CHUNK = 1 << 16
_KEPT = {"P", "A", "H", "T", "L", "S"}
# fmt: off
_FEATURES = frozenset((
    "STM", "LK", "RSV", "SEA", "GULF", "BAY", "STRT", "ISL", "ISLS", "MT", "MTS", "PK", "PASS",
    "VAL", "DSRT", "PEN", "RGN", "AREA", "AIRP", "AIRB", "AIRF", "MILB", "PSN", "PS", "DAM", "BDG",
    "PRT", "RSTN", "ADM3", "ADM4",
))
# fmt: on


class DumpError(RuntimeError):
    """A dump that could not be fetched or read; the message says what to do."""


def fetch(alpha2: str, address: str = ADDRESS, folder: Path = FOLDER) -> Path:
    """Download one country's dump, going on where an earlier try stopped; return its path.

    The zip's own CRC is checked, and its SHA-256 is written beside it; a file that is whole
    already is not fetched again. Raises :class:`DumpError`.
    """
    if country(alpha2) is None:
        raise DumpError(f"{alpha2!r} is no ISO 3166 alpha-2 code: try UA, SY, SD")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{alpha2.upper()}.zip"
    if target.exists():
        check(target)
        return target
    part = target.with_suffix(".part")
    _download(f"{address}/{alpha2.upper()}.zip", part)
    try:
        check(part, record=False)
    except DumpError:
        part.unlink()
        raise
    part.rename(target)
    _sum(target).write_text(_digest(target))
    return target


def _download(url: str, part: Path) -> None:
    done = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            resumed = answer.status == 206
            left = int(answer.headers.get("Content-Length") or 0)
            with (
                part.open("ab" if resumed else "wb") as out,
                tqdm(
                    total=left or None, unit="B", unit_scale=True, desc=url.rsplit("/", 1)[-1]
                ) as bar,
            ):
                while chunk := answer.read(CHUNK):
                    out.write(chunk)
                    bar.update(len(chunk))
    except HTTPError as error:
        if error.code != 416:  # 416: all of it is there already
            raise DumpError(f"{url}: {error.reason}; the next try goes on from here") from error
    except OSError as error:
        raise DumpError(f"{url}: {error}; the next try goes on from here") from error


def _sum(target: Path) -> Path:
    return target.with_suffix(".sha256")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check(path: Path, *, record: bool = True) -> None:
    """Raise :class:`DumpError` unless a zip is whole and, if it has one, matches its checksum."""
    try:
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
    except zipfile.BadZipFile as error:
        raise DumpError(f"{path} is no zip file: run the command again") from error
    if broken:
        raise DumpError(f"{path}: {broken} is damaged: remove the country and add it again")
    if record and _sum(path).exists() and _sum(path).read_text().strip() != _digest(path):
        raise DumpError(f"{path} has changed since it was fetched: remove it and add it again")


def remove(alpha2: str, folder: Path = FOLDER) -> bool:
    """Undo :func:`fetch`; return whether there was anything to remove."""
    target = folder / f"{alpha2.upper()}.zip"
    found = target.exists()
    for path in (target, _sum(target), target.with_suffix(".part")):
        path.unlink(missing_ok=True)
    return found


def entries(folder: Path = FOLDER) -> Iterator[Entry]:
    """Yield the places of every dump that was added: towns, units below admin-1, waters, sites."""
    for path in sorted(folder.glob("*.zip")):
        check(path)
        with zipfile.ZipFile(path) as archive, archive.open(f"{path.stem}.txt") as raw:
            for line in io.TextIOWrapper(raw, encoding="utf-8", newline="\n"):
                entry = _entry(line.rstrip("\n").split("\t"))
                if entry is not None:
                    yield entry


def _entry(cells: list[str]) -> Entry | None:
    """Return the place of a dump's row (19 columns); None for kinds that news does not name."""
    if len(cells) < 19 or cells[6] not in _KEPT:
        return None
    feature, cc, a1, a2 = cells[7], cells[8], cells[10], cells[11]
    if not (feature.startswith("PPL") or feature in _FEATURES) or feature in (
        "PPLH",
        "PPLQ",
        "PPLCH",
    ):
        return None
    return Entry(
        geonames_id=int(cells[0]),
        name=cells[1],
        lat=float(cells[4]),
        lon=float(cells[5]),
        alpha2=cc,
        admin1=f"{cc}.{a1}" if a1 else "",
        admin2=f"{cc}.{a1}.{a2}" if a1 and a2 else "",
        feature=feature,
        population=int(cells[14] or 0),
        aliases=[name for name in cells[3].split(",") if name],
    )
