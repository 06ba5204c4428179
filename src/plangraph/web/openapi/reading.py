"""The operations that give graphs, things and figures."""

from __future__ import annotations

from http import HTTPStatus

from plangraph.search.kinds import KINDS
from plangraph.search.request import LONGEST
from plangraph.store.formats import Format, Kind, formats_for
from plangraph.web.dereference import DOCUMENT_FORMATS
from plangraph.web.finding import MOST
from plangraph.web.openapi.operation import Operation
from plangraph.web.openapi.parts import IRI, TEXT, Json, content, format_parameter, parameter
from plangraph.web.translations import LANGUAGES

_ANY = formats_for(Kind.GRAPH)
_WHOLE = {
    "ontology": "The vocabulary: ontology and SKOS schemes.",
    "shapes": "The SHACL shapes.",
    "catalog": "The catalogue, DCAT-AP_IT.",
}
_PATH = parameter("path", "What stands after the base.", {"type": "string", "minLength": 1}, place="path")


def reading_operations(graphs: list[str]) -> tuple[Operation, ...]:
    """Return the operations on graphs and things, and those for who runs the service.

    Args:
        graphs: IRIs of the named graphs that there are.
    """
    problems = ("parameter", "not-acceptable", "not-found", "busy", "store")
    return (
        Operation(
            path="/data",
            name="readGraph",
            tag="reading",
            summary="One named graph, or all as one: SPARQL 1.1 Graph Store HTTP Protocol, reading only.",
            parameters=(
                parameter("graph", "IRI of a graph.", {**IRI, "enum": graphs} if graphs else IRI),
                parameter("default", "All graphs as one; without value.", {"type": "string", "maxLength": 0}),
                format_parameter(_ANY),
            ),
            answers=_graph("The triples.", _ANY),
            problems=problems,
        ),
        Operation(
            path="/.well-known/void",
            name="readStatistics",
            tag="reading",
            summary="How much of what is in the data, by VoID.",
            parameters=(format_parameter(_ANY),),
            answers=_graph("The description.", _ANY),
            problems=("not-acceptable", "busy", "store"),
        ),
        *(
            Operation(
                path=f"/{name}",
                name=f"read{name.title()}",
                tag="reading",
                summary=told,
                parameters=(format_parameter(DOCUMENT_FORMATS),),
                answers=_graph("The document.", DOCUMENT_FORMATS),
                problems=problems,
            )
            for name, told in _WHOLE.items()
        ),
        *_things(),
        *_searching(),
        *_operating(),
    )


def _things() -> tuple[Operation, ...]:
    there = {HTTPStatus.SEE_OTHER: _redirect("The description of the thing is there.")}
    about = _graph("What is said about the thing.", DOCUMENT_FORMATS)
    problems = ("not-acceptable", "not-found", "busy", "store")
    return (
        Operation(
            path="/id/{path}",
            name="findThing",
            tag="reading",
            summary="Lead from a thing to its description, by Accept or suffix.",
            parameters=(_PATH,),
            answers=there,
            problems=problems,
        ),
        Operation(
            path="/doc/{path}",
            name="describeThing",
            tag="reading",
            summary="What is said about a thing below the base, by Accept or suffix.",
            parameters=(_PATH,),
            answers={**about, **there},
            problems=problems,
        ),
        Operation(
            path="/iri/{scheme}/{rest}",
            name="describeForeignThing",
            tag="reading",
            summary="What is said here about somebody else's IRI.",
            parameters=(
                parameter("scheme", "Such as https.", {"type": "string", "minLength": 1}, place="path"),
                parameter("rest", "After ://", {"type": "string", "minLength": 1}, place="path"),
            ),
            answers={**about, **there},
            problems=problems,
        ),
        Operation(
            path="/doc",
            name="describeIri",
            tag="reading",
            summary="What is said here about any IRI.",
            parameters=(
                parameter("iri", "The thing.", IRI, required=True),
                format_parameter(DOCUMENT_FORMATS, page=True),
            ),
            answers={**about, **there},
            problems=("parameter", *problems),
        ),
    )


def _searching() -> tuple[Operation, ...]:
    kind: Json = {"type": "string", "enum": [kind.name for kind in KINDS]}
    found = {"application/json": {"schema": {"type": "object"}}}
    opensearch = {"application/opensearchdescription+xml": TEXT}
    search = Operation(
        path="/search",
        name="search",
        tag="reading",
        summary="Things found by words.",
        parameters=(
            parameter("q", "Words.", {"type": "string", "minLength": 1, "maxLength": LONGEST}, required=True),
            parameter("kind", "Kind of thing.", kind, many=True),
            parameter("limit", "Results.", {"type": "integer", "minimum": 0, "maximum": MOST}),
            parameter("offset", "Results left out.", {"type": "integer", "minimum": 0}),
            parameter("lang", "Of labels.", {"type": "string", "enum": [*LANGUAGES]}),
        ),
        answers={HTTPStatus.OK: {"description": "What was found, the best first.", "content": found}},
        problems=("parameter", "busy", "store"),
    )
    description = Operation(
        path="/opensearch.xml",
        name="describeSearch",
        tag="reading",
        summary="How a browser can search here, by OpenSearch 1.1.",
        answers={HTTPStatus.OK: {"description": "The description.", "content": opensearch}},
    )
    return search, description


def _operating() -> tuple[Operation, ...]:
    state = {"application/json": {"schema": {"type": "object", "required": ["status", "dataVersion"]}}}
    page = {HTTPStatus.FOUND: _redirect("The page in the client's language.")}
    plain = {"description": "Text format of Prometheus.", "content": {"text/plain": TEXT}}
    own = {"description": "This document.", "content": {"application/json": {"schema": {"type": "object"}}}}
    ways = (
        ("/", "start", "reading", "The start page.", page),
        ("/problems", "explainProblems", "reading", "What each kind of problem means.", page),
        ("/health", "health", "operating", "Whether queries are answered, and from which data.", _ok(state)),
        ("/metrics", "metrics", "operating", "Figures for monitoring.", {HTTPStatus.OK: plain}),
        ("/openapi.json", "openapi", "operating", "This description.", {HTTPStatus.OK: own}),
    )
    return tuple(
        Operation(path=path, name=name, tag=tag, summary=told, answers=answers)
        for path, name, tag, told, answers in ways
    )


def _ok(described: Json) -> dict[HTTPStatus, Json]:
    return {HTTPStatus.OK: {"description": "The state.", "content": described}}


def _graph(told: str, formats: tuple[Format, ...]) -> dict[HTTPStatus, Json]:
    return {
        HTTPStatus.OK: {"description": told, "content": content(formats)},
        HTTPStatus.NOT_MODIFIED: {"description": "As you have it."},
    }


def _redirect(told: str) -> Json:
    location = {"Location": {"schema": {"type": "string"}, "required": True}}
    return {"description": told, "headers": location, "content": {"text/plain": TEXT}}
