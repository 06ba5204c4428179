"""Who judges submissions: :class:`~plangraph.judging.bench.Bench` in worker processes, or this process."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from plangraph.judging.errors import SUBMISSION_ERRORS
from plangraph.judging.submission import Judgement, Submission, read_judgement, submission_frame
from plangraph.workers.craft import Craft
from plangraph.workers.framing import Frame
from plangraph.workers.messages import WorkerBugError


class Judges(Protocol):
    """Who validates what clients submit."""

    def place(self, client: str) -> AbstractContextManager[None]:
        """Take a place for one submission, before its body is read, as long as it takes.

        Raises:
            BusyError: all places are taken, or (ClientBusyError) too many by this client; raised on entry.
        """
        ...

    def judge(self, submission: Submission, client: str) -> Judgement:
        """Return the report on a submission.

        Raises:
            SubmissionError: it cannot be validated; a subclass says why.
            QueryStoppedError: it was fine, and still there is no report.
        """
        ...

    def state(self) -> dict[str, int]:
        """Return figures on what is going on, by name."""
        ...

    def stopped(self) -> Mapping[str, int]:
        """Return how many workers have ended in the middle of a validation, by reason."""
        ...


class JudgesHere:
    """Judges where it is called, with no bound on time and memory: for tests, and where there is no fork."""

    def __init__(self, craft: Craft) -> None:
        self._craft, self._lock, self._is_prepared = craft, threading.Lock(), False

    def place(self, client: str) -> AbstractContextManager[None]:  # noqa: ARG002
        """Bound nothing; see :class:`Judges`."""
        return nullcontext()

    def judge(self, submission: Submission, client: str) -> Judgement:  # noqa: ARG002
        """Return the report on a submission; see :class:`Judges`."""
        with self._lock:
            if not self._is_prepared:
                self._craft.prepare()
                self._is_prepared = True
        return heard(self._craft.answer(submission_frame(submission)))

    def state(self) -> dict[str, int]:
        """Return nothing: there are no workers."""
        return {}

    def stopped(self) -> Mapping[str, int]:
        """Return nothing: there are no workers."""
        return {}


def heard(frame: Frame) -> Judgement:
    """Return the judgement in an answer, or raise what it tells of.

    Raises:
        SubmissionError: as the worker raised it.
        WorkerBugError: anything else.
    """
    head = frame[0]
    if "error" not in head:
        return read_judgement(frame)
    if head["error"] in SUBMISSION_ERRORS:
        raise SUBMISSION_ERRORS[head["error"]](**head["told"])
    raise WorkerBugError(head["told"])
