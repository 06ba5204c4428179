"""Pages and documents that are made afresh: a few at once, in the process that speaks HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from plangraph.workers.errors import BusyError
from plangraph.workers.quota import Quota

_AT_ONCE = 2
"""They take turns on one interpreter anyway; a whole graph takes tens of MiB while it is written."""
_EACH = 8
"""Of one client, waiting included."""
_TURNS_EACH = 1
"""Of one client at the same moment, so that whoever asks for what takes long leaves a turn to the others."""
_PATIENCE = 10.0
"""Seconds to wait for a turn."""


class Making:
    """How many are being made, and for whom. May be used from any thread."""

    def __init__(self) -> None:
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        self._lock = threading.Lock()
        self._own: dict[str, list[threading.BoundedSemaphore]] = {}
        self._clients = Quota(
            _EACH,
            f"{_EACH} pages or documents are being made for your address already",
            remedy="Ask again when some of them are there.",
            retry_after=2,
        )

    @contextmanager
    def one_more(self, client: str) -> Iterator[None]:
        """Wait for a turn, and have it.

        Raises:
            ClientBusyError: this client wants too many at once.
            BusyError: the turn did not come.
        """
        end = time.monotonic() + _PATIENCE
        with (
            self._clients.one_more(client),
            self._own_turns(client) as own,
            _turn(own, end),
            _turn(self._turns, end),
        ):
            yield

    @contextmanager
    def _own_turns(self, client: str) -> Iterator[threading.BoundedSemaphore]:
        """Give the turns of a client, which are known as long as it wants any."""
        with self._lock:
            users = self._own.setdefault(client, [])
            own = users[0] if users else threading.BoundedSemaphore(_TURNS_EACH)
            users.append(own)
        try:
            yield own
        finally:
            with self._lock:
                users.pop()
                if not users:
                    del self._own[client]


@contextmanager
def _turn(turns: threading.BoundedSemaphore, end: float) -> Iterator[None]:
    if not turns.acquire(timeout=max(0.0, end - time.monotonic())):
        raise BusyError(
            "The service is busy. It makes as many pages and documents as it can",
            remedy="Ask again a little later.",
            retry_after=2,
        )
    try:
        yield
    finally:
        turns.release()
