"""How many of one thing each client has at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from plangraph.workers.errors import ClientBusyError


class Quota:
    """Counts what each client has, up to a limit. May be used from any thread."""

    def __init__(self, most: int, problem: str, *, remedy: str, retry_after: int) -> None:
        """Allow ``most`` to each client; 0 for no limit.

        Args:
            most: of one client at once.
            problem: what is told beyond that, no full stop at its end.
            remedy: what to do, whole sentences.
            retry_after: seconds after which asking again makes sense.
        """
        self._most, self._problem, self._remedy, self._retry_after = most, problem, remedy, retry_after
        self._lock = threading.Lock()
        self._held: Counter[str] = Counter()

    @contextmanager
    def one_more(self, client: str) -> Iterator[None]:
        """Count one for ``client`` as long as it takes.

        Raises:
            ClientBusyError: it has as many as it may.
        """
        with self._lock:
            if self._most and self._held[client] >= self._most:
                raise ClientBusyError(self._problem, remedy=self._remedy, retry_after=self._retry_after)
            self._held[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._held[client] -= 1
                if not self._held[client]:
                    del self._held[client]
