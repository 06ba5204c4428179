"""Who works, and who waits for a worker."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass, field

from plangraph.workers.turns import Turn


class FullError(Exception):
    """Nobody is free, and too many wait already, or the wait was too long; its text says which."""


@dataclass(slots=True, eq=False)
class Worker:
    """A worker process and what it does now."""

    number: int
    connection: socket.socket
    pid: int
    """For looking at its processor time only; it may be another process's by now."""
    since: float
    """When the current query began, or the last one ended, on the monotonic clock."""
    spent: float = 0.0
    """Processor seconds of the process when the current query began."""
    client: str = ""
    seconds: float = 0.0
    """How long the current query may take."""
    made_room: bool = False
    """The current query was stopped for the sake of others."""
    demoted: bool = False
    status: int | None = None
    """As of wait(2), once the process has ended."""
    ended: threading.Event = field(default_factory=threading.Event)

    def work(self) -> float:
        """Return the processor seconds that the current query has taken."""
        return processor_seconds(self.pid) - self.spent

    @property
    def turn(self) -> Turn:
        """The current query."""
        return Turn(self.number, self.client, self.since)


def processor_seconds(pid: int) -> float:
    """Return how long a process has run on a processor; without such a clock, the time of day."""
    try:
        return time.clock_gettime((~pid << 3) | 2)  # clock_getcpuclockid(3), as Linux numbers these clocks
    except (OSError, OverflowError):
        return time.monotonic()


@dataclass(slots=True, eq=False)
class Ticket:
    """A place in the queue."""

    turn: Turn
    seconds: float
    called: threading.Event = field(default_factory=threading.Event)
    worker: Worker | None = None
