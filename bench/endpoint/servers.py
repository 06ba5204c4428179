"""The servers of the comparison: how each is given the data, started, asked and stopped."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from bench.endpoint.graphs import Graphs
from bench.endpoint.processes import free_port

_PATIENCE = 600.0
"""Seconds to wait for a first answer: rdflib takes minutes to read 10^6 triples."""


class ServerError(Exception):
    """A server did not start, or gave no answer."""


@dataclass
class Server(ABC):
    """One server over one dataset."""

    graphs: Graphs
    folder: Path
    """The server's own: database and log."""
    name: ClassVar[str]
    path: ClassVar[str] = "/sparql"
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @abstractmethod
    def command(self) -> list[str]:
        """Return the command that runs the server in the foreground."""

    @classmethod
    @abstractmethod
    def missing(cls) -> str:
        """Return what has to be installed; empty if nothing."""

    def load(self) -> None:
        """Store the data, where the server keeps them between runs."""
        return

    def fill(self) -> None:
        """Send the data to the running server, where it keeps nothing between runs."""
        return

    @property
    def endpoint(self) -> str:
        """Address that queries are sent to."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    @property
    def pid(self) -> int:
        """Process that is the parent of all others.

        Raises:
            ServerError: it does not run.
        """
        if self._process is None or self._process.poll() is not None:
            raise ServerError(f"{self.name} does not run; see {self.folder / 'log'}")
        return self._process.pid

    def start(self, *, whole: bool = True) -> float:
        """Start the server and return the seconds to its first answer from the whole data.

        Args:
            whole: otherwise any answer will do, as before the data are loaded.

        Raises:
            ServerError: it ended or did not answer.
        """
        begin = time.perf_counter()
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(self.command(), cwd=self.folder, stdout=log, stderr=log)
        self._await("ASK { ?s ?p ?o }", begin)
        if not whole:
            return time.perf_counter() - begin
        self.fill()
        self._await(f"SELECT ?o {{ <{self.graphs.last[0]}> <{self.graphs.last[1]}> ?o }}", begin)
        return time.perf_counter() - begin

    def _await(self, query: str, begin: float) -> None:
        while time.perf_counter() - begin < _PATIENCE:
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.ask(query, "application/sparql-results+json")
                return
            _ = self.pid
            time.sleep(0.005)
        raise ServerError(f"{self.name} gave no answer in {_PATIENCE:.0f} s; see {self.folder / 'log'}")

    def ask(self, query: str, accept: str, *, timeout: float = 60.0) -> bytes:
        """Return the body of the answer to one query sent by GET.

        Raises:
            OSError: no answer, or none with status 200.
        """
        address = f"{self.endpoint}?query={urllib.parse.quote(query, safe='')}"
        request = urllib.request.Request(address, headers={"Accept": accept})
        with urllib.request.urlopen(request, timeout=timeout) as response:
            body: bytes = response.read()
        return body

    def stop(self) -> None:
        """Stop the server, by force if it does not stop by itself."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


class Plangraph(Server):
    """``plangraph serve`` with its defaults, but for the limit by address: all connections come from one."""

    name = "plangraph"

    @classmethod
    def missing(cls) -> str:
        """Nothing: the suite runs in its environment."""
        return ""

    def command(self) -> list[str]:
        """Return ``plangraph serve`` over the folder of built graphs."""
        options = ["--port", str(self.port), "--data", str(self.graphs.folder), "--client-queries", "0"]
        return [sys.executable, "-m", "plangraph", "serve", *options]


class OxigraphMemory(Server):
    """The ``oxigraph`` server with its data in memory; they are sent to it after its start."""

    name = "oxigraph (memory)"
    path = "/query"

    @classmethod
    def missing(cls) -> str:
        """The PyPI package with the command."""
        return "" if _tool("oxigraph") else "oxigraph (./dev bench installs it)"

    def command(self) -> list[str]:
        """Return ``oxigraph serve`` with the union of all graphs as the default graph."""
        return [_tool("oxigraph"), "serve", "--bind", f"127.0.0.1:{self.port}", "--union-default-graph"]

    def fill(self) -> None:
        """Send the data in one request."""
        with self.graphs.quads.open("rb") as quads:
            request = urllib.request.Request(
                f"http://127.0.0.1:{self.port}/store?no_transaction",
                quads,
                method="POST",
                headers={
                    "Content-Type": "application/n-quads",
                    "Content-Length": str(self.graphs.quads.stat().st_size),
                },
            )
            with urllib.request.urlopen(request, timeout=_PATIENCE) as response:
                response.read()


class OxigraphDisk(OxigraphMemory):
    """The ``oxigraph`` server over its database on disk, as its documentation runs it."""

    name = "oxigraph (disk)"

    def load(self) -> None:
        """Write the database."""
        _run(
            [
                _tool("oxigraph"),
                "load",
                "--location",
                str(self.folder / "db"),
                "--file",
                str(self.graphs.quads),
            ]
        )

    def fill(self) -> None:
        """Do nothing: the data are in the database."""

    def command(self) -> list[str]:
        """Return the command with the folder of the database."""
        return [*super().command(), "--location", str(self.folder / "db")]


class RdflibEndpoint(Server):
    """``rdflib-endpoint`` over rdflib's store in memory."""

    name = "rdflib-endpoint"
    path = "/"

    @classmethod
    def missing(cls) -> str:
        """The PyPI package with the command."""
        return "" if _tool("rdflib-endpoint") else "rdflib-endpoint (./dev bench installs it)"

    def command(self) -> list[str]:
        """Return its command over the same N-Quads."""
        options = ["--host", "127.0.0.1", "--port", str(self.port), str(self.graphs.quads)]
        return [_tool("rdflib-endpoint"), "serve", *options]


def _tool(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name) or ""


def _run(command: list[str], text: str | None = None) -> str:
    finished = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise ServerError(f"{' '.join(command)} failed: {finished.stderr.strip() or finished.stdout.strip()}")
    return finished.stdout
