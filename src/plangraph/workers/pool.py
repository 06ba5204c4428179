"""Queries answered in worker processes."""

from __future__ import annotations

import os
from collections.abc import Mapping

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.workers.errors import QUERY
from plangraph.workers.evaluation import evaluate
from plangraph.workers.framing import Frame
from plangraph.workers.joining import Joining
from plangraph.workers.messages import (
    Question,
    Reply,
    error_frame,
    question_frame,
    read_question,
    read_reply,
    reply_frame,
)
from plangraph.workers.terms import Terms
from plangraph.workers.workforce import Workforce

_PER_PROCESSOR, _LEAST_AT_ONCE = 4, 8
_SHARE = 0.5
"""Seconds that every query is sure of: so long do waves of endless queries last."""


class Pool:
    """Answers in worker processes; an :class:`~plangraph.workers.evaluation.Asker`."""

    def __init__(self, dataset: Dataset, settings: Settings) -> None:
        """Start the workers; this process must have one thread only, for it is forked.

        Args:
            dataset: asked by the workers, never changed.
            settings: how many workers, and their limits.
        """
        self._joining = Joining(settings.joined)
        at_once = max(_LEAST_AT_ONCE, _PER_PROCESSOR * (os.cpu_count() or 1))
        terms = Terms(
            wording=QUERY,
            workers=settings.workers,
            spares=min(settings.spares, settings.workers),
            queue=settings.queue,
            each=settings.client_queries,
            memory=settings.memory,
            # Who waits for somebody else's endpoint takes no processor time, and would never count as long.
            at_once=at_once if dataset.computes_here and not dataset.services else settings.workers,
            share=_SHARE,
        )
        self._workforce = Workforce(_Querying(dataset), terms)

    def ask(self, question: Question, client: str) -> Reply:
        """Return the answer; see :class:`~plangraph.workers.evaluation.Asker`."""
        with self._workforce.place(client):
            return self._joining.answer(question, lambda: self._ask(question, client))

    def state(self) -> dict[str, int]:
        """Return the numbers of workers that run and idle, and of queries that wait."""
        return self._workforce.state()

    def stopped(self) -> Mapping[str, int]:
        """Return how many workers have ended in the middle of a query, by reason."""
        return self._workforce.stopped()

    def close(self) -> None:
        """End all workers; what still runs gets no answer."""
        self._workforce.close()

    def _ask(self, question: Question, client: str) -> Reply:
        return read_reply(self._workforce.ask(question_frame(question), client, question.seconds))


class _Querying:
    """The :class:`~plangraph.workers.craft.Craft` of answering queries."""

    serves_once = False
    opens_files = True

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def prepare(self) -> None:
        """Do nothing: the graphs have been read."""

    def warm_up(self) -> None:
        """Let the engine allocate what the first query of a thread needs."""
        self._dataset.warm_up()

    def answer(self, asked: Frame) -> Frame:
        """Return the reply to a question, or what went wrong."""
        try:
            return reply_frame(evaluate(self._dataset, read_question(asked)))
        except MemoryError:
            raise
        except Exception as error:
            return error_frame(error)
