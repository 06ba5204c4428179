"""``/sparql``: queries by the SPARQL 1.1 Protocol, the service's own description, judging without running."""

from __future__ import annotations

import json

from flask import Blueprint, Response, current_app, render_template, request

from plangraph.settings import Settings
from plangraph.store.answer import write_statements
from plangraph.store.dataset import Dataset
from plangraph.store.errors import PlacedQueryError
from plangraph.store.formats import FORMATS, Kind, formats_for
from plangraph.web.description import service_description
from plangraph.web.protocol import FORM, METHODS, QUERY, Operation, read_only, read_operation
from plangraph.web.responses import data_response, formats_by_kind, negotiate, page_response
from plangraph.web.wording import language, words
from plangraph.workers.evaluation import Asker
from plangraph.workers.messages import Question, Reply

_PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
}

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=METHODS)
def endpoint() -> Response:
    """Answer a query; without one, say what the service is."""
    dataset: Dataset = current_app.extensions["dataset"]
    operation = read_operation(request)
    return _describe(dataset) if operation is None else _answer(operation)


@blueprint.route("/sparql/update", methods=(*METHODS, "PUT", "PATCH", "DELETE"))
@blueprint.route("/update", methods=(*METHODS, "PUT", "PATCH", "DELETE"))
def update() -> Response:
    """Refuse updates in plain words where other services have them."""
    raise read_only()


@blueprint.post("/sparql/check")
def check_syntax() -> Response:
    """Judge a query without running it: valid or not, and if not, where and why."""
    operation = read_operation(request)
    assert operation is not None  # a POST without any is refused
    verdict: dict[str, object] = {"valid": True, "line": None, "column": None, "message": None}
    try:
        _ask(operation, is_run=False)
    except PlacedQueryError as error:
        message = f"{error.problem}. {error.remedy}".rstrip()
        verdict = {"valid": False, "line": error.line, "column": error.column, "message": message}
    body = json.dumps(verdict, ensure_ascii=False) + "\n"
    return Response(body, content_type="application/json", headers={"Cache-Control": "no-store"})


@blueprint.after_request
def _say_what_can_be_asked(response: Response) -> Response:
    if request.path == "/sparql":
        response.headers["Accept-Query"] = f'"{QUERY}", "{FORM}"'  # RFC 10008, 3
    return response


def _answer(operation: Operation) -> Response:
    reply = _ask(operation)
    form = reply.form or negotiate(formats_for(reply.kind), asked=operation.format)  # which says why not
    assert form is not None  # no page is offered
    return data_response(reply.body, form)


def _ask(operation: Operation, *, is_run: bool = True) -> Reply:
    asker: Asker = current_app.extensions["asker"]
    settings: Settings = current_app.extensions["settings"]
    question = Question(
        text=operation.query,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        base=f"{settings.origin}/sparql",  # SPARQL 1.1 Protocol, 2.3: the endpoint, if the query has no BASE
        formats=formats_by_kind(operation.format),
        labels=operation.labels,
        longest=settings.query_length,
        seconds=min(operation.timeout or settings.deadline, settings.deadline),
        largest=settings.answer_size,
        is_run=is_run,
    )
    return asker.ask(question, _client(settings))


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
