"""Ask the workers, and get what one of them answers, or the reason why there is no answer."""

from __future__ import annotations

import math
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager

from plangraph.logs import log
from plangraph.workers.craft import Craft
from plangraph.workers.crew import Crew
from plangraph.workers.errors import (
    BusyError,
    DeadlineError,
    EngineDiedError,
    MemoryLimitError,
    QueryStoppedError,
)
from plangraph.workers.framing import Frame, receive, send
from plangraph.workers.quota import Quota
from plangraph.workers.roster import FullError, Worker
from plangraph.workers.terms import Terms
from plangraph.workers.worker import OUT_OF_MEMORY, SPENT

_REASONS: dict[type[QueryStoppedError], str] = {
    BusyError: "made_room",
    DeadlineError: "deadline",
    MemoryLimitError: "memory",
    EngineDiedError: "engine_died",
}
"""Why a worker ended in the middle of its work, by the error that its client gets."""


class Workforce:
    """Workers of one craft. Its methods may be called from any thread."""

    def __init__(self, craft: Craft, terms: Terms) -> None:
        """Start the nursery; this process must have one thread only, for it is forked.

        Args:
            craft: what the workers do.
            terms: their limits.
        """
        self._terms, self._wording = terms, terms.wording
        self._lock = threading.Lock()
        self._clients = Quota(
            terms.each,
            f"{terms.each} {self._wording.works} from your address run or wait already, as many as one "
            "address may have at once",
            remedy="Ask again when some of them are answered.",
            retry_after=math.ceil(terms.share),
        )
        self._stopped: Counter[str] = Counter(dict.fromkeys(_REASONS.values(), 0))
        self._crew = Crew(craft, terms)

    def place(self, client: str) -> AbstractContextManager[None]:
        """Count one question of ``client`` as long as it takes.

        Raises:
            ClientBusyError: it has as many as it may; raised on entry.
        """
        return self._clients.one_more(client)

    def ask(self, question: Frame, client: str, seconds: float) -> Frame:
        """Return what a worker answers.

        Args:
            question: its head says the same ``seconds``.
            client: whose it is; see also :meth:`place`.
            seconds: that it may take, and that its turn is waited for.

        Raises:
            QueryStoppedError: there is no answer.
        """
        while True:
            worker = self._take(client, seconds)
            try:
                send(worker.connection, question)
            except OSError:  # it died while it was idle: the work has not begun, another worker will do
                self._crew.bury(worker)
            else:
                return self._hear(worker, seconds)

    def state(self) -> dict[str, int]:
        """Return the numbers of workers that run and idle, and of questions that wait."""
        return self._crew.counts()

    def stopped(self) -> Mapping[str, int]:
        """Return how many workers have ended in the middle of their work, by reason."""
        with self._lock:
            return self._stopped.copy()

    def close(self) -> None:
        """End all workers; what still runs gets no answer."""
        self._crew.close()

    def _take(self, client: str, seconds: float) -> Worker:
        try:
            return self._crew.take(client, seconds)
        except FullError as error:
            told = str(error).format(work=self._wording.work, works=self._wording.works)
            raise self._busy(told) from error

    def _hear(self, worker: Worker, seconds: float) -> Frame:
        """Return what the worker answers, and give it back."""
        answer = receive(worker.connection)
        if answer is None:
            self._crew.bury(worker)
            error = self._reason(worker, seconds)
            reason = _REASONS[type(error)]
            with self._lock:
                self._stopped[reason] += 1
            took = f"{time.monotonic() - worker.since:.1f}"
            log("warning", f"{self._wording.work} stopped", reason=reason, seconds=took)
            raise error
        self._crew.give_back(worker, spent=answer[0].pop(SPENT))
        return answer

    def _reason(self, worker: Worker, seconds: float) -> QueryStoppedError:
        status = worker.status or 0
        signum = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if worker.made_room:
            work = self._wording.work
            return self._busy(f"Your {work} ran for a while, and had to make room for others that waited.")
        if signum == signal.SIGALRM or time.monotonic() - worker.since > seconds:
            return DeadlineError(seconds, self._wording)
        if signum == signal.SIGABRT or (os.WIFEXITED(status) and os.WEXITSTATUS(status) == OUT_OF_MEMORY):
            return MemoryLimitError(self._terms.memory, self._wording)
        return EngineDiedError(self._wording)

    def _busy(self, happened: str) -> BusyError:
        problem = f"The service is busy. {happened} There is no partial answer"
        retry = math.ceil(2 * self._terms.share)
        return BusyError(problem, remedy="Ask again a little later.", retry_after=retry)
