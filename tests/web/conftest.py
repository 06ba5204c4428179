"""The service over a small dataset: through Flask's client, and as a real server on loopback."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from email.message import Message
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
    "import json, sys; from pathlib import Path; from plangraph.layout import Layout;"
    "from plangraph.errors import PlangraphError; from plangraph.server import serve;"
    "from plangraph.settings import Settings\n"
    "more = json.loads(sys.argv[3]) if sys.argv[3:] else {}\n"
    "try: serve(Settings(port=int(sys.argv[1]), **more), Layout(Path(sys.argv[2])))\n"
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


class Running:
    """A server of a test's own."""

    def __init__(self, process: subprocess.Popen[str], port: int, log: Path) -> None:
        self.process, self.port, self._log = process, port, log

    def ask(self, path: str, method: str = "GET", body: str | None = None, **sent: str) -> Answer:
        """Send one request over a connection of its own."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            headers = {name.replace("_", "-"): value for name, value in sent.items()}
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode())

    def connect(self, sent: bytes = b"") -> socket.socket:
        """Return a connection, and send something over it."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        connection.sendall(sent)
        return connection

    def log(self) -> str:
        """Return what it has written to standard error so far."""
        return self._log.read_text(encoding="utf-8")

    def wait(self, until: Callable[[], bool], patience: float = 20.0) -> None:
        """Wait for something to become true."""
        end = time.monotonic() + patience
        while not until():
            assert time.monotonic() < end, self.log()
            time.sleep(0.02)


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Message
    text: str


class Serving(Protocol):
    """Runs a server for the time of a with statement."""

    def __call__(self, project: Path = PROJECT, **settings: object) -> AbstractContextManager[Running]: ...


@pytest.fixture
def serving(tmp_path: Path) -> Serving:
    """Return what runs a server with the settings that a test needs."""
    return _serving(tmp_path)


@pytest.fixture(scope="module")
def module_serving(tmp_path_factory: pytest.TempPathFactory) -> Serving:
    """Return the same for a server that the tests of a module share."""
    return _serving(tmp_path_factory.mktemp("server"))


def _serving(folder: Path) -> Serving:
    @contextmanager
    def run(project: Path = PROJECT, **settings: object) -> Iterator[Running]:
        port, log = _free_port(), folder / "log"
        command = [sys.executable, "-c", SERVE, str(port), str(project), json.dumps(settings)]
        environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
        with (
            log.open("w") as written,
            subprocess.Popen(command, stderr=written, text=True, env=environment) as process,
        ):
            running = Running(process, port, log)
            running.wait(lambda: "serves the plan" in running.log() or process.poll() is not None)
            try:
                yield running
            finally:
                process.terminate()
                process.wait(timeout=60)

    return run
