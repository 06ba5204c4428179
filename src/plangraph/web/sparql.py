"""``/sparql``: queries by the SPARQL 1.1 Protocol, and the service's own description."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request

from plangraph.settings import Settings
from plangraph.store.answer import write_statements
from plangraph.store.dataset import Dataset
from plangraph.store.formats import FORMATS, Kind, formats_for
from plangraph.web.description import service_description
from plangraph.web.protocol import Operation, read_operation
from plangraph.web.responses import data_response, formats_by_kind, negotiate, page_response
from plangraph.web.wording import language, words
from plangraph.workers.evaluation import Asker
from plangraph.workers.messages import Question

_PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
}

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query; without one, say what the service is."""
    dataset: Dataset = current_app.extensions["dataset"]
    operation = read_operation(request)
    return _describe(dataset) if operation is None else _answer(operation)


def _answer(operation: Operation) -> Response:
    asker: Asker = current_app.extensions["asker"]
    settings: Settings = current_app.extensions["settings"]
    question = Question(
        text=operation.query,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        formats=formats_by_kind(operation.format),
        longest=settings.query_length,
        seconds=min(operation.timeout or settings.deadline, settings.deadline),
        largest=settings.answer_size,
    )
    reply = asker.ask(question, _client(settings))
    form = reply.form or negotiate(formats_for(reply.kind), asked=operation.format)  # which says why not
    assert form is not None  # no page is offered
    return data_response(reply.body, form)


def _client(settings: Settings) -> str:
    """Return whose request this is; the last address is the one that the proxy itself saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.behind_proxy else ""
    return forwarded.rpartition(",")[2].strip() or request.remote_addr or ""


def _describe(dataset: Dataset) -> Response:
    form = negotiate(formats_for(Kind.GRAPH), asked=request.args.get("format", ""), page=True)
    if form is None:
        spoken = language()
        t = words(spoken)
        page = render_template(
            "sparql.html", t=t, lang=spoken, dataset=dataset, formats=FORMATS, query=t["example_query"]
        )
        return page_response(page)
    statements = service_description(dataset, current_app.extensions["settings"].origin)
    return data_response(write_statements(statements, form, _PREFIXES), form)
