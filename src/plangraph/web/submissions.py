"""From what a client sent to the submission that is judged."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import current_app, request

from plangraph.judging.submission import Document, Submission
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.formats import TURTLE
from plangraph.store.graphs import (
    CATALOGUE_GRAPH,
    INFERRED_GRAPH,
    LINKS_GRAPH,
    PLAN_GRAPH,
    PNRR_GRAPH,
    VOCABULARY_GRAPH,
)
from plangraph.web.languages import accepted_language
from plangraph.web.problems import ProblemError
from plangraph.web.translations import ENGLISH, LANGUAGES
from plangraph.web.uploads import Upload
from plangraph.web.wholes import whole

VALIDATED = (PLAN_GRAPH, CATALOGUE_GRAPH, LINKS_GRAPH, PNRR_GRAPH, VOCABULARY_GRAPH)
"""Graphs of ours that there are shapes for."""
USUAL_LIMIT, MOST = 20, 1_000
"""Results of one rule that are written out in formats for people."""


def submit(upload: Upload, form: str, spoken: str = "") -> Submission:
    """Return what is asked of those who judge.

    Args:
        upload: what the client sent.
        form: name of the format of the report.
        spoken: its language; empty: as the client says.

    Raises:
        ProblemError: there is nothing to validate, or a parameter makes no sense.
    """
    settings: Settings = current_app.extensions["settings"]
    bounds = Submission(
        shapes=upload.shapes,
        form=form,
        language=spoken or _language(upload),
        limit=_limit(upload),
        seconds=float(settings.validation_deadline),
        largest=settings.answer_size,
    )
    named = _graph(upload)
    if bool(named) == bool(upload.data):
        raise ProblemError(
            HTTPStatus.BAD_REQUEST,
            f"There {'are data and' if named else 'is neither data nor'} the name of a graph to validate.",
            kind="parameter",
            remedy="Send an RDF file or text, or name one of the graphs in «available».",
            available=available(),
        )
    if not named:
        return replace(bounds, data=upload.data)
    if named == VOCABULARY_GRAPH and not upload.shapes:
        return replace(bounds, is_vocabulary=True)
    entailed = (_dump(INFERRED_GRAPH),) if named == PLAN_GRAPH else ()
    return replace(bounds, data=(_dump(named),), entailed=entailed)


def available() -> list[str]:
    """Return the graphs of ours that can be validated."""
    dataset: Dataset = current_app.extensions["dataset"]
    return [graph for graph in VALIDATED if graph in dataset.graphs]


def _graph(upload: Upload) -> str:
    """Return the IRI of the graph that is named, in full or by its last part; empty if none is.

    With shapes of one's own, any graph of ours may be validated.
    """
    named = parameter(upload, "graph")
    if not named:
        return ""
    dataset: Dataset = current_app.extensions["dataset"]
    known = list(dataset.graphs) if upload.shapes else available()
    fitting = [graph for graph in known if named in (graph, graph.rpartition("/")[2])]
    if not fitting:
        raise ProblemError(
            HTTPStatus.BAD_REQUEST,
            f"There is no graph «{named[:200]}» that can be validated.",
            kind="parameter",
            remedy="Choose one of those listed in «available».",
            available=known,
        )
    return fitting[0]


def _dump(graph: str) -> Document:
    """Return a graph of ours as ``/data?graph=`` gives it, so that lines in the report are lines there."""
    name = f"{graph.rpartition('/')[2]}.ttl"
    return Document(name=name, syntax=TURTLE.name, content=whole(graph, TURTLE))


def _language(upload: Upload) -> str:
    """Return the language of the report: as named, else by Accept-Language, else what programs get."""
    asked = parameter(upload, "language")
    if asked:
        if asked not in LANGUAGES:
            raise ProblemError(
                HTTPStatus.BAD_REQUEST,
                f"Reports are not written in the language «{asked[:40]}».",
                kind="parameter",
                remedy=f"Write one of {', '.join(LANGUAGES)}.",
            )
        return asked
    return accepted_language(LANGUAGES[ENGLISH])


def _limit(upload: Upload) -> int:
    asked = parameter(upload, "limit")
    if not asked:
        return USUAL_LIMIT
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10 and 0 < int(asked) <= MOST):
        raise ProblemError(
            HTTPStatus.BAD_REQUEST,
            f"The limit «{asked[:40]}» is no whole number from 1 to {MOST:,}.",
            kind="parameter",
        )
    return int(asked)


def parameter(upload: Upload, name: str) -> str:
    """Return a parameter: of the address, else of the form."""
    return request.args.get(name, "") or upload.field(name)
