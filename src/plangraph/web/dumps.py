"""``/dumps/``: whole graphs and the answers of stored queries as files, at addresses that stay.

The catalogue names them. ``/data`` gives the same graphs by the protocol's rules, with negotiation; here the
name decides, as it does in a folder.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter
from http import HTTPStatus

from flask import Blueprint, Response, current_app, request

from plangraph.queries import StoredQuery
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.dumps import NAMED
from plangraph.store.formats import (
    CSV,
    JSON,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    TRIG,
    TURTLE,
    Kind,
)
from plangraph.web.clients import client_of
from plangraph.web.problems import ProblemError
from plangraph.web.responses import drawn_from
from plangraph.web.wholes import whole
from plangraph.workers.evaluation import Asker
from plangraph.workers.messages import Question

blueprint = Blueprint("dumps", __name__)

MOST = 500_000
"""Triples of a dump at most; it is made in memory."""
GRAPH_FORMATS = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML)
WHOLE = "all"
"""Name of the dump of all graphs, with their names."""
WHOLE_FORMATS = (TRIG, N_QUADS)
RESULT_FORMATS = {"csv": CSV, "json": JSON}
"""By suffix; those that programs expect of files, not ours for ``?format=``."""
_PACKED = ".gz"
_GZIP = "application/gzip"


def dump_names(dataset: Dataset) -> dict[str, str]:
    """Return the name of each graph's dump, and the IRI of the graph.

    It is the end of the IRI. Where that is the end of another too, or no name, a digest of the IRI follows.
    """
    ends = {iri: iri.rpartition("/")[2] for iri in sorted(dataset.graphs)}
    times = Counter(ends.values())

    def name(iri: str, end: str) -> str:
        if times[end] == 1 and end not in ("", WHOLE) and "." not in end:
            return end
        return f"{end.replace('.', '-')}~{hashlib.sha256(iri.encode()).hexdigest()[:8]}"

    return {name(iri, end): iri for iri, end in ends.items()}


@blueprint.get("/dumps/<name>")
def dump(name: str) -> Response:
    """Return a graph, or all of them: ``plan.ttl``, ``plan.nt.gz``, ``all.trig``."""
    dataset: Dataset = current_app.extensions["dataset"]
    stem, _, suffix = name.removesuffix(_PACKED).partition(".")
    graphs = dump_names(dataset)
    offers = WHOLE_FORMATS if stem == WHOLE else GRAPH_FORMATS if stem in graphs else ()
    form = next((form for form in offers if form.suffix == suffix), None)
    if form is None:
        names = [*(f"{graph}.{form.suffix}" for graph in graphs for form in GRAPH_FORMATS)]
        names += [f"{WHOLE}.{form.suffix}" for form in WHOLE_FORMATS]
        raise ProblemError(
            HTTPStatus.NOT_FOUND,
            f"There is no dump «{name}».",
            remedy="Choose one of those in «available»; with .gz it is compressed.",
            available=names,
        )
    triples = sum(dataset.graphs.values()) if stem == WHOLE else dataset.graphs[graphs[stem]]
    if triples > MOST:
        raise ProblemError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"«{stem}» has {triples:,} triples; a dump is made of at most {MOST:,}.",
            remedy="Ask for what you need at /sparql, or ask the operator for the data.",
        )
    graph = None if stem == WHOLE else graphs[stem]
    response = _file(whole(graph or NAMED, form), form.content_type, name)
    return drawn_from(response, None if graph is None else (graph,))


@blueprint.get("/dumps/queries/<name>")
def result(name: str) -> Response:
    """Return the answer of a stored query without values for its parameters: ``pnrr-links.csv``."""
    stored: tuple[StoredQuery, ...] = current_app.extensions["stored_queries"]
    stem, _, suffix = name.removesuffix(_PACKED).partition(".")
    query = next((query for query in stored if query.name == stem), None)
    form = RESULT_FORMATS.get(suffix)
    if query is None or form is None:
        raise ProblemError(
            HTTPStatus.NOT_FOUND,
            f"There is no answer «{name}».",
            remedy=f"Write the name of a stored query, and one of {', '.join(RESULT_FORMATS)}.",
            available=[query.name for query in stored],
        )
    settings: Settings = current_app.extensions["settings"]
    asker: Asker = current_app.extensions["asker"]
    question = Question(
        text=query.text,
        formats=((Kind.SOLUTIONS.name, form.name, ""),),
        longest=settings.query_length,
        seconds=settings.deadline,
        largest=settings.answer_size,
    )
    reply = asker.ask(question, client_of(request.environ, settings))
    if reply.form is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, f"The answer of «{stem}» is no table.")
    return _file(reply.body, form.content_type, name)


def _file(body: bytes, content_type: str, name: str) -> Response:
    packed = name.endswith(_PACKED)
    response = Response(
        gzip.compress(body, mtime=0) if packed else body, content_type=_GZIP if packed else content_type
    )
    response.headers["Content-Disposition"] = f'attachment; filename="plangraph-{name}"'
    response.headers["Link"] = '</catalog>; rel="describedby"'
    return response
