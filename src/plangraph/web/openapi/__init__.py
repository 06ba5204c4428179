"""``/openapi.json``: what is asked where, by which parameters, and what comes back, for programs.

OpenAPI Specification 3.1.1. Formats, parameters and kinds of problem come from the registries that the
service itself goes by; a test holds the addresses to its routes.
"""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, current_app, request

from plangraph import __version__
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web.openapi.copying import copying_operations
from plangraph.web.openapi.operation import Operation
from plangraph.web.openapi.parts import SCHEMAS
from plangraph.web.openapi.querying import querying_operations
from plangraph.web.openapi.reading import reading_operations
from plangraph.web.openapi.validating import validating_operations

blueprint = Blueprint("openapi", __name__)

ADDRESS = "/openapi.json"
MEDIA_TYPE = "application/vnd.oai.openapi+json"
"""As submitted to IANA; for clients that know only JSON the answer is that."""
LINK = f'<{ADDRESS}>; rel="service-desc"; type="{MEDIA_TYPE}"'
"""RFC 8631, 2."""
TAGS = {
    "querying": "SPARQL 1.1 Protocol, queries only.",
    "reading": "Graphs, things and figures.",
    "validating": "SHACL validation of what is sent; nothing is kept.",
    "operating": "How the service is doing.",
}


@blueprint.get(ADDRESS)
def description() -> Response:
    """Return the description of all that programs may ask."""
    dataset: Dataset = current_app.extensions["dataset"]
    document = openapi_document(current_app.extensions["settings"], sorted(dataset.graphs))
    return Response(
        json.dumps(document, ensure_ascii=False, indent=1) + "\n", content_type="application/json"
    )


@blueprint.after_app_request
def _link(response: Response) -> Response:
    if request.path in ("/", "/sparql", "/validate", "/data"):
        response.headers.add("Link", LINK)
    return response


def operations(settings: Settings, graphs: list[str]) -> tuple[Operation, ...]:
    """Return all operations.

    Args:
        settings: the limits that are told.
        graphs: IRIs of the named graphs that there are.
    """
    return (
        *querying_operations(settings),
        *reading_operations(graphs),
        *copying_operations(),
        *validating_operations(settings, graphs),
    )


def openapi_document(settings: Settings, graphs: list[str]) -> dict[str, Any]:
    """Return the description as JSON values; see :func:`operations`."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations(settings, graphs):
        paths.setdefault(operation.path, {})[operation.method] = operation.described()
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "plangraph",
            "summary": "A municipal strategic plan as a knowledge graph.",
            "description": "Answers are in English where nothing asks for Italian. Errors are RFC 9457 "
            "problem documents; browsers get the same as a page. HEAD goes wherever GET goes.",
            "version": __version__,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": settings.origin}],
        "tags": [{"name": name, "description": told} for name, told in TAGS.items()],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": SCHEMAS},
    }
