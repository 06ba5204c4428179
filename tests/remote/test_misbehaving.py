"""Whatever another store does wrong ends in an error that says so, never in a part of an answer."""

from __future__ import annotations

import base64
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from plangraph.settings import Settings
from plangraph.store.connection import Connection
from plangraph.store.credentials import Credentials
from plangraph.store.endpoint import Endpoint
from plangraph.store.errors import (
    AnswerTooLargeError,
    StoreAnswerError,
    StoreBusyError,
    StoreDeniedError,
    StoreQueryError,
    StoreTimeoutError,
    StoreUnreachableError,
)
from plangraph.store.formats import CSV, JSON, N_TRIPLES
from plangraph.store.remote import RemoteDataset, open_remote
from plangraph.web.app import create_app

RESULTS = "application/sparql-results+json"
EMPTY = b'{"head":{"vars":["version","graph"]},"results":{"bindings":[]}}'
ONE = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'
SELECT, CONSTRUCT = "SELECT ?x { ?s ?p ?x }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
TRIPLE = b"<http://e/s> <http://e/p> <http://e/o> .\n"
MOST, SECONDS = 100_000, 1.0


class Handler(BaseHTTPRequestHandler):
    """Says that nothing was published, and answers everything else as the test wants."""

    protocol_version = "HTTP/1.1"
    server: FakeStore

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fields = parse_qs(body.decode())
        self.server.seen.append((dict(self.headers), fields))
        own = "dc/terms/identifier" in fields["query"][0] or "shacl#" in fields["query"][0]
        if own and not self.server.is_always:
            self.reply(200, EMPTY, RESULTS)
        else:
            self.server.answer(self)

    def reply(self, status: int, body: bytes, media_type: str, **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        length = headers.pop("length", str(len(body)))
        self.send_header("Content-Length", length)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        if len(body) < int(length):
            self.close_connection = True

    def chunks(self, media_type: str, pieces: Iterator[bytes]) -> None:
        """Send chunks; without the last one, which says that it was all."""
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in pieces:
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class FakeStore(ThreadingHTTPServer):
    """A store that does what a test tells it."""

    daemon_threads = True
    answer: Callable[[Handler], None]
    is_always = False
    """Not even the first question is answered properly."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[dict[str, str], dict[str, list[str]]]] = []
        self.stopped = threading.Event()

    def dataset(self, credentials: Credentials | None = None) -> RemoteDataset:
        """Return what plangraph makes of this store."""
        connection = Connection(credentials or Credentials(), seconds=SECONDS, most=MOST)
        return RemoteDataset(Endpoint(f"http://127.0.0.1:{self.server_port}/sparql", connection))

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that turn away are what the tests are about."""


@pytest.fixture
def fake() -> Iterator[FakeStore]:
    """Run the store."""
    with FakeStore() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.stopped.set()
        server.shutdown()


def _endless(handler: Handler) -> None:
    def pieces() -> Iterator[bytes]:
        yield ONE[:-3]
        while not handler.server.stopped.is_set():
            yield b',{"x":{"type":"literal","value":"1"}}' * 100

    handler.chunks(RESULTS, pieces())


def _dribble(handler: Handler) -> None:
    def pieces() -> Iterator[bytes]:
        while not handler.server.stopped.wait(0.05):
            yield b" "

    handler.chunks(RESULTS, pieces())


def _hang(handler: Handler) -> None:
    handler.server.stopped.wait(20)


def _break_off(handler: Handler) -> None:
    handler.chunks("application/n-triples", iter([TRIPLE, TRIPLE]))
    handler.close_connection = True


def _without_end(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/n-triples")
    handler.end_headers()
    handler.wfile.write(TRIPLE)
    handler.close_connection = True


def _reply(
    status: int, body: bytes = b"", media_type: str = "text/plain", **headers: str
) -> Callable[[Handler], None]:
    return lambda handler: handler.reply(status, body, media_type, **headers)


WRONGS = {
    "endless": (SELECT, _endless, AnswerTooLargeError, "more than 100,000 bytes"),
    "dribbling": (SELECT, _dribble, StoreTimeoutError, "did not answer in time"),
    "hanging": (SELECT, _hang, StoreTimeoutError, "did not answer in time"),
    "chunks without the last": (CONSTRUCT, _break_off, StoreAnswerError, "broke off"),
    "shorter than promised": (
        CONSTRUCT,
        _reply(200, TRIPLE, "application/n-triples", length="400"),
        StoreAnswerError,
        "broke off",
    ),
    "no end told": (CONSTRUCT, _without_end, StoreAnswerError, "where its answer ends"),
    "half of the JSON": (SELECT, _reply(200, ONE[:-5], RESULTS), StoreAnswerError, "is broken"),
    "JSON and more": (SELECT, _reply(200, ONE + b"Error 22!", RESULTS), StoreAnswerError, "is broken"),
    "other JSON": (SELECT, _reply(200, b'{"error": 1}', RESULTS), StoreAnswerError, "is broken"),
    "a boolean": (
        SELECT,
        _reply(200, b'{"head":{},"boolean":true}', RESULTS),
        StoreAnswerError,
        "not that of SELECT",
    ),
    "blanks that are none": (
        SELECT,
        _reply(200, b'{"results":{"bindings":[{"x":{"type":"bnode"}}]}}', RESULTS),
        StoreAnswerError,
        "is broken",
    ),
    "half of a triple": (
        CONSTRUCT,
        _reply(200, TRIPLE + TRIPLE[:20], "application/n-triples"),
        StoreAnswerError,
        "is broken",
    ),
    "a page": (SELECT, _reply(200, b"<html>", "text/html"), StoreAnswerError, "type «text/html»"),
    "a table for a graph": (CONSTRUCT, _reply(200, ONE, RESULTS), StoreAnswerError, "neither N-Triples"),
    "another charset": (
        SELECT,
        _reply(200, ONE, f"{RESULTS}; charset=ISO-8859-1"),
        StoreAnswerError,
        "iso-8859-1",
    ),
    "compressed": (
        SELECT,
        _reply(200, ONE, RESULTS, Content_Encoding="gzip"),
        StoreAnswerError,
        "compresses",
    ),
    "no content": (SELECT, _reply(204), StoreAnswerError, "type"),
    "redirect": (
        SELECT,
        _reply(307, Location="http://elsewhere.example/"),
        StoreAnswerError,
        "sends elsewhere, and redirects",
    ),
    "401": (SELECT, _reply(401), StoreDeniedError, "status 401"),
    "403": (SELECT, _reply(403), StoreDeniedError, "status 403"),
    "404": (SELECT, _reply(404), StoreAnswerError, "status 404"),
    "400": (
        SELECT,
        _reply(400, b"no such function\n(Engine.java:17)"),
        StoreQueryError,
        "«no such function»",
    ),
    "429": (SELECT, _reply(429), StoreBusyError, "too much to do"),
    "503": (SELECT, _reply(503), StoreBusyError, "too much to do"),
    "504": (SELECT, _reply(504), StoreTimeoutError, "its own time limit"),
    "500": (
        SELECT,
        _reply(500, b"java.lang.NullPointerException (Engine.java:17)"),
        StoreAnswerError,
        r"failed \(status 500\)",
    ),
    "a part for lack of time": (
        SELECT,
        _reply(200, ONE, RESULTS, X_SQL_State="S1TAT"),
        StoreTimeoutError,
        "stopped at its time limit",
    ),
    "a part for too many rows": (
        SELECT,
        _reply(200, ONE, RESULTS, X_SPARQL_MaxRows="1"),
        AnswerTooLargeError,
        "more rows",
    ),
}


@pytest.mark.parametrize("case", WRONGS)
def test_what_goes_wrong_is_told_and_nothing_is_passed_on(fake: FakeStore, case: str) -> None:
    query, fake.answer, error, message = WRONGS[case]
    told = _failure(fake.dataset(), query, error)
    assert re.search(message, told)
    assert "Exception" not in told
    assert "java" not in told


def _failure(dataset: RemoteDataset, query: str, error: type[Exception]) -> str:
    """Return what the error says, and keep nothing of it: the engine's answers die where they were made."""
    try:
        dataset.query(query).write(JSON if query is SELECT else N_TRIPLES)
    except error as caught:
        return str(caught)
    pytest.fail("there was an answer")


@pytest.mark.parametrize(
    ("case", "status", "kind"),
    [
        ("endless", 422, "answer-too-large"),
        ("dribbling", 504, "store"),
        ("chunks without the last", 502, "store"),
        ("half of the JSON", 502, "store"),
        ("redirect", 502, "store"),
        ("401", 502, "store"),
        ("400", 400, "store"),
        ("503", 503, "store"),
        ("500", 502, "store"),
    ],
)
def test_clients_get_a_problem_document(fake: FakeStore, case: str, status: int, kind: str) -> None:
    query, fake.answer, _, _ = WRONGS[case]
    client = create_app(fake.dataset(), Settings(deadline=1)).test_client()
    response = client.get("/sparql", query_string={"query": query})
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    document = json.loads(response.data)
    assert document["type"].endswith(f"#{kind}")
    assert "java" not in response.text
    assert ("Retry-After" in response.headers) == (status == 503)


def test_clients_do_not_learn_where_the_store_is_and_the_log_says_what_happened(
    fake: FakeStore, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.answer = _reply(500, b"trace")
    address = f"http://127.0.0.1:{fake.server_port}/sparql"
    dataset = open_remote(address, Credentials(), seconds=SECONDS, most=MOST)
    response = create_app(dataset, Settings()).test_client().get("/sparql", query_string={"query": SELECT})
    assert response.json is not None
    assert response.json["detail"].startswith("the store behind this service failed (status 500)")
    assert str(fake.server_port) not in response.text
    logged = capsys.readouterr().err
    assert 'level=error event="store failed" kind=StoreAnswerError problem="the store behind' in logged
    assert str(fake.server_port) not in logged


def test_a_store_that_fails_at_a_function_is_not_blamed(fake: FakeStore) -> None:
    fake.answer = _reply(500, b"trace")
    client = create_app(fake.dataset(), Settings()).test_client()
    told = client.get("/sparql", query_string={"query": "ASK { FILTER(<urn:fn>(1)) }"})
    assert told.status_code == 400
    assert told.json is not None
    assert "line 1, column 14" in told.json["detail"]
    assert "probably because it does not have the function <urn:fn>" in told.json["detail"]


def test_a_store_that_fails_from_the_start_makes_every_address_say_so(fake: FakeStore) -> None:
    fake.answer, fake.is_always = _reply(500, b"trace"), True
    client = create_app(fake.dataset(), Settings()).test_client()
    for address in ("/it/", "/health", "/sparql", "/data?default", "/id/x", "/.well-known/void", "/ontology"):
        assert client.get(address).status_code == 502, address


def test_a_store_that_hangs_keeps_nobody_waiting_in_turn(fake: FakeStore) -> None:
    fake.answer, fake.is_always = _hang, True
    dataset = fake.dataset()
    for _ in range(20):
        with pytest.raises(StoreTimeoutError):
            assert dataset.version
    assert len(fake.seen) == 1


def test_nobody_at_the_address_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/sparql"
        connection = Connection(Credentials(), seconds=SECONDS, most=MOST)
        with pytest.raises(StoreUnreachableError, match="nobody answers"):
            assert RemoteDataset(Endpoint(address, connection)).version


def test_a_kept_connection_that_the_store_closed_is_opened_anew(fake: FakeStore) -> None:
    def close_after(handler: Handler) -> None:
        handler.reply(200, ONE, RESULTS)
        handler.close_connection = True  # without telling

    fake.answer = close_after
    dataset = fake.dataset()
    for _ in range(3):
        assert dataset.query(SELECT).write(CSV) == b"x\r\n1\r\n"


def test_requests_name_the_dataset_and_ask_for_what_is_read(fake: FakeStore) -> None:
    fake.answer = _reply(200, ONE, RESULTS)
    fake.dataset().query("SELECT ?x FROM <http://example.org/else> { ?s ?p ?x }")
    headers, fields = fake.seen[-1]
    nothing = "https://w3id.org/plangraph/id/graph/none"
    assert fields["default-graph-uri"] == fields["named-graph-uri"] == [nothing]
    assert "example.org" not in fields["query"][0]
    assert headers["Accept"] == RESULTS
    assert headers["Accept-Encoding"] == "identity"


def test_a_password_is_shown_only_when_it_is_asked_for(fake: FakeStore) -> None:
    right = "Basic " + base64.b64encode(b"me:secret").decode()

    def ask(handler: Handler) -> None:
        if handler.headers.get("Authorization") == right:
            handler.reply(200, ONE, RESULTS)
        else:
            handler.reply(401, b"", "text/plain", WWW_Authenticate='Basic realm="x"')

    fake.answer = ask
    dataset = fake.dataset(Credentials("me", "secret"))
    for _ in range(2):
        assert dataset.query(SELECT).write(CSV) == b"x\r\n1\r\n"
    shown = [headers.get("Authorization") for headers, _ in fake.seen]
    assert shown == [None, None, None, right, right]
    with pytest.raises(StoreDeniedError):
        fake.dataset(Credentials("me", "wrong")).query(SELECT)


def test_a_token_goes_with_every_request(fake: FakeStore) -> None:
    fake.answer = _reply(200, ONE, RESULTS)
    fake.dataset(Credentials(token="abc")).query(SELECT)
    assert {headers["Authorization"] for headers, _ in fake.seen} == {"Bearer abc"}


def test_time_limits_are_told_to_virtuoso_only(fake: FakeStore) -> None:
    fake.answer = _reply(200, ONE, RESULTS)
    fake.dataset().query(SELECT, seconds=0.5)
    assert "timeout" not in fake.seen[-1][1]
    fake.answer = _hang
    with pytest.raises(StoreTimeoutError):
        fake.dataset().query(SELECT, seconds=0.2)
