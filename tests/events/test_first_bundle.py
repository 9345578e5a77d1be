"""docs/first-bundle.md is run from start to end, command by command, as a newcomer would."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "first-bundle.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(sh)?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """All that the commands print, in a folder that holds what the project's folder does."""
    folder = tmp_path_factory.mktemp("first")
    for name in ("events", "geodata", "docs", "seeds"):
        (folder / name).symlink_to(ROOT / name)
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    commands = "".join(block for kind, block in BLOCKS if kind).replace("8300", str(port))
    # The server needs a moment, which a newcomer takes to read on.
    wait = f"until (: < /dev/tcp/127.0.0.1/{port}) 2>/dev/null; do :; done\n"
    commands = commands.replace("export DISPATCH_PRIVATE=1", wait + "export DISPATCH_PRIVATE=1")
    done = subprocess.run(
        ["bash", "-m", "-c", f"set -x\n{commands}"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout
    assert sorted(path.name for path in folder.iterdir()) == [
        ".venv", "docs", "events", "geodata", "seeds",
    ], "the last commands remove what was made"  # fmt: skip
    return done.stdout.replace(str(port), "8300")


def test_the_commands_answer_what_the_page_shows(told: str) -> None:
    lines = [line for kind, block in BLOCKS if not kind for line in block.splitlines()]
    assert len(lines) >= 6
    assert [line for line in lines if line not in told] == []


def test_one_event_comes_of_three_reports_and_two_sources(told: str) -> None:
    assert "Traceback" not in told
    assert re.search(r"izmail.zip: event [0-9a-f]{16}\.", told)
    assert re.search(r"april.zip: 1 event", told)
    assert re.search(r"^[0-9a-f]{64}  izmail.zip$", told, re.MULTILINE)
    (bundled,) = re.findall(r"^([0-9a-f]{64})  izmail.zip$", told, re.MULTILINE)
    assert f"SHA-256 of the bundle:   {bundled}" in told
