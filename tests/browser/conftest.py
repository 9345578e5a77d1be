"""A real server on a free port with a folder of its own, and a real Chromium that is cut off."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, sync_playwright

from events.store.store import Store
from tests.browser import chromium
from tests.dashboard import sample

ROOT = Path(__file__).parents[2]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
FRAME = 'iframe[title="streamlit_folium.st_folium"]'


def serve(folder: Path, log: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start the program as a user does, and return it with its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DISPATCH_DATA": str(folder)}
    environment.pop("DISPATCH_DB", None)
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    address = f"http://localhost:{port}"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
        except OSError:
            continue
        return server, address
    server.kill()
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@contextmanager
def served(folder: Path, fill: Callable[[Store], object] | None = None) -> Iterator[str]:
    """Run a server over a folder, its store filled before where ``fill`` says how."""
    if fill is not None:
        store = Store.open(f"sqlite:///{folder / 'dispatch.sqlite3'}")
        fill(store)
        store.close()
    server, address = serve(folder, folder / "log.txt")
    yield address
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="session")
def sampled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server over the sample store."""
    return tmp_path_factory.mktemp("sampled")


@pytest.fixture(scope="session")
def sampled(sampled_folder: Path) -> Iterator[str]:
    """The address of a server over the sample store."""
    with served(sampled_folder, sample.fill) as address:
        yield address


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over an empty folder, as on a first start."""
    with served(tmp_path_factory.mktemp("seeded")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield started
        started.close()


@dataclass
class Visit:
    """One page of one test, and everything it asked for beyond the server."""

    page: Page
    outside: list[str]
    errors: list[str]

    @property
    def map(self) -> Frame:
        """The map's frame, once it has drawn."""
        self.page.wait_for_selector(FRAME)
        handle = self.page.query_selector(FRAME)
        frame = handle.content_frame() if handle else None
        assert frame is not None
        frame.wait_for_selector("body[data-drawn]", state="attached")
        return frame

    def drawn(self, query: str) -> Frame:
        """The map's frame, once it shows the filter with this query."""
        frame = self.map
        frame.wait_for_function("q => document.body.dataset.query === q", arg=query)
        return frame

    @property
    def sentence(self) -> str:
        return self.page.locator(".st-key-sentence").inner_text().strip()

    def says(self, sentence: str) -> None:
        self.page.wait_for_function(
            "s => document.querySelector('.st-key-sentence')?.innerText.trim() === s", arg=sentence
        )
        # The map comes before the filters: a hand is no faster than the rest of the page.
        self.page.wait_for_selector('.stApp[data-test-script-state="notRunning"]')

    def choose(self, label: str, option: str) -> None:
        """Pick the option that begins so in a multiselect of the sidebar."""
        box = self.page.get_by_role("combobox", name=label)
        box.wait_for()
        # The map says once that it is there, which runs the page; a run that ends draws the list
        # anew and closes it.
        self.map.locator("body[data-drawn]").wait_for(state="attached")
        self.page.wait_for_selector('.stApp[data-test-script-state="notRunning"]')
        box.click()
        box.fill(option)  # the list opens for what is typed, wherever the click has landed
        self.page.get_by_role("option").filter(has_text=option).first.click()
        self.page.keyboard.press("Escape")


Visitor = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visitor]:
    """Open an address; at the end of the test assert that nothing left localhost."""
    visits: list[Visit] = []
    contexts = []

    def open_page(
        address: str, viewport: dict[str, int] | None = None, scheme: str = "light"
    ) -> Visit:
        context = browser.new_context(
            viewport=viewport or DESKTOP,  # type: ignore[arg-type]
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        made = Visit(page, [], [])
        local = ("http://localhost:", "ws://localhost:", "blob:", "data:", "file:")

        def gate(route, request):  # type: ignore[no-untyped-def]
            if request.url.startswith(local):
                route.continue_()
            else:
                made.outside.append(request.url)
                route.abort()

        context.route("**/*", gate)
        page.on("pageerror", lambda error: made.errors.append(str(error)))
        page.goto(address)
        visits.append(made)
        return made

    yield open_page
    outside = [url for made in visits for url in made.outside]
    errors = [error for made in visits for error in made.errors]
    for context in contexts:
        context.close()
    assert outside == [], "requests left localhost"
    assert errors == [], "a script failed"
