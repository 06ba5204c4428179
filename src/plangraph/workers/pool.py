"""Ask the workers, and get an answer or the reason why there is none."""

from __future__ import annotations

import math
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Mapping

from plangraph.logs import log
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.workers.crew import Crew
from plangraph.workers.errors import (
    BusyError,
    DeadlineError,
    EngineDiedError,
    MemoryLimitError,
    QueryStoppedError,
)
from plangraph.workers.joining import Joining
from plangraph.workers.messages import Question, Reply, receive_reply, send_question
from plangraph.workers.quota import Quota
from plangraph.workers.roster import FullError, Worker
from plangraph.workers.turns import SHARE
from plangraph.workers.worker import OUT_OF_MEMORY

_REASONS: dict[type[QueryStoppedError], str] = {
    BusyError: "made_room",
    DeadlineError: "deadline",
    MemoryLimitError: "memory",
    EngineDiedError: "engine_died",
}
"""Why a worker ended in the middle of a query, by the error that its client gets."""


class Pool:
    """Answers in worker processes; an :class:`~plangraph.workers.evaluation.Asker`."""

    def __init__(self, dataset: Dataset, settings: Settings) -> None:
        """Start the workers; this process must have one thread only, for it is forked.

        Args:
            dataset: asked by the workers, never changed.
            settings: how many workers, and their limits.
        """
        self._settings = settings
        self._lock = threading.Lock()
        most = settings.client_queries
        self._clients = Quota(
            most,
            f"{most} queries from your address run or wait already, as many as one address may have at once",
            remedy="Ask again when some of them are answered.",
            retry_after=math.ceil(SHARE),
        )
        self._joining = Joining(settings.joined)
        self._stopped: Counter[str] = Counter(dict.fromkeys(_REASONS.values(), 0))
        self._crew = Crew(
            dataset,
            workers=settings.workers,
            spares=min(settings.spares, settings.workers),
            queue=settings.queue,
            memory=settings.memory,
        )

    def ask(self, question: Question, client: str) -> Reply:
        """Return the answer; see :class:`~plangraph.workers.evaluation.Asker`."""
        with self._clients.one_more(client):
            return self._joining.answer(question, lambda: self._ask(question, client))

    def state(self) -> dict[str, int]:
        """Return the numbers of workers that run and idle, and of queries that wait."""
        return self._crew.counts()

    def stopped(self) -> Mapping[str, int]:
        """Return how many workers have ended in the middle of a query, by reason."""
        with self._lock:
            return self._stopped.copy()

    def close(self) -> None:
        """End all workers; what still runs gets no answer."""
        self._crew.close()

    def _ask(self, question: Question, client: str) -> Reply:
        while True:
            worker = self._take(question, client)
            try:
                send_question(worker.connection, question)
            except OSError:  # it died while it was idle: the query has not begun, another worker will do
                self._crew.bury(worker)
            else:
                return self._hear(worker, question)

    def _take(self, question: Question, client: str) -> Worker:
        try:
            return self._crew.take(client, question.seconds)
        except FullError as error:
            raise self._busy(str(error)) from error

    def _hear(self, worker: Worker, question: Question) -> Reply:
        """Return what the worker answers, and give it back."""
        try:
            reply = receive_reply(worker.connection)
        except Exception:  # which the worker has sent in place of an answer, and is as good as before
            self._crew.give_back(worker, spent=False)
            raise
        if reply is None:
            self._crew.bury(worker)
            error = self._reason(worker, question)
            reason = _REASONS[type(error)]
            with self._lock:
                self._stopped[reason] += 1
            log("warning", "query stopped", reason=reason, seconds=f"{time.monotonic() - worker.since:.1f}")
            raise error
        self._crew.give_back(worker, spent=reply.has_grown)
        return reply

    def _reason(self, worker: Worker, question: Question) -> QueryStoppedError:
        status = worker.status or 0
        signum = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if worker.made_room:
            return self._busy("Your query ran for a while, and had to make room for others that waited.")
        if signum == signal.SIGALRM or time.monotonic() - worker.since > question.seconds:
            return DeadlineError(question.seconds)
        if signum == signal.SIGABRT or (os.WIFEXITED(status) and os.WEXITSTATUS(status) == OUT_OF_MEMORY):
            return MemoryLimitError(self._settings.memory)
        return EngineDiedError()

    def _busy(self, happened: str) -> BusyError:
        problem = f"The service is busy. {happened} There is no partial answer"
        return BusyError(problem, remedy="Ask again a little later.", retry_after=math.ceil(2 * SHARE))
