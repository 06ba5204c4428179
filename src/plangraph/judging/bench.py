"""Submissions judged in worker processes."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from plangraph.judging.judges import heard
from plangraph.judging.submission import Judgement, Submission, submission_frame
from plangraph.settings import Settings
from plangraph.workers.craft import Craft
from plangraph.workers.errors import BusyError
from plangraph.workers.terms import Terms, Wording
from plangraph.workers.workforce import Workforce

VALIDATION = Wording(
    work="validation",
    works="validations",
    too_long="Validate less at once: split the file, or simplify the constraints of your shapes.",
    too_much="Validate less at once: split the file, or simplify the constraints of your shapes.",
    died="If it fails again, look for very deep nesting in the file or in the shapes.",
)
_SHARE = 10.0
"""Seconds that a validation is sure of: a plan takes fewer; who comes after a hostile one waits so long."""


class Bench:
    """Worker processes that judge: none before the first submission, and none after the last."""

    def __init__(self, craft: Craft, settings: Settings) -> None:
        """Start the nursery; this process must have one thread only, for it is forked.

        Args:
            craft: a :class:`~plangraph.judging.craft.Judging`.
            settings: how many workers, and their limits.
        """
        terms = Terms(
            wording=VALIDATION,
            workers=settings.validations,
            spares=0,
            queue=settings.validation_queue,
            each=settings.client_validations,
            memory=settings.validation_memory,
            at_once=settings.validations,
            share=_SHARE,
        )
        self._workforce = Workforce(craft, terms)
        self._places = threading.BoundedSemaphore(terms.workers + terms.queue)

    @contextmanager
    def place(self, client: str) -> Iterator[None]:
        """Take a place for one submission; see :class:`~plangraph.judging.judges.Judges`."""
        with self._workforce.place(client):
            if not self._places.acquire(blocking=False):
                raise BusyError(
                    "The service is busy. As many validations run and wait as there may be",
                    remedy="Ask again a little later.",
                    retry_after=math.ceil(_SHARE),
                )
            try:
                yield
            finally:
                self._places.release()

    def judge(self, submission: Submission, client: str) -> Judgement:
        """Return the report on a submission; see :class:`~plangraph.judging.judges.Judges`."""
        return heard(self._workforce.ask(submission_frame(submission), client, submission.seconds))

    def state(self) -> dict[str, int]:
        """Return the numbers of workers that run and idle, and of submissions that wait."""
        return self._workforce.state()

    def stopped(self) -> Mapping[str, int]:
        """Return how many workers have ended in the middle of a validation, by reason."""
        return self._workforce.stopped()

    def close(self) -> None:
        """End all workers; what still runs gets no answer."""
        self._workforce.close()
