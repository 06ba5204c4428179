"""The real server, over real sockets."""

from __future__ import annotations

import http.client
import signal
import subprocess
from collections.abc import Callable
from contextlib import closing
from email.message import Message
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import urlencode

import pytest

ASK = {"query": "ASK { ?s ?p ?o }"}


class Server(Protocol):
    """The server of the session, see ``conftest.py``."""

    port: int
    greeting: str


Launch = Callable[..., subprocess.Popen[str]]


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: Message
    body: bytes


def ask(port: int, method: str, path: str, body: str | None = None, media_type: str = "") -> Reply:
    """Send one request over a connection of its own."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(method, path, body, {"Content-Type": media_type} if media_type else {})
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())


def test_the_server_says_where_it_is_once_it_answers(server: Server) -> None:
    assert server.greeting == f"plangraph serves the plan at http://127.0.0.1:{server.port}\n"
    assert ask(server.port, "GET", "/health").status == 200


def test_all_ways_of_asking_work_over_a_socket(server: Server) -> None:
    form = "application/x-www-form-urlencoded"
    for response in (
        ask(server.port, "GET", f"/sparql?{urlencode(ASK)}"),
        ask(server.port, "POST", "/sparql", urlencode(ASK), media_type=form),
        ask(server.port, "POST", "/sparql", ASK["query"], media_type="application/sparql-query"),
        ask(server.port, "QUERY", "/sparql", ASK["query"], media_type="application/sparql-query"),
    ):
        assert response.status == 200
        assert response.body == b'{"head":{},"boolean":true}'


def test_head_over_a_socket_has_the_length_and_no_body(server: Server) -> None:
    response = ask(server.port, "HEAD", f"/sparql?{urlencode(ASK)}")
    assert (response.status, response.headers["Content-Length"], response.body) == (200, "26", b"")


def test_long_queries_fit_into_an_address_and_the_longest_into_a_body(server: Server) -> None:
    long, longest = "ASK {}" + " " * 60_000, "ASK {}" + " " * (65_536 - 6)
    assert ask(server.port, "GET", f"/sparql?{urlencode({'query': long})}").status == 200
    assert ask(server.port, "POST", "/sparql", longest, "application/sparql-query").status == 200


def test_an_address_that_looks_like_another_host_leads_nowhere(server: Server) -> None:
    response = ask(server.port, "GET", "//evil.example/id/")
    assert response.status == 404
    assert "Location" not in response.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused_with_what_is_allowed(server: Server, method: str) -> None:
    response = ask(server.port, method, "/sparql")
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, POST, QUERY")


def test_a_query_at_the_limit_does_not_end_the_process(server: Server) -> None:
    query = "DESCRIBE " + "<http://example.org/none> " * 999  # kills a thread with 2 MiB of stack
    response = ask(server.port, "POST", "/sparql", query, media_type="application/sparql-query")
    assert response.status == 200
    assert ask(server.port, "GET", "/health").status == 200


def test_a_port_in_use_is_one_clear_message(server: Server, launch: Launch) -> None:
    with launch(server.port) as second:
        _, said = second.communicate(timeout=15)
    assert second.returncode == 2
    assert (
        said
        == f"127.0.0.1:{server.port} is in use by another program. Stop that, or choose another --port.\n"
    )


def test_data_that_are_not_built_are_one_clear_message(
    launch: Launch, free_port: int, tmp_path: Path
) -> None:
    with launch(free_port, tmp_path) as process:
        _, said = process.communicate(timeout=15)
    assert process.returncode == 3
    assert "plan.ttl" in said
    assert "Run `plangraph build`." in said
    assert "Traceback" not in said


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_the_server_stops_in_order_when_asked(launch: Launch, free_port: int, signum: signal.Signals) -> None:
    with launch(free_port) as process:
        try:
            assert process.stderr is not None
            process.stderr.readline()
            process.send_signal(signum)
            assert process.wait(timeout=60) == 0
            assert process.stderr.read() == ""
        finally:
            process.kill()
