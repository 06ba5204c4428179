"""The service over a small dataset: through Flask's client, and as a real server on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from plangraph.layout import Layout
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset, open_dataset
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


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    port: int
    process: subprocess.Popen[str]
    greeting: str


def start_server(port: int, project: Path = PROJECT) -> subprocess.Popen[str]:
    """Start a server as a program of its own."""
    command = [sys.executable, "-c", SERVE, str(port), str(project)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run the real server on a free port for the whole session."""
    port = free_port()
    with start_server(port) as process:
        assert process.stderr is not None
        yield Server(port, process, process.stderr.readline())
        process.terminate()
        process.wait(timeout=15)
