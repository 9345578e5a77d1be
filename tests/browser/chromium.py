"""A Chromium for the browser tests: the system's, else Playwright's, else apt's where root.

``python tests/browser/chromium.py`` finds or installs one and prints its path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "No Chromium could be had for the browser tests. Install one (Debian, Ubuntu: apt install "
    "chromium; Fedora: dnf install chromium; else: .venv/bin/playwright install --with-deps "
    "chromium), or name one: CHROMIUM=/path/to/chrome make test."
)


def find() -> str | None:
    """Return the path of a Chromium that starts: $CHROMIUM, the system's or Playwright's."""
    named = os.environ.get("CHROMIUM")
    paths = [named] if named else [shutil.which(name) for name in NAMES]
    if not named:
        with sync_playwright() as playwright:
            paths.append(playwright.chromium.executable_path)
    return next((path for path in paths if path and _starts(path)), None)


def install() -> str:
    """Return a Chromium's path, after installing one if need be; exit with a way out if none."""
    for step in (None, _by_playwright, _by_apt):
        if step:
            step()
        path = find()
        if path:
            return path
    sys.exit(MISSING)


def _starts(path: str) -> bool:
    if not Path(path).exists():
        return False
    # A Chromium without its system libraries is there but can't run.
    arguments = [path, "--headless", "--no-sandbox", "--disable-gpu", "--version"]
    try:
        return subprocess.run(arguments, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _by_playwright() -> None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])


def _by_apt() -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"])
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"])


if __name__ == "__main__":
    print(install())
