"""The built plan of Lecce on a real server, seen in a real Chromium that reaches nothing else."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
WIDTHS = (1280, 320)
# A listener of the page's own would come too late for what the page's head does.
_LISTEN = """
window.broken = [];
document.addEventListener('securitypolicyviolation', e => window.broken.push(
    `${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
"""
# What is in order is only counted: to tell of each of its elements takes axe longer than to look at them.
_VIOLATIONS = {"resultTypes": ["violations"]}
_CONTRAST = {**_VIOLATIONS, "runOnly": ["color-contrast", "link-in-text-block"]}
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Return what starts a server over the built data, with more arguments if given, and says its address."""
    with contextlib.ExitStack() as stack:

        def start(*arguments: str) -> str:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            command = [sys.executable, "-m", "plangraph", "serve", "--port", str(port), *arguments]
            process = stack.enter_context(subprocess.Popen(command, stderr=subprocess.PIPE, text=True))
            stack.callback(process.terminate)
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/health", process)
            return address

        yield start


def _wait(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"the server did not answer: {process.stderr and process.stderr.read()}")


@pytest.fixture(scope="session")
def service(serve: Callable[..., str]) -> str:
    """Return the address of the service over the plan of Lecce."""
    return serve()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the browser; without one the tests are skipped, but in continuous integration they fail."""
    if CHROMIUM is None:
        told = "no Chromium is installed (Debian: apt-get install chromium)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(told)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that is open, and what it did."""

    page: Page
    service: str
    outside: list[str] = field(default_factory=list)
    """Addresses of others that it asked for."""
    errors: list[str] = field(default_factory=list)
    """Of its scripts."""

    def go(self, path: str) -> Visit:
        """Open a page of the service, and wait until it and its scripts are loaded."""
        self.page.goto(f"{self.service}{path}", wait_until="load")
        return self

    def at_rest(self) -> Visit:
        """Wait until the page asks for nothing more."""
        self.page.wait_for_load_state("networkidle")
        return self

    def require_clean(self, *, where: str = "") -> None:
        """Fail unless the page as it stands is accessible, keeps the policy and asks nobody else."""
        self._require_no_violation(_VIOLATIONS, where)
        assert self.page.evaluate("window.broken") == [], f"policy {where}"
        assert self.outside == [], f"asks others {where}"
        assert self.errors == [], f"script errors {where}"
        assert self.page.evaluate(_SIDEWAYS) <= 0, f"scrolls sideways {where}"

    def require_contrast(self, *, where: str = "") -> None:
        """Fail unless what is seen can be told apart: all that another colour scheme changes."""
        self._require_no_violation(_CONTRAST, where)

    def _require_no_violation(self, options: dict[str, list[str]], where: str) -> None:
        found = Axe().run(self.page, options=options)
        told = [
            f"{each['id']}: {node['html'][:200]}"
            for each in found.response["violations"]
            for node in each["nodes"]
        ]
        assert not told, f"axe {where}: {told}"


Open = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Browser, service: str) -> Iterator[Open]:
    """Return what opens ``visit(path, width=1280, script=True, scheme="light")``."""
    with contextlib.ExitStack() as stack:

        def start(
            path: str, width: int = 1280, script: bool = True, scheme: str = "light", at: str = service
        ) -> Visit:
            context = chromium.new_context(
                viewport={"width": width, "height": 900},
                java_script_enabled=script,
                color_scheme=scheme,  # type: ignore[arg-type]
                accept_downloads=True,
            )
            stack.callback(context.close)
            page = context.new_page()
            seen = Visit(page, at)
            page.add_init_script(_LISTEN)
            page.on("request", lambda request: _note(seen, request.url))
            page.on("pageerror", lambda error: seen.errors.append(str(error)))
            return seen.go(path)

        yield start


def _note(seen: Visit, address: str) -> None:
    if not address.startswith((f"{seen.service}/", "data:", "blob:")):
        seen.outside.append(address)


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for pictures that somebody may want to look at."""
    return tmp_path_factory.mktemp("screenshots")
