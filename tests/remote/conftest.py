"""The same small graphs in this process and in real SPARQL servers on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from plangraph.store.connection import Connection
from plangraph.store.credentials import Credentials
from plangraph.store.embedded import EmbeddedDataset, open_dataset
from plangraph.store.endpoint import Endpoint, put_graph
from plangraph.store.graphs import INFERRED_GRAPH, PLAN_GRAPH, SHAPES_GRAPH, VOCABULARY_GRAPH
from plangraph.store.publishing import Target, publish
from plangraph.store.remote import RemoteDataset

PLAN = """
@prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:anna a ex:Person ; rdfs:label "Anna"@it, "Ann"@en ; ex:part <http://example.org/anna#hand> ;
    ex:age 41 ; ex:height 1.64 ; ex:born "1983-05-01"^^xsd:date ;
    ex:knows ex:bruno, ex:caf\u00e9 .
<http://example.org/anna#hand> rdfs:label "la mano"@it .
ex:bruno a ex:Person ; rdfs:label "Bruno «il \\"rosso\\"»\\r\\n\\té 𝄞 €"@it ;
    ex:age 7 ; ex:knows ex:anna .
ex:caf\u00e9 rdfs:label "Caffè" ; ex:empty "" ;
    ex:year "2025"^^xsd:gYear ; ex:home <https://example.org/a%20b?c=d&e='f'> .
"""
ODD = """
@prefix ex: <http://example.org/> .
ex:odd ex:height 1.5 ; ex:weight 5.5e1 ; ex:active true, false .
"""
VOCABULARY = """
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:Person a owl:Class ; rdfs:label "Persona"@it, "Person"@en ; owl:unionOf ( ex:Adult ex:Child ) .
ex:prefix sh:prefix "ex" ; sh:namespace "http://example.org/" .
"""
FOREIGN = "http://example.org/somebody/else"
_PATIENCE = 120
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtension = 200
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 20
CheckpointInterval = 0
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CaseMode = 2
TransactionAfterImageLimit = 500000000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
MaxClientConnections = 10
KeepAliveTimeout = 15
[SPARQL]
ResultSetMaxRows = 5000
"""


@dataclass(frozen=True)
class Store:
    """A server that runs."""

    name: str
    query: str
    update: str
    graph_store: str
    user: str = ""
    password: str = ""

    def target(self, *, update: bool = True, graph_store: bool = True) -> Target:
        """Return what publishes there, by one of the ways or both."""
        connection = Connection(Credentials(self.user, self.password), seconds=120, most=100_000_000)
        return Target(
            Endpoint(self.query, connection),
            connection,
            self.update if update else "",
            self.graph_store if graph_store else "",
        )

    def endpoint(self) -> Endpoint:
        """Return what asks there, as anybody."""
        return Endpoint(self.query, Connection(Credentials(), seconds=30, most=100_000_000))

    def dataset(self, *graphs: str) -> RemoteDataset:
        """Return the graphs as plangraph serves them."""
        return RemoteDataset(self.endpoint(), graphs=graphs)


@contextmanager
def running_oxigraph(folder: Path) -> Iterator[Store]:
    """Run the server that comes as the package ``oxigraph``."""
    port = _free_port()
    command = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    assert command, "the package oxigraph is among the development tools"
    arguments = [command, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    here = f"http://127.0.0.1:{port}"
    with _running(arguments, folder, f"{here}/query"):
        yield Store("oxigraph", f"{here}/query", f"{here}/update", f"{here}/store")


@contextmanager
def running_virtuoso(folder: Path) -> Iterator[Store]:
    """Run Virtuoso 7; anybody may read, and dba may write."""
    command = shutil.which("virtuoso-t")
    if command is None:
        reason = "there is no Virtuoso 7 here (Debian's package virtuoso-opensource-7-bin)"
        assert os.environ.get("CI") != "true", reason
        pytest.skip(reason)
    sql, http = _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http), encoding="utf-8")
    here = f"http://127.0.0.1:{http}"
    with _running([command, "+foreground", "+configfile", "virtuoso.ini"], folder, f"{here}/sparql"):
        yield Store(
            "virtuoso",
            f"{here}/sparql",
            f"{here}/sparql-auth",
            f"{here}/sparql-graph-crud-auth",
            "dba",
            "dba",
        )


@contextmanager
def _running(arguments: list[str], folder: Path, address: str) -> Iterator[None]:
    with (
        (folder / "output.log").open("wb") as log,
        subprocess.Popen(arguments, cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            end = time.monotonic() + _PATIENCE
            while not _answers(address):
                assert process.poll() is None, (folder / "output.log").read_text(errors="replace")
                assert time.monotonic() < end, f"{arguments[0]} does not answer"
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedDataset:
    """Return three small graphs and an empty one in this process."""
    folder = tmp_path_factory.mktemp("graphs")
    texts = {PLAN_GRAPH: PLAN, INFERRED_GRAPH: ODD, VOCABULARY_GRAPH: VOCABULARY, SHAPES_GRAPH: ""}
    files = {iri: folder / f"{number}.ttl" for number, iri in enumerate(texts)}
    for iri, text in texts.items():
        files[iri].write_text(text, encoding="utf-8", newline="")
    return open_dataset({iri: [path] for iri, path in files.items()})


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory, embedded: EmbeddedDataset) -> Iterator[Store]:
    """Run Oxigraph with the graphs of ``embedded``; nobody changes them."""
    with running_oxigraph(tmp_path_factory.mktemp("oxigraph")) as store:
        _fill(store, embedded)
        yield store


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory, embedded: EmbeddedDataset) -> Iterator[Store]:
    """Run Virtuoso with the graphs of ``embedded``; nobody changes them."""
    with running_virtuoso(tmp_path_factory.mktemp("virtuoso")) as store:
        _fill(store, embedded)
        yield store


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest) -> Store:
    """Return each of the servers in turn."""
    found: Store = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def empty_oxigraph(tmp_path: Path) -> Iterator[Store]:
    """Run Oxigraph with nothing in it."""
    with running_oxigraph(tmp_path) as store:
        yield store


def _fill(store: Store, source: EmbeddedDataset) -> None:
    """Publish ``source``, and put beside it a graph that is none of our business."""
    assert len(list(publish(source, store.target()))) == len(source.graphs)
    target = store.target()
    secret = b'<http://example.org/anna> <http://e/p> "secret" .\n'
    put_graph(target.connection, store.graph_store, FOREIGN, secret)
