"""Who works, and who waits for a worker."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field

from plangraph.workers.turns import Turn


class FullError(Exception):
    """Nobody is free, and too many wait already, or the wait was too long; its text says which."""


@dataclass(slots=True, eq=False)
class Worker:
    """A worker process and what it does now."""

    number: int
    connection: socket.socket
    since: float
    """When the current query began, or the last one ended, on the monotonic clock."""
    client: str = ""
    seconds: float = 0.0
    """How long the current query may take."""
    made_room: bool = False
    """The current query was stopped for the sake of others."""
    demoted: bool = False
    status: int | None = None
    """As of wait(2), once the process has ended."""
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def turn(self) -> Turn:
        """The current query."""
        return Turn(self.number, self.client, self.since)


@dataclass(slots=True, eq=False)
class Ticket:
    """A place in the queue."""

    turn: Turn
    seconds: float
    called: threading.Event = field(default_factory=threading.Event)
    worker: Worker | None = None
