"""Call the WSGI application for each request that granian reads, count it and log it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from plangraph.gateway.bodies import Bodies, Exchange, WatchedBody
from plangraph.gateway.sending import LARGE, Pieces, Sendings
from plangraph.logs import fault, line, log
from plangraph.settings import Settings
from plangraph.web.clients import address_of, client_of
from plangraph.web.faults import status_of
from plangraph.web.front import in_one_piece
from plangraph.web.headers import DATA
from plangraph.web.metrics import KEPT, Metrics
from plangraph.web.problems import BUG, PROBLEM, ProblemError, problem_document
from plangraph.workers.errors import BusyError

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Any], Iterable[bytes]]

_LONGEST_ADDRESS = 500
"""Characters of an address in the access log: more is said by how many are left out."""
# PEP 3333. The variables of this process are no business of a request.
_ALWAYS: Environ = {
    "SCRIPT_NAME": "",
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,  # werkzeug: granian's stream ends where the body does
    "wsgi.multiprocess": False,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}


_NAMELESS = ProblemError(
    HTTPStatus.BAD_REQUEST, "The request has no Host.", remedy="HTTP/1.1 wants one: RFC 9112, 3.2."
)


class _Start:
    """``start_response`` of PEP 3333."""

    __slots__ = ("headers", "status")

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []

    def __call__(self, status: str, headers: Headers, exc_info: object = None) -> None:  # noqa: ARG002
        self.status, self.headers = int(status[:3]), headers


def gateway(
    application: Application, settings: Settings, metrics: Metrics, leaving: threading.Event
) -> Callable[[Exchange, Environ], int]:
    """Return what granian calls for each request.

    Args:
        application: answers.
        settings: limits on bodies; whether there is an access log.
        metrics: told of every request.
        leaving: set when another process is about to take over: clients are asked to connect anew.
    """
    bodies, sendings = Bodies(settings), Sendings(settings.sendings, max(1, settings.sendings // 4))
    origin, is_logged = settings.origin, settings.access_log

    def call(exchange: Exchange, environ: Environ) -> int:
        began = time.perf_counter()
        environ.update(_ALWAYS)
        start = _Start()
        body: WatchedBody | None = None
        if "CONTENT_LENGTH" in environ or "HTTP_TRANSFER_ENCODING" in environ:
            client = client_of(environ, settings)
            body = environ["wsgi.input"] = WatchedBody(
                environ["wsgi.input"], exchange, client, bodies, origin
            )
        try:
            if "HTTP_HOST" in environ or environ.get("SERVER_PROTOCOL") != "HTTP/1.1":
                whole = in_one_piece(application(environ, start))
            else:
                whole = _fail(start, _NAMELESS, settings)
        except Exception as error:
            log("error", "request failed", method=environ["REQUEST_METHOD"], **fault(error))
            whole = _fail(start, ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, BUG), settings)
        finally:
            if body is not None:
                body.close()
        if leaving.is_set():
            start.headers = [*start.headers, ("Connection", "close")]
        if len(whole) < LARGE:
            exchange.response_bytes(start.status, start.headers, whole)
        else:
            _send(exchange, start, whole, sendings, environ, settings)
        metrics.count(environ["PATH_INFO"], start.status, KEPT in environ)
        if is_logged:
            _tell(environ, settings, start.status, len(whole), time.perf_counter() - began)
        return start.status

    return call


def _send(
    exchange: Exchange, start: _Start, body: bytes, sendings: Sendings, environ: Environ, settings: Settings
) -> None:
    """Send a large body, unless too many are on their way already."""
    try:
        with sendings.one_more(client_of(environ, settings)):
            exchange.response_iter(start.status, start.headers, Pieces(body))
    except BusyError as error:
        problem = _fail(
            start, ProblemError(status_of(error), f"{error.problem}.", remedy=error.remedy), settings
        )
        start.headers.append(("Retry-After", str(error.retry_after)))
        exchange.response_bytes(start.status, start.headers, problem)


def _fail(start: _Start, problem: ProblemError, settings: Settings) -> bytes:
    """Make the response a problem; return its body."""
    start(str(problem.status.value), [*DATA, ("Content-Type", PROBLEM), ("Cache-Control", "no-store")])
    return problem_document(problem, settings.origin).encode()


def _tell(environ: Environ, settings: Settings, status: int, size: int, seconds: float) -> None:
    query = environ.get("QUERY_STRING", "")
    address = environ["PATH_INFO"] + (f"?{query}" if query else "")
    left_out = len(address) - _LONGEST_ADDRESS
    told = line(
        "info",
        "request",
        client=address_of(environ, settings),
        method=environ["REQUEST_METHOD"],
        path=address[:_LONGEST_ADDRESS] + (f"…{left_out} more" if left_out > 0 else ""),
        status=status,
        bytes=size,
        ms=f"{seconds * 1_000:.2f}",
        kept="yes" if KEPT in environ else "no",
    )
    sys.stderr.write(told + "\n")
