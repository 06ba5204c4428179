"""Clients that send or take slowly, on purpose or not: a real server, real sockets."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any
from urllib.parse import quote

import pytest

from tests.web.conftest import Running, Serving

CROWD = 200
LONGER = 60
"""Seconds that slow clients are given: more than an honest one waits, who must not have to wait for them."""
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
# More than the kernel takes off the server's hands, 4 MiB unless it is told otherwise.
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 25000"


@contextmanager
def crowd(server: Running, sent: bytes) -> Iterator[list[socket.socket]]:
    """Connect many clients that send the same, and nothing after it."""
    with ExitStack() as stack:
        yield [stack.enter_context(server.connect(sent)) for _ in range(CROWD)]


def answered(server: Running) -> None:
    """Ask honestly, in all ways; a client waits 20 seconds."""
    for number in range(3):
        assert server.ask(f"/sparql?query=ASK%20%7B%7D%20%23{number}").status == 200
        posted = server.ask(
            "/sparql", "POST", f"ASK {{}} # {number}", Content_Type="application/sparql-query"
        )
        assert posted.status == 200
        assert server.ask("/health").status == 200


def rest(client: socket.socket) -> bytes:
    """Return what comes until the server closes."""
    received = b""
    with suppress(ConnectionError):
        while piece := client.recv(65_536):
            received += piece
    return received


@pytest.mark.slow
def test_headers_that_do_not_come_cost_nobody_else_anything(serving: Serving) -> None:
    head = b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "
    with serving(request_seconds=LONGER) as server, crowd(server, head) as clients:
        for _ in range(3):
            answered(server)
            for client in clients:
                client.sendall(b"a")  # it is still there
    with serving(request_seconds=1) as server, crowd(server, head) as clients:
        for client in clients:
            assert rest(client) in (b"", b"HTTP/1.1 408 Request Timeout\r\n\r\n"), "it was closed unanswered"


@pytest.mark.slow
@pytest.mark.parametrize(
    "head", [b"Content-Length: 100\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n"]
)
def test_bodies_that_do_not_come_cost_nobody_else_anything(serving: Serving, head: bytes) -> None:
    few: dict[str, Any] = {"workers": 4, "queue": 4}
    with serving(request_seconds=LONGER, **few) as server, crowd(server, POST + head):
        answered(server)
    with serving(request_seconds=1, **few) as server, crowd(server, POST + head) as clients:
        replies = [rest(client) for client in clients]
        # The connection is closed at once, which may overtake a part of what was said, or all.
        assert all(reply == b"" or reply.startswith(b"HTTP/1.1 408 ") for reply in replies)
        answered(server)


@pytest.mark.slow
def test_a_body_in_drops_is_ended_too(serving: Serving) -> None:
    with (
        serving(request_seconds=1) as server,
        server.connect(POST + b"Content-Length: 100\r\n\r\n") as client,
    ):
        with pytest.raises(ConnectionError):  # noqa: PT012
            for _ in range(100):
                client.sendall(b"a")
                time.sleep(0.1)
        server.wait(lambda: server.ask("/health").status == 200)


@pytest.mark.slow
def test_a_body_in_two_pieces_is_read(serving: Serving) -> None:
    with (
        serving() as server,
        server.connect(POST + b"Content-Length: 6\r\nConnection: close\r\n\r\nASK") as client,
    ):
        time.sleep(0.2)
        client.sendall(b" {}")
        assert rest(client).endswith(b'{"head":{},"boolean":true}')


@pytest.mark.slow
def test_answers_that_nobody_takes_cost_nobody_else_anything(serving: Serving) -> None:
    request = f"GET /sparql?query={quote(LARGE)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode()
    with serving(cache_size=1_000_000_000, workers=4, queue=4) as server, ExitStack() as stack:
        whole = server.ask(f"/sparql?query={quote(LARGE)}", Accept="text/csv").text
        assert len(whole) > 8_000_000
        clients = []
        for _ in range(CROWD):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            client.connect(("127.0.0.1", server.port))
            client.sendall(request)
            clients.append(client)
        answered(server)
        refused = server.ask(f"/sparql?query={quote(LARGE)}", Accept="text/csv")
        assert (refused.status, refused.headers["Retry-After"]) == (429, "5")
        assert "on their way to your address" in refused.text
        server.wait(lambda: server.ask(f"/sparql?query={quote(LARGE)}", Accept="text/csv").text == whole, 60)


@pytest.mark.slow
def test_a_body_that_came_in_time_may_ask_for_longer_than_bodies_may_take(serving: Serving) -> None:
    names = " . ".join(f"?a{number} ?b{number} ?c{number}" for number in range(9))
    query = f"SELECT (COUNT(*) AS ?n) {{ {names} }}".encode()
    sent = POST + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(query) + query
    with serving(request_seconds=1, workers=4, queue=200, deadline=3, client_queries=0) as server:
        with server.connect(sent) as alone:
            assert rest(alone).startswith(b"HTTP/1.1 504 ")
        with crowd(server, sent) as clients:
            replies = [rest(client) for client in clients]
        assert {reply[:13] for reply in replies} <= {b"HTTP/1.1 503 ", b"HTTP/1.1 504 "}
