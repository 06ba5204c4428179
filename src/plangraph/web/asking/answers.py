"""Ask the workers on behalf of a page, within the limits and the quota of everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app, request

from plangraph.queries import Value
from plangraph.settings import Settings
from plangraph.store.excerpt import Excerpt, Window, read_excerpt
from plangraph.web.clients import client_of
from plangraph.web.metrics import Metrics
from plangraph.workers.evaluation import Asker
from plangraph.workers.messages import Question, Reply


@dataclass(frozen=True, slots=True)
class Answered:
    """A part of an answer."""

    excerpt: Excerpt
    is_volatile: bool
    """Asked again, the question may be answered otherwise."""


def question(text: str, values: Mapping[str, Value], **more: object) -> Question:
    """Return a question to the workers with the limits of this service."""
    settings: Settings = current_app.extensions["settings"]
    return Question(
        text=text,
        values=tuple((name, value.text, value.datatype) for name, value in values.items()),
        base=f"{settings.origin}/sparql",
        longest=settings.query_length,
        seconds=settings.deadline,
        largest=settings.answer_size,
        **more,  # type: ignore[arg-type]
    )


def ask(asked: Question) -> Reply:
    """Return what the workers answer to the client of this request.

    Raises:
        PlangraphError: see :class:`~plangraph.workers.evaluation.Asker`.
    """
    asker: Asker = current_app.extensions["asker"]
    metrics: Metrics = current_app.extensions["metrics"]
    with metrics.query():
        return asker.ask(asked, client_of(request.environ, current_app.extensions["settings"]))


def excerpt(text: str, values: Mapping[str, Value], window: Window) -> Answered:
    """Return a part of an answer.

    Raises:
        PlangraphError: as for :func:`ask`.
    """
    reply = ask(question(text, values, window=window))
    return Answered(read_excerpt(reply.body), reply.is_volatile)
