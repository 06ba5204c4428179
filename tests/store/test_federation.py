"""SERVICE reaches the endpoints that the operator allows, within limits, and nothing else."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from plangraph.errors import UsageError
from plangraph.settings import Settings
from plangraph.store.embedded import EmbeddedDataset, open_dataset
from plangraph.store.errors import (
    AnswerTooLargeError,
    QueryRefusedError,
    ServiceError,
    ServiceTimeoutError,
)
from plangraph.store.federation import Federation, called, read_endpoints
from plangraph.store.formats import JSON
from plangraph.store.guard import judge
from plangraph.workers.evaluation import InThisProcess, evaluate
from plangraph.workers.messages import Question

ANSWER = json.dumps(
    {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "a:there"}}]}}
).encode()
RESULTS = "application/sparql-results+json"


class Endpoint(ThreadingHTTPServer):
    """Answers as each test wants, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, bytes]] = []
        self.answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: _send(handler, ANSWER)

    @property
    def iri(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, body))
        self.server.answer(self)

    do_GET = do_POST

    def log_message(self, format: str, *args: object) -> None: ...


def _send(
    handler: BaseHTTPRequestHandler,
    body: bytes,
    status: int = 200,
    media_type: str = RESULTS,
    location: str = "",
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", media_type)
    handler.send_header("Content-Length", str(len(body)))
    if location:
        handler.send_header("Location", location)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """Run an endpoint on loopback."""
    with Endpoint() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def dataset(endpoint: Endpoint) -> EmbeddedDataset:
    """Return an empty dataset that may call the endpoint."""
    return open_dataset({}, Federation(frozenset({endpoint.iri}), seconds=1, most=10_000))


def answered(dataset: EmbeddedDataset, query: str) -> list[str]:
    bindings = json.loads(dataset.query(query).write(JSON))["results"]["bindings"]
    return [binding["s"]["value"] for binding in bindings if binding]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "SELECT ?s {{ service silent # to another\n<{0}>{{ ?s ?p ?o }} }}",
        "SELECT ?s {{ {{ SELECT ?s {{ SERVICE <{0}> {{ ?s ?p '<{0}>' }} }} }} }}",
        "SELECT (SAMPLE(?x) AS ?s) {{ SERVICE <{0}> {{ ?s ?p ?o }} BIND(?s AS ?x) }}",
    ],
)
def test_an_endpoint_that_is_allowed_is_asked(
    endpoint: Endpoint, dataset: EmbeddedDataset, query: str
) -> None:
    assert answered(dataset, query.format(endpoint.iri)) == ["a:there"]
    assert [path for path, _ in endpoint.asked] == ["/sparql"]


def test_the_address_of_the_relay_shows_in_no_answer(endpoint: Endpoint, dataset: EmbeddedDataset) -> None:
    query = f"SELECT (?t AS ?s) {{ BIND('<{endpoint.iri}>' AS ?t) SERVICE <{endpoint.iri}> {{ ?a ?b ?c }} }}"
    assert answered(dataset, query) == [f"<{endpoint.iri}>"]


@pytest.mark.parametrize(
    "call",
    [
        "SERVICE <http://127.0.0.1:9/> {{}}",
        "SERVICE <{0}/> {{}}",
        "SERVICE <{0}#> {{}}",
        "SERVICE ?s {{}}",
        "SERVICE SILENT ?s {{}}",
        "SERVICE a:b {{}}",
        "SERVICE:x {{}}",
        "SERVICE <{0}> {{}} SERVICE <http://127.0.0.1:9/> {{}}",
        "SERVICESILENT <{0}> {{}}",
        "trueSERVICE <{0}> {{}}",
        "SERVICE SERVICE <{0}> {{}}",
    ],
)
def test_any_other_call_is_refused_before_anything_is_asked(
    endpoint: Endpoint, dataset: EmbeddedDataset, call: str
) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        dataset.query(f"PREFIX a: <{endpoint.iri}> SELECT * {{ {call.format(endpoint.iri)} }}")
    assert endpoint.asked == []


def test_a_refusal_names_what_may_be_called(endpoint: Endpoint, dataset: EmbeddedDataset) -> None:
    with pytest.raises(QueryRefusedError) as refusal:
        dataset.query("SELECT * {\n SERVICE <a:b> {} }")
    assert (refusal.value.line, refusal.value.column) == (2, 2)
    assert f"<{endpoint.iri}>" in refusal.value.remedy


def _hang(_: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(30):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def _redirect_without_length(handler: BaseHTTPRequestHandler) -> None:
    """Redirect as those do who end their answers by closing the connection."""
    handler.send_response(307)
    handler.send_header("Location", "http://127.0.0.1:9/")
    handler.send_header("Connection", "close")
    handler.end_headers()


FAILURES: list[tuple[Callable[[BaseHTTPRequestHandler], None], type[Exception]]] = [
    (_hang, ServiceTimeoutError),
    (_drip, ServiceTimeoutError),
    (lambda handler: _send(handler, b" " * 20_000), AnswerTooLargeError),
    (lambda handler: _send(handler, b"<html>secret</html>", 500), ServiceError),
    (lambda handler: _send(handler, b"secret", 307, location="http://127.0.0.1:9/"), ServiceError),
    (_redirect_without_length, ServiceError),
    (lambda handler: _send(handler, ANSWER[:-20]), ServiceError),
    (lambda handler: _send(handler, b"secret", media_type="text/html"), ServiceError),
]


@pytest.mark.parametrize(("answer", "error"), FAILURES, ids=range(len(FAILURES)))
def test_an_endpoint_that_fails_ends_in_an_error_that_repeats_nothing_of_it(
    endpoint: Endpoint,
    dataset: EmbeddedDataset,
    answer: Callable[[BaseHTTPRequestHandler], None],
    error: type[Exception],
) -> None:
    endpoint.answer = answer
    with pytest.raises(error) as failure:
        answered(dataset, f"SELECT ?s {{ SERVICE <{endpoint.iri}> {{ ?s ?p ?o }} }}")
    assert "secret" not in str(failure.value)
    assert "--store" not in str(failure.value), "this service's own store is in order"
    assert "127.0.0.1" not in str(failure.value)


def test_an_endpoint_that_is_not_there_is_told_as_such() -> None:
    gone = "http://127.0.0.1:1/sparql"
    dataset = open_dataset({}, Federation(frozenset({gone}), seconds=1, most=10_000))
    with pytest.raises(ServiceError, match="SERVICE cannot be reached"):
        answered(dataset, f"SELECT ?s {{ SERVICE <{gone}> {{ ?s ?p ?o }} }}")


def test_silent_passes_over_a_failure_and_later_queries_know_nothing_of_it(
    endpoint: Endpoint, dataset: EmbeddedDataset
) -> None:
    endpoint.answer = lambda handler: _send(handler, b"", 500)
    assert answered(dataset, f"SELECT ?s {{ SERVICE SILENT <{endpoint.iri}> {{ ?s ?p ?o }} }}") == []
    endpoint.answer = lambda handler: _send(handler, b"no JSON")
    with pytest.raises(ServiceError, match="no SPARQL result"):
        answered(dataset, f"SELECT ?s {{ SERVICE <{endpoint.iri}> {{ ?s ?p ?o }} }}")


def test_an_answer_with_somebody_elses_part_is_not_kept(endpoint: Endpoint, dataset: EmbeddedDataset) -> None:
    text = f"SELECT ?s {{ SERVICE <{endpoint.iri}> {{ ?s ?p ?o }} }}"
    question = Question(
        text=text, formats=(("SOLUTIONS", "json", ""),), longest=10_000, seconds=5, largest=10_000
    )
    assert InThisProcess(dataset).ask(question, "").is_volatile
    assert evaluate(dataset, question).is_volatile


def test_a_call_within_a_call_names_the_endpoint_and_not_the_relay(
    endpoint: Endpoint, dataset: EmbeddedDataset
) -> None:
    inner = f"SERVICE <{endpoint.iri}> {{ ?s ?p ?o }}"
    answered(dataset, f"SELECT ?s {{ SERVICE <{endpoint.iri}> {{ ?s ?q ?r . {inner} }} }}")
    assert f"SERVICE <{endpoint.iri}>".encode() in endpoint.asked[0][1]


def test_the_words_are_told_from_the_call() -> None:
    text = "SELECT * { ?service ?p 'SERVICE <a:b>' SERVICE <a:c> {} }"
    assert [token.text for token in called(text)] == ["<a:c>"]
    assert judge(text, services=frozenset({"a:c"})).calls
    assert not judge("SELECT * { ?service ?p 'SERVICE <a:b>' }", services=frozenset({"a:c"})).calls


@pytest.mark.parametrize("text", ["sparql", "ftp://example.org/", "http://", "file:///etc/passwd"])
def test_only_http_addresses_can_be_allowed(text: str) -> None:
    with pytest.raises(UsageError, match="--services"):
        read_endpoints(text)


def test_endpoints_are_read_with_blanks_between() -> None:
    assert read_endpoints("http://a/sparql  https://b/") == {"http://a/sparql", "https://b/"}


def test_calls_of_another_store_are_for_that_store_to_allow() -> None:
    with pytest.raises(UsageError, match="--services"):
        Settings(services="http://a/", store="http://b/")
