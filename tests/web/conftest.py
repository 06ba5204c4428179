"""The service over a small dataset: through Flask's client, and as a real server on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from flask import Flask
from flask.testing import FlaskClient

from plangraph.layout import Layout
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import graph_files
from plangraph.web.app import create_app

PROJECT = Path(__file__).parent / "data"
SOURCE = Path(__file__).parents[2] / "src"
SERVE = (
    "import sys; from pathlib import Path; from plangraph.layout import Layout;"
    "from plangraph.errors import PlangraphError; from plangraph.server import serve;"
    "from plangraph.settings import Settings\n"
    "try: serve(Settings(port=int(sys.argv[1])), Layout(Path(sys.argv[2])))\n"
    "except PlangraphError as error: print(error, file=sys.stderr); sys.exit(error.exit_code)"
)


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """Return the data of ``tests/web/data``."""
    return open_dataset(graph_files(Layout(PROJECT)))


@pytest.fixture(scope="session")
def app(dataset: Dataset) -> Flask:
    """Return the application with its default settings."""
    return create_app(dataset, Settings(), PROJECT / "queries")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a client that needs no socket."""
    return app.test_client()


class Launch(Protocol):
    """Starts a server as a program of its own."""

    def __call__(self, port: int, project: Path = PROJECT) -> subprocess.Popen[str]: ...


class Server(NamedTuple):
    """A server that runs."""

    port: int
    greeting: str


@pytest.fixture(scope="session")
def launch() -> Launch:
    """Return what starts a server; the test stops it."""

    def start(port: int, project: Path = PROJECT) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", SERVE, str(port), str(project)]
        environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)

    return start


@pytest.fixture
def free_port() -> int:
    """Return a port that nobody listens on."""
    return _free_port()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def server(launch: Launch) -> Iterator[Server]:
    """Run the real server on a free port for the whole session."""
    port = _free_port()
    with launch(port) as process:
        assert process.stderr is not None
        yield Server(port, process.stderr.readline())
        process.terminate()
        process.wait(timeout=15)
