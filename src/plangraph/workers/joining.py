"""The same question, asked again while it is being answered: one answer for all who wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from plangraph.workers.errors import DeadlineError, MemoryLimitError
from plangraph.workers.messages import Question, Reply

_GRACE = 5.0
"""Seconds beyond the deadline after which nobody waits for another's answer any more."""


class _Asked:
    """A question that is being answered."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.reply: Reply | None = None
        self.error: DeadlineError | MemoryLimitError | None = None


class Joining:
    """Joins equal questions, with equal limits. May be used from any thread."""

    def __init__(self, most: int) -> None:
        """Let at most ``most`` wait for the answer to another's question; more are answered by themselves."""
        self._lock = threading.Lock()
        self._asked: dict[Question, _Asked] = {}
        self._places = threading.BoundedSemaphore(most)

    def answer(self, question: Question, ask: Callable[[], Reply]) -> Reply:
        """Return the answer to ``question``: of ``ask``, or the one that another thread is getting.

        What chance or time made is for one only, and so is a failure that may not happen again.

        Raises:
            DeadlineError: it took another, with the same limits, too long.
            MemoryLimitError: likewise.
            Exception: as ``ask`` raises it.
        """
        mine = _Asked()
        with self._lock:
            asked = self._asked.setdefault(question, mine)
        if asked is mine:
            return self._ask(question, mine, ask)
        if self._places.acquire(blocking=False):
            try:
                asked.done.wait(question.seconds + _GRACE)
            finally:
                self._places.release()
            if asked.error is not None:
                raise asked.error.with_traceback(None)
            if asked.reply is not None and not asked.reply.is_volatile:
                return asked.reply
        return ask()

    def _ask(self, question: Question, asked: _Asked, ask: Callable[[], Reply]) -> Reply:
        try:
            asked.reply = ask()
            return asked.reply
        except (DeadlineError, MemoryLimitError) as error:
            asked.error = error
            raise
        finally:
            with self._lock:
                del self._asked[question]
            asked.done.set()
