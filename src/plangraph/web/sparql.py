"""``/sparql``: queries by the SPARQL 1.1 Protocol, and the service's own description."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request

from plangraph.store.answer import write_statements
from plangraph.store.dataset import Dataset
from plangraph.store.formats import FORMATS, Kind, formats_for
from plangraph.web.description import service_description
from plangraph.web.protocol import Operation, read_operation
from plangraph.web.responses import data_response, negotiate, page_response
from plangraph.web.wording import language, words

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
    return _describe(dataset) if operation is None else _answer(dataset, operation)


def _answer(dataset: Dataset, operation: Operation) -> Response:
    answer = dataset.query(
        operation.query,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        longest=current_app.extensions["settings"].query_length,
    )
    form = negotiate(formats_for(answer.kind), asked=operation.format)
    assert form is not None  # no page is offered
    return data_response(answer.write(form), form)


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
