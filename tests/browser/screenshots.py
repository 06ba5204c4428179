"""Pictures of the main pages for the documentation: ``python -m tests.browser.screenshots``.

It serves the built plan and writes ``docs/screenshots/*.png``, in Italian, as a window of 1280 by 800
pixels shows them and, for the names in :data:`NARROW`, one of 320 by 640 in the dark. Look at each.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
PAGES = {
    "overview": ("/it/", "document.querySelectorAll('details')[2].open = true"),
    "pnrr": ("/it/pnrr", "document.getElementById('links').scrollIntoView()"),
    "query": ("/it/query?name=activities-by-area", ""),
    "resource": ("/it/doc/plan/lecce/2025-2027/activity/12.1/290538c4", ""),
    "licence": ("/it/licence", ""),
}
"""Address of each, and what is done on it before the picture is taken."""
NARROW = ("overview", "pnrr")


def main() -> None:
    """Write all pictures."""
    if CHROMIUM is None:
        sys.exit("no Chromium is installed (Debian: apt-get install chromium)")
    FOLDER.mkdir(exist_ok=True)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "plangraph", "serve", "--port", str(port)]
    with subprocess.Popen(command) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/health")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
                for name in PAGES:
                    _take(browser, port, name, 1280, 800)
                for name in NARROW:
                    _take(browser, port, name, 320, 640)
                browser.close()
        finally:
            server.terminate()


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit("the server did not answer")


def _take(browser: Browser, port: int, name: str, width: int, height: int) -> None:
    is_narrow = width < 1000
    address, script = PAGES[name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if is_narrow else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}{address}", wait_until="networkidle")
    if script:
        page.evaluate(script)
    page.screenshot(path=FOLDER / f"{name}{'-narrow' if is_narrow else ''}.png")
    context.close()


if __name__ == "__main__":
    main()
