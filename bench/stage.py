"""A server under measurement, and a cut-off Chromium looking at it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright

from tests.browser import chromium

ROOT = Path(__file__).parent.parent
FRAME = 'iframe[title="streamlit_folium.st_folium"]'
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-precise-memory-info",
)


@dataclass
class Server:
    """A running server."""

    process: subprocess.Popen[bytes]
    address: str
    started: float

    def memory_mb(self) -> float:
        """Return the resident memory (Linux); NaN where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return float("nan")
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def server(script: str, **environment: str) -> Iterator[Server]:
    """Start ``streamlit run`` and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script]
    command += ["--server.port", str(port), "--server.headless", "true"]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    made = Server(process, f"http://localhost:{port}", began)
    try:
        _await(made)
        yield made
    finally:
        process.terminate()
        process.wait(20)


def _await(made: Server) -> None:
    while time.perf_counter() - made.started < 90:
        if made.process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{made.address}/_stcore/health", timeout=1)
        except OSError:
            continue
        return
    raise SystemExit("the server did not start; run it by hand to see why")


@dataclass
class Look:
    """A page with everything that it sends and receives."""

    page: Page
    outside: list[str] = field(default_factory=list)
    socket_bytes: list[int] = field(default_factory=list)
    frames_loaded: list[str] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        """The map's frame, once it has drawn."""
        self.page.wait_for_selector(FRAME)
        handle = self.page.query_selector(FRAME)
        frame = handle.content_frame() if handle else None
        if frame is None:
            raise SystemExit("the map's frame did not load")
        frame.wait_for_selector("body[data-drawn]", state="attached", timeout=60_000)
        return frame


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a Chromium of the machine's."""
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield started
        started.close()


@contextmanager
def look(started: Browser, address: str, width: int = 1440, height: int = 900) -> Iterator[Look]:
    """Open an address in a fresh profile; requests to other hosts are aborted and noted."""
    context = started.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    made = Look(page)

    def gate(route, request):  # type: ignore[no-untyped-def]
        if request.url.startswith(("http://localhost:", "ws://localhost:", "blob:", "data:")):
            route.continue_()
        else:
            made.outside.append(request.url)
            route.abort()

    def listen(socket):  # type: ignore[no-untyped-def]
        socket.on("framereceived", lambda data: made.socket_bytes.append(len(data)))
        socket.on("framesent", lambda data: made.socket_bytes.append(len(data)))

    context.route("**/*", gate)
    page.on("websocket", listen)
    page.on(
        "response",
        lambda answer: (
            made.frames_loaded.append(answer.url) if "st_folium/index.html" in answer.url else None
        ),
    )
    page.goto(address)
    yield made
    context.close()
