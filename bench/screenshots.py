"""The pictures of the documentation: ``python -m bench.screenshots``, into ``docs/screenshots``."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from bench.map import DRAWN
from bench.stage import FRAME, ROOT, browser, server

OUT = ROOT / "docs" / "screenshots"
DESKTOP, PHONE = (1440, 900), (390, 844)
SEED_VIEW = "?view=49.400,34.500,6"


def shoot(
    started: Browser, address: str, name: str, size: tuple[int, int], scheme: str, opened: str = ""
) -> None:
    """Take one picture, with the first listed event of a type opened where asked."""
    context = started.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(FRAME, timeout=120_000)
    handle = page.query_selector(FRAME)
    frame = handle.content_frame() if handle else None
    if frame is None:
        raise SystemExit("the map's frame did not load")
    frame.wait_for_selector("body[data-drawn]", state="attached", timeout=60_000)
    frame.evaluate(DRAWN, [None, 0])
    if opened:
        frame.locator("tr[data-event]", has_text=opened).first.locator("button").first.click()
        frame.wait_for_selector(".passage")
    else:
        frame.wait_for_selector("tr[data-event]")
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"]')
    page.wait_for_load_state("networkidle")
    page.screenshot(path=OUT / f"{name}.png")
    context.close()


def main() -> None:
    """Take every picture."""
    OUT.mkdir(parents=True, exist_ok=True)
    with browser() as started:
        with (
            tempfile.TemporaryDirectory() as folder,
            server("app.py", DISPATCH_DATA=folder) as made,
        ):
            address = f"{made.address}/{SEED_VIEW}"
            shoot(started, address, "desktop-light", DESKTOP, "light", "ASSAULT · abduct")
            shoot(started, address, "desktop-dark", DESKTOP, "dark")
            shoot(started, address, "phone-light", PHONE, "light")
            shoot(started, address, "phone-dark", PHONE, "dark", "ASSAULT · abduct")
        folder = os.environ.get("BENCH_DATA") or tempfile.mkdtemp(prefix="dispatch-bench-")
        for number, name in ((100_000, "hundred-thousand"), (1_000_000, "million")):
            told = {"BENCH_EVENTS": str(number), "DISPATCH_DATA": str(Path(folder))}
            with server("bench/app.py", **told) as made:
                address = f"{made.address}/?view=45.000,30.000,4"
                shoot(started, address, f"{name}-light", DESKTOP, "light")
                shoot(started, address, f"{name}-dark", DESKTOP, "dark")
                shoot(started, address, f"{name}-phone", PHONE, "light")


if __name__ == "__main__":
    main()
