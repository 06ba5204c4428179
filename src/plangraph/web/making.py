"""Pages and documents that are made afresh: a few at once, in the process that speaks HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from plangraph.workers.errors import BusyError
from plangraph.workers.quota import Quota

_AT_ONCE = 2
"""They take turns on one interpreter anyway; a whole graph takes tens of MiB while it is written."""
_EACH = 8
"""Of one client, waiting included."""
_PATIENCE = 10.0
"""Seconds to wait for a turn."""


class Making:
    """How many are being made, and for whom. May be used from any thread."""

    def __init__(self) -> None:
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
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
        with self._clients.one_more(client):
            if not self._turns.acquire(timeout=_PATIENCE):
                raise BusyError(
                    "The service is busy. It makes as many pages and documents as it can",
                    remedy="Ask again a little later.",
                    retry_after=2,
                )
            try:
                yield
            finally:
                self._turns.release()
