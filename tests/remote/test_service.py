"""The service over another store: pages by few requests, queries in workers, one version for caches."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

import plangraph
from plangraph.cli import main
from plangraph.layout import Layout
from plangraph.settings import Settings
from plangraph.store.embedded import EmbeddedDataset, open_dataset
from plangraph.store.endpoint import Endpoint
from plangraph.store.formats import JSON
from plangraph.store.graphs import graph_files
from plangraph.store.publishing import Target, publish
from plangraph.store.remote import RemoteDataset
from plangraph.web.app import create_app
from plangraph.workers.errors import DeadlineError
from plangraph.workers.messages import Question
from plangraph.workers.pool import Pool
from tests.remote.conftest import Store as Running
from tests.remote.conftest import running_oxigraph

MOST_REQUESTS = 10


class Store(Protocol):
    """A server that runs, see ``conftest.py``."""

    query: str

    def target(self, *, update: bool = True, graph_store: bool = True) -> Target: ...

    def dataset(self, *graphs: str) -> RemoteDataset: ...

    def endpoint(self) -> Endpoint: ...


@pytest.fixture(scope="module")
def project(root: Path) -> EmbeddedDataset:
    """Return the graphs of the plan of Lecce."""
    return open_dataset(graph_files(Layout(root)))


@pytest.fixture(scope="module")
def published(project: EmbeddedDataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a store with the plan of Lecce."""
    with running_oxigraph(tmp_path_factory.mktemp("published")) as store:
        list(publish(project, store.target()))
        yield store


PAGES = ("/it/", "/it/doc/plan/lecce/2025-2027", "/en/doc/plan/lecce/2025-2027/area/1", "/en/query")


@pytest.mark.slow
def test_pages_of_the_real_plan_are_the_same(published: Running, project: EmbeddedDataset) -> None:
    here = create_app(project, Settings()).test_client()
    for address in PAGES:
        endpoint = published.endpoint()
        there = create_app(RemoteDataset(endpoint), Settings()).test_client()
        assert _page(there, address) == _page(here, address)
        before = endpoint.connection.requests
        _page(there, address)
        assert endpoint.connection.requests - before <= 5, address  # labels are remembered
    for address in ("/.well-known/void", "/data?default", "/ontology", "/catalog"):
        assert _triples(there, address) == _triples(here, address)


REQUESTS = {
    PAGES[0]: 18,  # eleven lists are as many queries, whose order SPARQL would not keep within one
    **dict.fromkeys(PAGES[1:], MOST_REQUESTS),
    "/it/doc/plan/lecce/2025-2027/objective/1.1": MOST_REQUESTS,
    "/it/doc/plan/lecce/2025-2027/activity/12.1/290538c4": MOST_REQUESTS,
    "/it/doc/source/lecce/2025-2027/line/139": MOST_REQUESTS,
    "/it/doc/programme/PNRR": MOST_REQUESTS,
    "/it/doc/pnrr/M1C1I1.01": 13,  # each level that it is under is asked for what is above
}
"""Most requests of a page that is the first one of a service, by its address."""


@pytest.mark.slow
@pytest.mark.parametrize("address", REQUESTS)
def test_pages_of_the_real_plan_cost_few_requests(published: Running, address: str) -> None:
    endpoint = published.endpoint()
    _page(create_app(RemoteDataset(endpoint), Settings()).test_client(), address)
    assert 0 < endpoint.connection.requests <= REQUESTS[address]


def _triples(client: FlaskClient, address: str) -> list[str]:
    text = client.get(address, headers={"Accept": "application/n-triples"}).text
    return sorted(re.sub(r"_:[\w-]+", "_:", text).splitlines())


def _page(client: FlaskClient, address: str) -> str:
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 200, address
    return re.sub(r"_:[\w-]+", "_:", response.text)


def test_without_a_publication_the_version_goes_by_the_clock(
    empty_oxigraph: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote = empty_oxigraph.dataset()
    now = time.monotonic()
    first = remote.version
    monkeypatch.setattr(time, "monotonic", lambda: now + 30)
    assert remote.version == first
    monkeypatch.setattr(time, "monotonic", lambda: now + 90)
    assert remote.version != first
    assert not remote.has_stable_version


@pytest.mark.slow
def test_the_command_serves_another_store(oxigraph: Store, embedded: EmbeddedDataset) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    source = str(Path(plangraph.__file__).parent.parent)
    with subprocess.Popen(
        [sys.executable, "-m", "plangraph", "serve", "--store", oxigraph.query, "--port", str(port)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": source},
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == f"plangraph serves the plan at http://127.0.0.1:{port}\n"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as response:
                assert json.load(response)["dataVersion"] == embedded.version
            query = "query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?{query}", timeout=10) as response:
                assert json.load(response)["boolean"] is True
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=20)


def test_a_store_that_is_not_there_is_told_at_the_start(free_address: str) -> None:
    ran = CliRunner().invoke(main, ["serve", "--store", f"{free_address}/sparql", "--port", "65123"])
    assert ran.exit_code == 3
    assert "cannot be reached: nobody answers" in ran.stderr


@pytest.fixture
def free_address() -> Iterator[str]:
    """Return an address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_embedded_graphs_need_nothing_of_another_store(root: Path) -> None:
    code = (
        "import sys; import plangraph.server, plangraph.web.app, plangraph.workers.pool;"
        "print([name for name in sys.modules if name in ('urllib3', 'plangraph.store.remote')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_graphs_of_somebody_else_are_not_seen(store: Store) -> None:
    client = create_app(store.dataset(), Settings()).test_client()
    foreign = "http://example.org/somebody/else"
    assert "secret" not in client.get("/data?default").text
    assert "secret" not in client.get("/doc?iri=http://example.org/anna").text
    assert client.get(f"/data?graph={foreign}").status_code == 404
    for query, dataset in (
        (f"SELECT ?o {{ GRAPH <{foreign}> {{ ?s ?p ?o }} }}", {}),
        (f"SELECT ?o FROM <{foreign}> {{ ?s ?p ?o }}", {}),
        (f"SELECT ?o FROM NAMED <{foreign}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", {}),
        (f"SELECT ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g = <{foreign}>) }}", {}),
        (f"SELECT ?o {{ VALUES ?g {{ <{foreign}> }} GRAPH ?g {{ ?s ?p ?o }} }}", {}),
        ('SELECT ?o { ?s ?p ?o FILTER (?o = "secret") }', {}),
        ("SELECT ?o { ?s ?p ?o }", {"default-graph-uri": foreign}),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", {"named-graph-uri": foreign}),
    ):
        answer = client.get("/sparql", query_string={"query": query, **dataset})
        assert answer.json == {"head": {"vars": ["o"]}, "results": {"bindings": []}}, query


def test_a_query_costs_one_request_once_the_store_is_known(store: Store) -> None:
    endpoint = store.endpoint()
    client = create_app(RemoteDataset(endpoint), Settings()).test_client()
    assert client.get("/sparql", query_string={"query": "SELECT ?s { ?s ?p 41 }"}).status_code == 200
    before = endpoint.connection.requests
    assert before <= MOST_REQUESTS  # with what the headers say of the graphs
    assert client.get("/sparql", query_string={"query": "SELECT ?s { ?s ?p 7 }"}).status_code == 200
    assert endpoint.connection.requests == before + 1


def test_not_even_yes_or_no_tells_of_somebody_elses_graph(store: Store) -> None:
    foreign, remote = "<http://example.org/somebody/else>", store.dataset()
    for form in ("ASK", "SELECT (COUNT(*) AS ?n)"):
        for choice in (f"FILTER (?g = {foreign})", f"VALUES ?g {{ {foreign} }}"):
            there, not_there = (
                remote.query(f"{form} {{ GRAPH ?g {{ ?s <http://e/{name}> ?o }} {choice} }}").write(JSON)
                for name in ("p", "never")
            )
            assert there == not_there


def test_the_endpoint_refuses_writing_and_other_services(store: Store) -> None:
    client = create_app(store.dataset(), Settings()).test_client()
    assert client.post("/sparql", data={"update": "DROP ALL"}).status_code == 403
    assert client.post("/sparql", data={"query": "DROP ALL"}).status_code == 403
    service = "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    assert client.get("/sparql", query_string={"query": service}).status_code == 403


def test_workers_ask_the_store_and_are_killed_at_the_deadline(store: Store) -> None:
    pool = Pool(store.dataset(), Settings(workers=2, spares=1))
    try:
        for _ in range(3):
            reply = pool.ask(_question("ASK { ?s ?p ?o }"), "a")
            assert b'"boolean":true' in reply.body
        endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9)) + " }"
        with pytest.raises(DeadlineError):
            pool.ask(_question(endless, seconds=0.5), "a")
        assert pool.ask(_question("ASK { ?s ?p ?o }"), "a").body
    finally:
        pool.close()


def test_versions_are_equal_for_everybody_who_serves_the_same_publication(
    store: Store, embedded: EmbeddedDataset
) -> None:
    assert store.dataset().version == store.dataset().version == embedded.version
    assert store.dataset().has_stable_version


def _question(text: str, seconds: float = 20.0) -> Question:
    return Question(
        text=text,
        formats=(("BOOLEAN", "json", ""), ("SOLUTIONS", "json", "")),
        longest=10_000,
        seconds=seconds,
        largest=10_000,
    )
