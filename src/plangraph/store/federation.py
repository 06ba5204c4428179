"""SPARQL 1.1 Federated Query, to the endpoints that the operator allows and nowhere else.

The engine calls SERVICE itself, without a time-out and without a limit on what it reads (pyoxigraph 0.5.13).
So the address of an allowed endpoint is replaced by one of a relay in this process, on loopback and under a
name that nobody can guess, which asks the endpoint within limits and gives the engine a whole answer or none.
"""

from __future__ import annotations

import gc
import os
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from plangraph.errors import UsageError
from plangraph.store.connection import Connection
from plangraph.store.credentials import Credentials
from plangraph.store.errors import (
    AnswerTooLargeError,
    ServiceError,
    ServiceTimeoutError,
    StoreError,
    StoreTimeoutError,
)
from plangraph.store.lookups import is_iri
from plangraph.store.reply import Reply
from plangraph.store.tokens import Kind, Token, tokens

_QUERY = "application/sparql-query"
_RESULTS = "application/sparql-results+json"
_CALLED = "an endpoint that the query calls by SERVICE"
_REMEDY = "Ask that endpoint yourself to see what it says; without it, write SERVICE SILENT."
_LONGEST = 1_048_576
"""Bytes of the part of a query that goes to an endpoint, bindings included."""


class Federation:
    """Lets the engine reach endpoints that are allowed; one for each process, started at its first use."""

    def __init__(self, endpoints: frozenset[str], *, seconds: float, most: int) -> None:
        """Nothing is opened yet.

        Args:
            endpoints: IRIs that SERVICE may name.
            seconds: for each answer of one.
            most: bytes of each answer.
        """
        self.endpoints = endpoints
        self._seconds, self._most = seconds, most
        self._relay: _Relay | None = None
        self._owner = 0

    def redirect(self, text: str) -> str:
        """Return the query ``text``, which the guard has let pass, with its calls going to the relay."""
        # What the engine makes must be let go of on the thread that made it, not by a collection in the relay
        gc.collect()
        relay = self._open()
        relay.take_failure()  # one that SERVICE SILENT passed over
        for token in reversed(called(text)):
            end = token.start + len(token.text)
            text = f"{text[: token.start]}<{relay.address(token.text[1:-1])}>{text[end:]}"
        return text

    def meaning(self, _error: Exception) -> Exception:
        """Return what it means that a query with a call failed while it ran.

        It is made anew, because what hangs on the error of the relay's thread might be let go of there.
        """
        failure = self._open().take_failure()
        if failure is None:
            return ServiceError(f"{_CALLED} gave an answer that is no SPARQL result", remedy=_REMEDY)
        if isinstance(failure, AnswerTooLargeError):
            return AnswerTooLargeError(failure.problem, remedy=failure.remedy)
        kind = ServiceTimeoutError if isinstance(failure, StoreTimeoutError) else ServiceError
        return kind(failure.problem, remedy=_REMEDY)

    def _open(self) -> _Relay:
        if self._relay is None or self._owner != os.getpid():  # a fork has no threads of its parent
            self._relay, self._owner = _Relay(self.endpoints, self._seconds, self._most), os.getpid()
        return self._relay


def read_endpoints(text: str) -> frozenset[str]:
    """Return the endpoints in a setting, which has blanks between them.

    Raises:
        UsageError: one is no absolute http IRI.
    """
    for iri in text.split():
        if not is_iri(iri) or not iri.startswith(("http://", "https://")) or not urlsplit(iri).hostname:
            raise UsageError(f"«{iri}» is no http address that SERVICE could call. Mend --services.")
    return frozenset(text.split())


def called(text: str) -> list[Token]:
    """Return the IRIs after SERVICE and SERVICE SILENT, [59] ServiceGraphPattern."""
    found, after = [], False
    for token in tokens(text):
        word = token.text.upper() if token.kind is Kind.WORD else ""
        if after and token.kind is Kind.IRI:
            found.append(token)
        after = word == "SERVICE" or (after and word == "SILENT")
    return found


class _Relay(ThreadingHTTPServer):
    """Takes the engine's calls and makes them."""

    daemon_threads = True

    def __init__(self, endpoints: frozenset[str], seconds: float, most: int) -> None:
        super().__init__(("127.0.0.1", 0), _Call)
        names = {f"/{secrets.token_urlsafe()}": iri for iri in sorted(endpoints)}
        self.endpoints = names
        self._paths = {iri: name for name, iri in names.items()}
        self._connection = Connection(Credentials(), seconds=seconds, most=most, name=_CALLED)
        self._failures: list[StoreError | AnswerTooLargeError] = []
        threading.Thread(target=self.serve_forever, name="plangraph-relay", daemon=True).start()

    def address(self, endpoint: str) -> str:
        """Return where the engine asks for ``endpoint``."""
        return f"http://127.0.0.1:{self.server_address[1]}{self._paths[endpoint]}"

    def ask(self, endpoint: str, query: bytes) -> Reply | None:
        """Return the endpoint's answer, or None and keep why there is none."""
        for path, iri in self.endpoints.items():  # calls within the call are for the endpoint to make
            query = query.replace(f"http://127.0.0.1:{self.server_address[1]}{path}".encode(), iri.encode())
        headers = {"Content-Type": _QUERY, "Accept": _RESULTS}
        try:
            return self._connection.send("POST", endpoint, headers=headers, body=query, what="query")
        except (StoreError, AnswerTooLargeError) as error:
            self._failures.append(error.with_traceback(None))
            return None

    def take_failure(self) -> StoreError | AnswerTooLargeError | None:
        """Return the first failure since the last call, None if there was none."""
        failures, self._failures = self._failures, []
        return failures[0] if failures else None


class _Call(BaseHTTPRequestHandler):
    """One call of the engine."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer with what the endpoint says, or 502."""
        relay = self.server
        assert isinstance(relay, _Relay)
        endpoint = relay.endpoints.get(self.path)
        length = int(self.headers.get("Content-Length", 0))
        reply = None
        if endpoint is not None and length <= _LONGEST:
            reply = relay.ask(endpoint, self.rfile.read(length))
        body = reply.body if reply else b""
        self.send_response(200 if reply else 502)
        self.send_header("Content-Type", reply.media_type if reply else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the error goes to the client."""
