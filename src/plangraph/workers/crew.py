"""The workers that there are, who runs on them, and who waits for one.

What they do is called a query here, whatever it is.

A query runs until its deadline as long as nobody has to wait for it. When all workers are busy and others
wait, the queries that run longest make room (:mod:`~plangraph.workers.turns`): whoever floods the service
with endless queries loses them within a second, and a short one is answered in between.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import suppress

from plangraph.logs import log
from plangraph.workers.craft import Craft
from plangraph.workers.nursery import Nursery
from plangraph.workers.roster import FullError, Ticket, Worker, processor_seconds
from plangraph.workers.terms import Terms
from plangraph.workers.turns import Turn, next_turn, who_makes_room

_TICK = 0.025
"""Seconds between two looks at what runs and waits."""
_REST = 5.0
"""The same as long as there is nobody to look at."""
_SHORT = 0.025
"""Processor seconds after which a query gives way to shorter ones: its worker takes what they leave."""
_IDLE = 5.0
"""Seconds after which a worker that is no spare goes, if nobody needs it."""
_GRACE = 2.0
"""Seconds after its deadline at which a query is killed from outside, should the kernel's alarm fail."""
_STOPS = "It is about to stop."
_OBITUARY = 5.0
"""Seconds to wait for the reason why a worker ended; it is there at once unless the machine is stuck."""


class Crew:
    """Hands out workers, at most one query each. Its methods may be called from any thread."""

    def __init__(self, craft: Craft, terms: Terms) -> None:
        """Start the nursery and the spare workers; this process must have one thread only.

        Without spares it still has one afterwards: nobody watches before there is a first worker.

        Args:
            craft: what they do.
            terms: how many they are, and their limits.
        """
        self._most, self._spares, self._queue = terms.workers, terms.spares, terms.queue
        self._at_once, self._share = terms.at_once, terms.share
        self._lock = threading.Lock()
        self._unborn: set[int] = set()
        self._alive: dict[int, Worker] = {}
        self._idle: list[Worker] = []
        self._running: dict[int, Worker] = {}
        self._young = 0  # running queries that have not yet shown to be long
        self._waiting: dict[int, Ticket] = {}
        self._numbers = 0
        self._closing = False
        self._nursery = Nursery(craft, terms.memory)
        self._watcher: threading.Thread | None = None
        self._grow()

    def take(self, client: str, seconds: float) -> Worker:
        """Return a worker for one query that may take ``seconds``, when its turn has come.

        Raises:
            FullError: the queue is full, the turn did not come within ``seconds``, or all workers are ended.
        """
        with self._lock:
            if self._closing:
                raise FullError(_STOPS)
            if self._idle and not self._waiting and self._young < self._at_once:
                worker = self._begin(client, seconds)
                if len(self._idle) < self._spares:
                    self._grow()
                return worker
            if len(self._running) + len(self._waiting) >= self._most + self._queue:
                raise FullError("There are more {works} than can run, and even wait, at once.")
            self._numbers += 1
            ticket = Ticket(Turn(self._numbers, client, time.monotonic()), seconds)
            self._waiting[self._numbers] = ticket
            self._call()
            self._grow()
        if ticket.worker is None:
            ticket.called.wait(seconds)
        with self._lock:
            self._waiting.pop(ticket.turn.number, None)
            if ticket.worker is None:
                late = f"The turn of your {{work}} did not come within {seconds:g} s."
                raise FullError(_STOPS if self._closing else late)
            return ticket.worker

    def give_back(self, worker: Worker, *, spent: bool) -> None:
        """Let ``worker`` go on to the next query; one that is ``spent`` is not used again."""
        with self._lock:
            self._end(worker)
            if spent or worker.made_room:
                worker.connection.close()  # which ends it
            else:
                self._rest(worker)
            if self._waiting:
                self._call()

    def bury(self, worker: Worker) -> None:
        """Wait until it is known how ``worker`` ended: see its status."""
        worker.ended.wait(_OBITUARY)
        worker.connection.close()
        with self._lock:
            self._end(worker)
            self._call()

    def counts(self) -> dict[str, int]:
        """Return how many workers run and idle, and how many queries wait."""
        return {"running": len(self._running), "idle": len(self._idle), "waiting": len(self._waiting)}

    def close(self) -> None:
        """End all workers at once; what they run, and who waits for one, gets no answer."""
        with self._lock:
            self._closing = True
            for ticket in self._waiting.values():
                ticket.called.set()
        self._nursery.end()
        if self._watcher:
            self._watcher.join()
        self._nursery.close()
        for worker in self._alive.values():
            worker.ended.set()
            if worker in self._idle:  # else whoever waits for its answer reads that it is gone, and closes
                worker.connection.close()

    # All below is called with the lock held, except _watch.

    def _may_begin(self) -> int:
        """Return how many of those who wait may begin, as soon as there are workers.

        More at once would only take turns on the processors, all of them slowly.
        """
        return min(len(self._waiting), max(0, self._at_once - self._young))

    def _call(self) -> None:
        """Give idle workers to those who wait."""
        for _ in range(min(self._may_begin(), len(self._idle))):
            running = [worker.turn for worker in self._running.values()]
            turn = next_turn([ticket.turn for ticket in self._waiting.values()], running)
            ticket = self._waiting.pop(turn.number)
            ticket.worker = self._begin(turn.client, ticket.seconds)
            ticket.called.set()

    def _begin(self, client: str, seconds: float) -> Worker:
        worker = self._idle.pop()  # the one used last: the others may be idle long enough to go
        worker.client, worker.seconds, worker.since = client, seconds, time.monotonic()
        worker.spent, worker.demoted = processor_seconds(worker.pid), False
        self._running[worker.number] = worker
        self._young += 1
        return worker

    def _end(self, worker: Worker) -> None:
        if self._running.pop(worker.number, None) is not None:
            self._young -= not worker.demoted

    def _rest(self, worker: Worker) -> None:
        worker.client, worker.since = "", time.monotonic()
        self._idle.append(worker)

    def _grow(self) -> None:
        """Order workers for those who may begin, and spares."""
        wanted = self._may_begin() + self._spares - len(self._idle) - len(self._unborn)
        for _ in range(min(wanted, self._room())):
            self._numbers += 1
            self._unborn.add(self._numbers)
            self._nursery.fork(self._numbers)
            if not self._watcher:
                self._watcher = threading.Thread(target=self._watch, name="plangraph-crew", daemon=True)
                self._watcher.start()

    def _room(self) -> int:
        # Who made room is dying, for which it needs processor time that it hardly gets: not waited for.
        dying = sum(worker.made_room for worker in self._alive.values())
        return self._most - len(self._alive) - len(self._unborn) + min(dying, self._most)

    def _watch(self) -> None:
        """Follow the news of the nursery, and every tick see to it that nobody waits in vain."""
        look = 0.0
        with suppress(EOFError, ConnectionError):
            while True:
                is_busy = self._alive or self._unborn or self._waiting
                news = self._nursery.news(_TICK if is_busy else _REST)
                with self._lock:
                    if news:
                        self._learn(*news)
                    if (now := time.monotonic()) >= look:
                        look = now + _TICK
                        self._look(now)
        if not self._closing:
            # Without the nursery there are no new workers. The server starts this process again, and it that.
            log("error", "nursery ended", consequence="the HTTP process ends too, both start anew")
            os._exit(1)

    def _learn(self, number: int, connection: socket.socket | None, what: int) -> None:
        self._unborn.discard(number)
        if connection is not None:
            self._alive[number] = Worker(number, connection, pid=what, since=0.0)
            self._rest(self._alive[number])
            self._call()
        elif number in self._alive:
            worker = self._alive.pop(number)
            worker.status = what
            worker.ended.set()
            if worker in self._idle:
                self._idle.remove(worker)
                worker.connection.close()
            else:
                self._grow()  # else at the next tick: if workers die unused, not as fast as the machine can

    def _look(self, now: float) -> None:
        if self._room() <= 0:
            staying = [worker.turn for worker in self._running.values() if not worker.made_room]
            wanted = max(0, self._may_begin() - len(self._idle) - len(self._unborn))
            for turn in who_makes_room(staying, wanted, now, self._share):
                self._running[turn.number].made_room = True
                self._nursery.kill(turn.number)
        for worker in self._running.values():
            if now - worker.since > worker.seconds + _GRACE:
                self._nursery.kill(worker.number)
            elif not worker.demoted and now - worker.since > _SHORT and worker.work() > _SHORT:
                worker.demoted = True
                self._young -= 1
                self._nursery.demote(worker.number)
        self._call()
        self._grow()
        while len(self._idle) > self._spares and now - self._idle[0].since > _IDLE:
            self._idle.pop(0).connection.close()
