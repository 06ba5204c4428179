"""Who makes room for whom, and what a response looks like on its way out."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from plangraph.gateway.bodies import Bodies
from plangraph.gateway.call import gateway
from plangraph.gateway.sending import LARGE, Pieces, Sendings
from plangraph.layout import Layout
from plangraph.settings import Settings
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import graph_files
from plangraph.web.app import create_app
from plangraph.workers.errors import BusyError, ClientBusyError

PROJECT = Path(__file__).parents[1] / "web" / "data"


class Exchange:
    """What granian would be told."""

    status = 0
    headers: list[tuple[str, str]]
    body: object = None

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def response_iter(self, status: int, headers: list[tuple[str, str]], body: object) -> None:
        assert isinstance(body, Pieces)
        pieces = []
        with suppress(StopIteration):
            while True:
                pieces.append(body.__next__())
        self.response_bytes(status, headers, b"".join(pieces))


def respond(application: Any, leaving: threading.Event) -> Exchange:
    """Let the gateway call an application once."""
    app = create_app(open_dataset(graph_files(Layout(PROJECT))), Settings())
    exchange = Exchange()
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "REMOTE_ADDR": "192.0.2.1"}
    gateway(application, Settings(), app.extensions["metrics"], leaving)(exchange, environ)
    return exchange


def whole(body: bytes) -> Any:
    """Return an application that answers ``body``."""

    def application(_environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    return application


def test_the_client_with_most_makes_room_for_one_with_fewer() -> None:
    bodies = Bodies(Settings())
    stopped: list[object] = []
    bodies.begin("few", lambda: stopped.append("few"))
    for number in range(Settings().bodies - 1):
        bodies.begin("many", lambda number=number: stopped.append(number))  # type: ignore[misc]
    bodies.begin("other", lambda: stopped.append("other"))
    bodies.begin("few", lambda: stopped.append("few"))
    assert stopped == [0, 1], "the oldest first"


def test_a_body_that_was_read_makes_no_room_any_more() -> None:
    bodies = Bodies(Settings())
    stopped: list[object] = []
    for _ in range(3 * Settings().bodies):
        bodies.end(bodies.begin("one", lambda: stopped.append(1)))
    assert stopped == []


def test_large_answers_are_counted_by_client_and_in_all() -> None:
    sendings = Sendings(3, 2)
    with sendings.one_more("a"), sendings.one_more("a"):
        with pytest.raises(ClientBusyError), sendings.one_more("a"):
            pass
        with sendings.one_more("b"), pytest.raises(BusyError), sendings.one_more("c"):
            pass
    with sendings.one_more("c"), sendings.one_more("c"):
        pass


@pytest.mark.parametrize("size", [0, 1, LARGE - 1, LARGE, 3 * LARGE + 7])
def test_a_body_arrives_whole_in_one_piece_or_many(size: int) -> None:
    body = bytes(number % 251 for number in range(size))
    assert respond(whole(body), threading.Event()).body == body


def test_before_another_process_takes_over_clients_are_asked_to_connect_anew() -> None:
    leaving = threading.Event()
    assert ("Connection", "close") not in respond(whole(b""), leaving).headers
    leaving.set()
    assert ("Connection", "close") in respond(whole(b""), leaving).headers


def test_an_application_that_fails_is_an_honest_500(capsys: pytest.CaptureFixture[str]) -> None:
    def application(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        raise ValueError("secret")

    exchange = respond(application, threading.Event())
    assert exchange.status == 500
    assert ("Content-Type", "application/problem+json") in exchange.headers
    assert "secret" not in str(exchange.body) + capsys.readouterr().err
