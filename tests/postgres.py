"""A PostgreSQL server of the tests' own: in a folder of its own, on a port of its own, gone after.

``python tests/postgres.py`` finds the server's programs, or installs them, and prints their folder.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

MISSING = (
    "No PostgreSQL server could be had for the tests. Install one (Debian, Ubuntu: apt install "
    "postgresql; Fedora: dnf install postgresql-server), or name the folder of its programs: "
    "PG_BIN=/usr/lib/postgresql/15/bin make test."
)
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_SETTINGS = (
    # Nothing here outlives the tests: the disk need not be waited for.
    "fsync=off",
    "full_page_writes=off",
    "max_connections=200",
)


@dataclass
class Server:
    """A running server that makes an empty database for each test."""

    port: int
    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def database(self) -> str:
        """Return the URL of a new, empty database."""
        # Imported late: finding and installing the server needs no driver.
        import psycopg

        name = f"test_{next(self._numbers)}"
        where = f"host=127.0.0.1 port={self.port} user=dispatch dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return f"postgresql+psycopg://dispatch@127.0.0.1:{self.port}/{name}"


def find() -> Path | None:
    """Return the folder of the server's programs: $PG_BIN, Debian's newest, or the path's."""
    named = os.environ.get("PG_BIN")
    folders = [Path(named)] if named else []
    if not named:
        folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        found = shutil.which("initdb")
        folders += [Path(found).parent] if found else []
    whole = (folder for folder in folders if all((folder / name).exists() for name in _PROGRAMS))
    return next(whole, None)


def install() -> Path:
    """Return the programs' folder, after installing them if need be; exit where none is had."""
    folder = find()
    if folder is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"])
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"])
        folder = find()
    if folder is None:
        sys.exit(MISSING)
    return folder


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """Start a server in a new folder; stop it and remove the folder at the end."""
    folder = Path(tempfile.mkdtemp(prefix="dispatch-postgres-"))
    # The server refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log.txt"
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-t", "60"]
    try:
        _run([str(programs / "initdb"), "-D", str(data), *_INITDB], user, folder)
        port = _free_port()
        options = [f"-p {port}", "-c listen_addresses=127.0.0.1", f"-k {folder}"]
        options += [f"-c {setting}" for setting in _SETTINGS]
        _run([*control, "-l", str(log), "-o", " ".join(options), "start"], user, folder)
        try:
            yield Server(port, folder)
        finally:
            _run([*control, "-m", "immediate", "stop"], user, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_INITDB = ("-U", "dispatch", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")


def _run(command: list[str], user: str | None, folder: Path) -> None:
    out = folder / "out.txt"
    with out.open("wb") as file:
        code = subprocess.run(command, stdout=file, stderr=file, user=user, cwd=folder).returncode
    if code:
        log = folder / "log.txt"
        said = out.read_text(errors="replace") + (log.read_text() if log.exists() else "")
        raise RuntimeError(f"{' '.join(command)} failed ({code}):\n{said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    print(install())
