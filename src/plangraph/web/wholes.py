"""Whole graphs for clients: written by workers, who give their memory back when they have written much."""

from __future__ import annotations

from flask import current_app, request

from plangraph.settings import Settings
from plangraph.store.formats import Format, Kind
from plangraph.web.clients import client_of
from plangraph.workers.evaluation import Asker
from plangraph.workers.messages import Question


def whole(graph: str, form: Format) -> bytes:
    """Return a graph of ours for the client of this request, sorted: equal data, equal bytes.

    Args:
        graph: its IRI, or as :func:`plangraph.store.dumps.dump` names several.
        form: to write it in.

    Raises:
        AnswerTooLargeError: it has more bytes than an answer may have.
        UnwritableError: ``form`` cannot hold it.
        QueryStoppedError: it takes too long or too much memory, or the service has too much to do.
    """
    settings: Settings = current_app.extensions["settings"]
    asker: Asker = current_app.extensions["asker"]
    question = Question(
        text="",
        whole=graph,
        formats=((Kind.GRAPH.name, form.name, ""),),
        longest=settings.query_length,
        seconds=settings.deadline,
        largest=settings.answer_size,
    )
    return asker.ask(question, client_of(request.environ, settings)).body
