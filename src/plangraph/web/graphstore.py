"""``/data``: the graphs one by one, by the reading half of the SPARQL 1.1 Graph Store HTTP Protocol.

Writing is left to the router, which allows GET, HEAD and OPTIONS only (5: 405 for what is not supported).
"""

from __future__ import annotations

import re
from http import HTTPStatus

from flask import Blueprint, Response, current_app, request

from plangraph.store.dataset import Dataset
from plangraph.store.dumps import AS_ONE
from plangraph.store.formats import Kind, formats_for
from plangraph.web.problems import ProblemError
from plangraph.web.responses import data_response, drawn_from, negotiate
from plangraph.web.wholes import whole

blueprint = Blueprint("graphstore", __name__)

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+")  # RFC 3986, 3.1


@blueprint.get("/data")
def graph() -> Response:
    """Return the graph that ``?graph=IRI`` names, or all of them as one for ``?default``."""
    dataset: Dataset = current_app.extensions["dataset"]
    wanted = _wanted(dataset)
    form = negotiate(
        formats_for(Kind.GRAPH), accept=request.headers.get("Accept"), asked=request.args.get("format", "")
    )
    assert form is not None  # no page is offered
    response = data_response(whole(wanted or AS_ONE, form), form)
    return drawn_from(response, None if wanted is None else (wanted,))


def _wanted(dataset: Dataset) -> str | None:
    """Return the IRI of the graph, or None for the default graph: indirect identification, 4.2."""
    named, has_default = request.args.getlist("graph"), "default" in request.args
    if len(named) + has_default != 1:
        raise ProblemError(
            HTTPStatus.BAD_REQUEST,
            "The request names no graph, or more than one.",
            remedy="Write /data?default, or /data?graph= with one of the IRIs in «available».",
            available=sorted(dataset.graphs),
        )
    if has_default:
        return None
    if not _ABSOLUTE.fullmatch(named[0]):
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"«{named[0]}» is no absolute IRI, so it names no graph.")
    if named[0] not in dataset.graphs:
        raise ProblemError(
            HTTPStatus.NOT_FOUND,
            f"There is no graph <{named[0]}>.",
            remedy="Choose one of those listed in «available».",
            available=sorted(dataset.graphs),
        )
    return named[0]
