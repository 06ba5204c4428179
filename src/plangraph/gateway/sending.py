"""Large answers on their way: granian would keep a copy for each client until that has taken it.

They are handed over in pieces instead, which holds a thread each; so there are only so many at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from plangraph.workers.errors import BusyError
from plangraph.workers.quota import Quota

LARGE = 1_048_576
"""Bytes from which an answer is large: what is smaller mostly fits into the buffers of the kernel."""
_PIECE = 262_144
_RETRY = 5
"""Seconds until one is likely to have been taken."""


class Sendings:
    """How many large answers are on their way, and to whom. May be used from any thread."""

    def __init__(self, most: int, most_each: int) -> None:
        """Allow ``most`` at once, and ``most_each`` of them to one client."""
        self._places = threading.BoundedSemaphore(most)
        self._clients = Quota(
            most_each,
            f"{most_each} large answers are on their way to your address already",
            remedy="Take those first.",
            retry_after=_RETRY,
        )

    @contextmanager
    def one_more(self, client: str) -> Iterator[None]:
        """Count one as long as it takes.

        Raises:
            ClientBusyError: this client takes too many.
            BusyError: all clients together do.
        """
        with self._clients.one_more(client):
            if not self._places.acquire(blocking=False):
                raise BusyError(
                    "The service is busy. It sends as many large answers as it can",
                    remedy="Ask again a little later, or for less.",
                    retry_after=_RETRY,
                )
            try:
                yield
            finally:
                self._places.release()


class Pieces:
    """The iterator that granian asks for the pieces of a body."""

    def __init__(self, body: bytes) -> None:
        self._body, self._sent = body, 0

    def __next__(self) -> bytes:
        """Return the next piece."""
        piece = self._body[self._sent : self._sent + _PIECE]
        if not piece:
            raise StopIteration
        self._sent += len(piece)
        return piece

    def close(self) -> None:
        """There is nothing to close."""
