"""What is sent to lead others astray: forged hosts, line breaks, markup; over real sockets."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple, Protocol
from urllib.parse import quote

import pytest

BROWSER = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
PLAN = "https%3A%2F%2Fw3id.org%2Fplangraph%2Fid%2Fgraph%2Fplan"
ADDRESSES = (
    "/it/",
    "/problems",
    "/health",
    "/metrics",
    "/sparql",
    "/sparql?query=ASK%7B%7D",
    "/sparql?query=ASK%20%7B%20%3Cx%3E%20%3Cx%3E%20%3Cx%3E%20%7D",
    "/sparql?query=DESCRIBE%20%3Chere%3E&format=turtle",
    "/sparql?query=ASK",
    "/sparql?query=ASK%7B%7D&format=csv",
    "/sparql/check",
    "/sparql/update",
    "/data",
    "/data?default",
    f"/data?graph={PLAN}",
    "/.well-known/void",
    "/id/graph/plan",
    "/id/nothing",
    "/id/../x",
    "/doc?iri=https%3A%2F%2Fw3id.org%2Fplangraph%2Fid%2Fgraph%2Fplan",
    "/ontology",
    "/shapes",
    "/catalog",
    "/static/plangraph.css",
    "/nothing/here",
)
FORGED = "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n"


class Server(Protocol):
    """The server of the session, see ``conftest.py``."""

    port: int


class Raw(NamedTuple):
    """A response as it came."""

    status: int
    head: str
    body: str

    def names(self) -> list[str]:
        """Return the names of the headers."""
        return [line.partition(":")[0].lower() for line in self.head.split("\r\n")[1:]]


def send(server: Server, request: str) -> Raw:
    """Send a request as it is and return all that comes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request.encode("latin-1"))
        received = b""
        with suppress(ConnectionResetError):
            while piece := connection.recv(65_536):
                received += piece
    head, _, body = received.decode("utf-8", "replace").partition("\r\n\r\n")
    return Raw(int(head.split()[1]), head, body)


def get(server: Server, address: str, headers: str = "Host: x\r\n", method: str = "GET") -> Raw:
    return send(server, f"{method} {address} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")


@pytest.mark.parametrize("accept", ["*/*", BROWSER, "text/turtle"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_forged_host_is_nowhere_repeated(server: Server, address: str, accept: str) -> None:
    response = get(server, address, f"{FORGED}Accept: {accept}\r\n")
    assert "evil.example" not in response.head
    assert "evil.example" not in response.body


def test_an_address_that_looks_like_a_host_makes_no_link_to_it(server: Server) -> None:
    for address in (
        "//evil.example/%2e%2e",
        "/%2f/evil.example",
        "/%5cevil.example",
        "https://evil.example/",
    ):
        response = get(server, address, f"Host: x\r\nAccept: {BROWSER}\r\n")
        assert "evil" not in response.head
        assert not re.search(r"""(?:href|src|action)=["'](?:https?:)?[/\\]{2}evil""", response.body)


def smuggled() -> Iterator[str]:
    """Yield addresses that would add a header, were they believed."""
    for breaks in ("%0d%0a", "%0a", "%0d", "%E5%98%8A%E5%98%8D", "%c2%85", "%e2%80%a8"):
        injected = f"x{breaks}X-Smuggled:%20yes{breaks}{breaks}<script>"
        yield f"/id/{injected}"
        yield f"/id/graph/plan{injected}"
        yield f"/doc?iri={injected}"
        yield f"/data?graph={injected}"
        yield f"/{injected}"
        for name in ("format", "labels", "timeout", "version", "default-graph-uri", "named-graph-uri"):
            yield f"/sparql?query=ASK%7B%7D&{name}={injected}"
        yield f"/sparql?query=ASK%20FROM%20%3Ca:{injected}%3E%7B%7D"
        yield f"/?example={injected}"


@pytest.mark.parametrize("address", list(smuggled()))
def test_line_breaks_never_make_a_header(server: Server, address: str) -> None:
    for accept in ("*/*", BROWSER):
        response = get(server, address, f"Host: x\r\nAccept: {accept}\r\n")
        assert "x-smuggled" not in response.names()
        assert not re.search(r"[^\r]\n|\r[^\n]", response.head)
        assert response.status < 500
        assert "<script>" not in response.body or "text/html" not in response.head


@pytest.mark.parametrize(
    "address",
    [
        "/sparql?query={}",
        "/sparql?query=ASK%7B%7D&format={}",
        "/sparql?query=ASK%7B%7D&labels={}",
        "/sparql?query=ASK%7B%7D&timeout={}",
        "/sparql?query=ASK%7B%7D&version={}",
        "/sparql?query=ASK%7B%7D&{}={}",
        "/sparql?query=%40{}",
        "/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20{}%20%7D",
        "/sparql?query=SERVICE%20%3C{}%3E",
        "/data?graph={}",
        "/doc?iri={}",
        "/doc?iri=http://x/{}",
        "/id/{}",
        "/id/graph/{}.html",
        "/?example={}",
        "/problems?{}",
        "/{}",
    ],
)
def test_markup_is_never_given_back_as_markup(server: Server, address: str) -> None:
    for markup in (
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "{{7*7}}<b>",
        "</title><b>",
    ):
        response = get(server, address.replace("{}", quote(markup)), f"Host: x\r\nAccept: {BROWSER}\r\n")
        assert "nosniff" in response.head
        assert "script-src 'self'" in response.head
        if "text/html" in response.head:
            for made in ("<script>alert", "<img src=x", "<b>", ">49<"):
                assert made not in response.body


@pytest.mark.parametrize(
    ("request_line", "headers", "status"),
    [
        ("GET /health", "", 200),
        ("GET /metrics", "", 200),
        ("GET /id/graph/plan", "", 303),
        ("GET /static/plangraph.css", "", 200),
        ("GET /sparql?query=ASK", "", 400),
        ("GET /sparql?update=x", "", 403),
        ("GET /nothing", "", 404),
        ("DELETE /sparql", "", 405),
        ("GET /sparql?query=ASK%7B%7D", "Accept: image/png\r\n", 406),
        ("POST /sparql", "Content-Length: 9999999\r\nContent-Type: application/sparql-query\r\n", 413),
        ("POST /sparql", "Content-Length: 0\r\nContent-Type: image/png\r\n", 415),
        ("OPTIONS /sparql", "Origin: https://e.org\r\nAccess-Control-Request-Method: POST\r\n", 200),
    ],
)
def test_every_status_is_locked_down(server: Server, request_line: str, headers: str, status: int) -> None:
    response = send(server, f"{request_line} HTTP/1.1\r\nHost: x\r\n{headers}Connection: close\r\n\r\n")
    assert response.status == status
    locked_down(response)


def locked_down(response: Raw) -> None:
    """Assert that a response has each security header once."""
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert response.names().count(name) == 1, name
    assert "X-Powered-By" not in response.head


def test_not_modified_is_locked_down(server: Server) -> None:
    first = get(server, "/sparql?query=ASK%7B%7D")
    etag = re.search(r"(?im)^etag: (.+?)\r?$", first.head)
    assert etag
    response = get(server, "/sparql?query=ASK%7B%7D", f"Host: x\r\nIf-None-Match: {etag[1]}\r\n")
    assert (response.status, response.body) == (304, "")
    locked_down(response)


@pytest.mark.parametrize(
    "request_text",
    [
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /<script>alert(1)</script> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /" + "x" * 70_000 + " HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n" + "X-A: b\r\n" * 500 + "\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabc",
        "GET / HTTP/1.1\r\nHost: x\r\nX-A: a\nb\0\r\n\r\n",
    ],
)
def test_what_is_no_http_gets_no_page_back(server: Server, request_text: str) -> None:
    response = send(server, request_text)
    assert 400 <= response.status < 500
    assert "<script>" not in response.head + response.body
    assert response.body == "" or "application/problem+json" in response.head
