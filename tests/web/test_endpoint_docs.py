"""``docs/endpoint.md`` tells the truth: its examples are run, its tables compared with the code."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plangraph.layout import Layout
from plangraph.store.formats import FORMATS
from plangraph.store.graphs import graph_files
from plangraph.web.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sh\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)
Launch = Callable[..., subprocess.Popen[str]]


@pytest.fixture(scope="module")
def address(launch: Launch) -> Iterator[str]:
    """Serve the real graphs and return where."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with launch(port, ROOT) as process:
        assert process.stderr is not None
        assert "serves the plan" in process.stderr.readline()
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        process.wait(timeout=15)


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples are written with curl")
@pytest.mark.parametrize(("commands", "expected"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_prints_what_the_page_says(address: str, commands: str, expected: str) -> None:
    script = "set -e\ncurl() { command curl --silent --show-error --noproxy '*' \"$@\"; echo; }\n" + commands
    done = subprocess.run(
        ["sh", "-c", script.replace("http://127.0.0.1:8000", address)],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, "")
    printed = done.stdout.replace(address, "http://127.0.0.1:8000").lower()
    for line in expected.splitlines():
        assert line.lower() in printed  # names of header fields may be in lower case
    if len(set(expected.splitlines())) == 1 < commands.count("curl "):
        assert printed.split() == expected.lower().split() * commands.count("curl "), "all print the same"


def test_every_example_has_its_output() -> None:
    assert len(EXAMPLES) == PAGE.count("```sh\n") >= 8


def test_the_tables_are_complete() -> None:
    for form in FORMATS:
        assert f"`{form.name}`" in PAGE
        assert f"`{form.media_type}`" in PAGE or f"`+{form.media_type.partition('+')[2]}`" in PAGE
    for kind in KINDS:
        statuses = ", ".join(str(status.value) for status in kind.statuses)
        assert f"| `{kind.name}` | {statuses} |" in PAGE
    for graph in graph_files(Layout(ROOT)):
        assert f"| `{graph.rpartition('/')[2]}` |" in PAGE
