"""``/sparql``: queries by the SPARQL 1.1 Protocol, the service's own description, judging without running."""

from __future__ import annotations

import json
from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, Response, current_app, redirect, request

from plangraph.store.answer import write_statements
from plangraph.store.dataset import Dataset
from plangraph.store.errors import PlacedQueryError
from plangraph.store.formats import Kind, formats_for
from plangraph.web.asking.complaints import sentence
from plangraph.web.clients import client_of
from plangraph.web.description import service_description
from plangraph.web.languages import language
from plangraph.web.protocol import FORM, METHODS, QUERY, read_only
from plangraph.web.questions import Reader
from plangraph.web.responses import data_response, negotiate
from plangraph.web.translations import LANGUAGES
from plangraph.workers.evaluation import Asker

_PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
}

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=METHODS)
def endpoint() -> Response:
    """Say what the service is; :mod:`plangraph.web.front` answers queries."""
    return _describe(current_app.extensions["dataset"])


@blueprint.route("/sparql/update", methods=(*METHODS, "PUT", "PATCH", "DELETE"))
@blueprint.route("/update", methods=(*METHODS, "PUT", "PATCH", "DELETE"))
def update() -> Response:
    """Refuse updates in plain words where other services have them."""
    raise read_only()


@blueprint.post("/sparql/check")
def check_syntax() -> Response:
    """Judge a query without running it: valid or not, and if not, where and why, in English or ``?lang=``."""
    reader: Reader = current_app.extensions["reader"]
    asker: Asker = current_app.extensions["asker"]
    asked = reader.read(request.environ)
    assert asked is not None  # a POST without any is refused
    verdict: dict[str, object] = {"valid": True, "line": None, "column": None, "message": None}
    try:
        client = client_of(request.environ, current_app.extensions["settings"])
        asker.ask(replace(asked.question, is_run=False), client)
    except PlacedQueryError as error:
        message = f"{error.problem}. {error.remedy}".rstrip()
        if (spoken := request.args.to_dict().get("lang")) in LANGUAGES and (
            told := sentence(error.problem, spoken)
        ):
            message = told
        verdict = {"valid": False, "line": error.line, "column": error.column, "message": message}
    body = json.dumps(verdict, ensure_ascii=False) + "\n"
    return Response(body, content_type="application/json", headers={"Cache-Control": "no-store"})


@blueprint.after_request
def _say_what_can_be_asked(response: Response) -> Response:
    if request.path == "/sparql":
        response.headers["Accept-Query"] = f'"{QUERY}", "{FORM}"'  # RFC 10008, 3
    return response


def _describe(dataset: Dataset) -> Response:
    form = negotiate(
        formats_for(Kind.GRAPH),
        accept=request.headers.get("Accept"),
        asked=request.args.get("format", ""),
        page=True,
    )
    if form is None:
        response = redirect(f"/{language()}/query", HTTPStatus.SEE_OTHER)
        response.vary.update(("Accept", "Accept-Language"))
        return response  # type: ignore[return-value]
    statements = service_description(dataset, current_app.extensions["settings"].origin)
    return data_response(write_statements(statements, form, _PREFIXES), form)
