"""The operations of ``/sparql``."""

from __future__ import annotations

from http import HTTPStatus

from plangraph.settings import Settings
from plangraph.store.formats import FORMATS, Kind, formats_for
from plangraph.web.openapi.operation import Operation
from plangraph.web.openapi.parts import IRI, Json, content, format_parameter, parameter
from plangraph.web.protocol import FORM, QUERY, VERSIONS
from plangraph.web.translations import LANGUAGES

_PROBLEMS = (
    "parameter",
    "query-count",
    "query-syntax",
    "query-too-complex",
    "too-large",
    "query-refused",
    "media-type",
    "not-acceptable",
    "answer-too-large",
    "busy",
    "deadline",
    "memory",
    "store",
)
_LABELS = parameter(
    "labels", "Add a column of names after each column of IRIs.", {"type": "string", "enum": [*LANGUAGES]}
)
_SPOKEN = parameter("lang", "Of the message; else English.", {"type": "string", "enum": [*LANGUAGES]})
_SHORT = 4_000
"""Characters of a query that fit into an address whatever they are."""


def querying_operations(settings: Settings) -> tuple[Operation, ...]:
    """Return the operations of the SPARQL 1.1 Protocol, and the judging of queries."""
    parameters = _parameters(settings)
    text = {"type": "string", "maxLength": settings.query_length}
    query = parameter("query", "A SPARQL query; longer ones by POST.", text | {"maxLength": _SHORT})
    fields = {"query": text, **{each["name"]: each["schema"] for each in parameters}}
    body: Json = {
        QUERY: {"schema": text},
        FORM: {"schema": {"type": "object", "required": ["query"], "properties": fields}},
    }
    answer = {"description": "The answer, by the form of the query.", "content": content(FORMATS)}
    described = {
        "description": "The answer; without a query, the service's description of itself.",
        "content": {**content(FORMATS), "text/html": {"schema": {"type": "string"}}},
    }
    verdict = {
        "description": "Whether the query is valid, and if not, where and why.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Verdict"}}},
    }
    return (
        Operation(
            path="/sparql",
            name="query",
            tag="querying",
            summary="Ask a query; without one, have the service described.",
            parameters=(query, *parameters),
            answers={HTTPStatus.OK: described, HTTPStatus.NOT_MODIFIED: {"description": "As you have it."}},
            problems=_PROBLEMS,
        ),
        Operation(
            path="/sparql",
            method="post",
            name="queryByPost",
            tag="querying",
            summary="Ask a query that is the body, or a field of it; the HTTP method QUERY does the same.",
            parameters=parameters,
            body=body,
            answers={HTTPStatus.OK: answer},
            problems=_PROBLEMS,
        ),
        Operation(
            path="/sparql/check",
            method="post",
            name="checkQuery",
            tag="querying",
            summary="Judge a query without running it.",
            body=body,
            answers={HTTPStatus.OK: verdict},
            parameters=(_SPOKEN,),
            problems=("parameter", "query-count", "too-large", "media-type", "busy"),
        ),
        *_stored(),
    )


def _stored() -> tuple[Operation, ...]:
    name = parameter("name", "Name of a stored question.", {"type": "string", "minLength": 1}, place="path")
    location = {"Location": {"schema": {"type": "string"}, "required": True}}
    list_page = {
        "description": "The page that lists them.",
        "headers": location,
        "content": {"text/html": {"schema": {"type": "string"}}},
    }
    answer = {
        "description": "The answer; each parameter of the question may stand in the address.",
        "content": content(FORMATS),
    }
    return (
        Operation(
            path="/queries",
            name="listQuestions",
            tag="querying",
            summary="The stored questions, as a page.",
            answers={HTTPStatus.FOUND: list_page},
        ),
        Operation(
            path="/queries/{name}",
            name="answerQuestion",
            tag="querying",
            summary="The answer to a stored question, with values for its parameters.",
            parameters=(name, format_parameter([*FORMATS]), _LABELS),
            answers={HTTPStatus.OK: answer, HTTPStatus.NOT_MODIFIED: {"description": "As you have it."}},
            problems=(*(each for each in _PROBLEMS if not each.startswith("query-")), "not-found"),
        ),
    )


def _parameters(settings: Settings) -> tuple[Json, ...]:
    graphs = formats_for(Kind.GRAPH)
    most = f"Seconds; at most {settings.deadline}."
    return (
        parameter("default-graph-uri", "Graph of the default graph; goes before FROM.", IRI, many=True),
        parameter("named-graph-uri", "Graph that GRAPH sees; goes before FROM NAMED.", IRI, many=True),
        format_parameter([*(form for form in FORMATS if form not in graphs), *graphs]),
        _LABELS,
        parameter("file", "Name, without suffix, that browsers save the answer as.", {"type": "string"}),
        parameter("timeout", most, {"type": "number", "exclusiveMinimum": 0}),
        parameter("version", "SPARQL version of the query.", {"type": "string", "enum": [*VERSIONS]}),
    )
