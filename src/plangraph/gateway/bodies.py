"""Bodies of requests that come slowly, or never.

Reading a body holds a thread, and neither WSGI nor granian 2.8 bounds how long. What ends it is an answer
that breaks off: granian then closes the connection, and whoever reads from it goes on.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from typing import Protocol

from plangraph.gateway.sending import Pieces
from plangraph.settings import Settings
from plangraph.web.headers import DATA
from plangraph.web.problems import PROBLEM, ProblemError, problem_document
from plangraph.workers.errors import BusyError
from plangraph.workers.turns import Turn

_TICK = 0.5
"""Seconds between two looks at who is late."""
_SHARE = 0.1
"""Seconds that a body has in any case, however many are being read."""


class Exchange(Protocol):
    """One request and its response, as granian hands them out; a second response is ignored."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Send a body that is there."""

    def response_iter(self, status: int, headers: list[tuple[str, str]], body: object) -> None:
        """Send the pieces of an iterator that has a ``close``, and come back when the last is on its way."""


class Stream(Protocol):
    """``wsgi.input`` as granian makes it."""

    def read(self, size: int | None = None) -> bytes:
        """Wait for at most ``size`` bytes, for all if None; none are left when it returns none."""
        ...


class Bodies:
    """Those that are being read: so many at once, each so long. May be used from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._most, self._most_waiting = settings.bodies, settings.waiting_bodies
        self._seconds = settings.request_seconds
        self._lock = threading.Lock()
        self._reading: dict[int, tuple[Turn, Callable[[], None]]] = {}
        self._waiting: set[int] = set()
        self._numbers = 0
        threading.Thread(target=self._watch, name="plangraph-bodies", daemon=True).start()

    def begin(self, client: str, stop: Callable[[], None]) -> int:
        """Let one more be read; return the number to end it by.

        If there are too many, another makes room: the oldest of the client that has most. It had a tenth of a
        second at least, if need be this one waits as long: who sends a body in one go needs less.

        Args:
            client: who sends it.
            stop: called, from another thread, if it must not be waited for any longer.

        Raises:
            BusyError: too many wait already.
        """
        while (wait := self._make_room(client)) > 0:
            time.sleep(wait)
        with self._lock:
            self._waiting.discard(threading.get_ident())
            self._numbers += 1
            self._reading[self._numbers] = Turn(self._numbers, client, time.monotonic()), stop
            return self._numbers

    def _make_room(self, client: str) -> float:
        """End the reading of a body if there are too many; return the seconds until one may be ended."""
        with self._lock:
            if len(self._reading) < self._most:
                return 0.0
            turns = [turn for turn, _ in self._reading.values()]
            held = Counter(turn.client for turn in turns)
            first = min(turns, key=lambda turn: (-held[turn.client], turn.since))
            wait = 0.0 if held[first.client] > held[client] + 1 else first.since + _SHARE - time.monotonic()
            if wait > 0:
                self._wait_in_turn()
                return wait
            _, stop = self._reading.pop(first.number)
        stop()
        return 0.0

    def _wait_in_turn(self) -> None:
        """Take a place among those that wait, one a thread."""
        self._waiting.add(threading.get_ident())
        if len(self._waiting) > self._most_waiting:
            self._waiting.remove(threading.get_ident())
            raise BusyError(
                "The service is busy. It reads as many requests as it can",
                remedy="Ask again a little later.",
                retry_after=1,
            )

    def end(self, number: int) -> bool:
        """Say that a body has been read; return whether that was in time."""
        with self._lock:
            return self._reading.pop(number, None) is not None

    def _watch(self) -> None:
        while True:
            time.sleep(_TICK)
            for stop in self._late(time.monotonic() - self._seconds):
                stop()

    def _late(self, before: float) -> list[Callable[[], None]]:
        with self._lock:
            late = [number for number, (turn, _) in self._reading.items() if turn.since < before]
            return [self._reading.pop(number)[1] for number in late]


class WatchedBody:
    """``wsgi.input`` that is waited for only so long."""

    def __init__(self, stream: Stream, exchange: Exchange, client: str, bodies: Bodies, origin: str) -> None:
        """Wrap ``stream``; nothing is watched before it is read.

        Args:
            stream: of the request.
            exchange: by which the connection can be closed.
            client: who sends it.
            bodies: where it is counted.
            origin: beginning of the address that explains the problem.
        """
        self._stream, self._exchange, self._client = stream, exchange, client
        self._bodies, self._origin = bodies, origin
        self._number: int | None = None
        self._is_over = self._is_stopped = False

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, all if it is negative.

        Raises:
            ProblemError: 408, they did not come in time.
            BusyError: too many are being read.
        """
        if self._number is None:
            self._number = self._bodies.begin(self._client, self._stop)
        piece = self._stream.read(None if size < 0 else size)
        if not piece or size < 0:
            self.close()
        if self._is_stopped:
            raise _too_slow()
        return piece

    def close(self) -> None:
        """Say that it has been read, or that nobody will read it any more."""
        if self._number is not None and not self._is_over:
            self._is_over = True
            self._is_stopped = not self._bodies.end(self._number)

    def _stop(self) -> None:
        self._is_stopped = True
        problem = problem_document(_too_slow(), self._origin).encode()
        headers = [
            *DATA,
            ("Content-Type", PROBLEM),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
            ("Content-Length", str(len(problem) + 1)),  # one more than there is: see the head of the module
        ]
        self._exchange.response_iter(HTTPStatus.REQUEST_TIMEOUT, headers, Pieces(problem))


def _too_slow() -> ProblemError:
    return ProblemError(HTTPStatus.REQUEST_TIMEOUT, "The body of the request did not come in time.")
