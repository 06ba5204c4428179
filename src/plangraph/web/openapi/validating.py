"""The operations of ``/validate``."""

from __future__ import annotations

from http import HTTPStatus

from plangraph.judging.formats import REPORT_FORMATS
from plangraph.settings import Settings
from plangraph.web.openapi.operation import Operation
from plangraph.web.openapi.parts import BYTES, LANGUAGE, TEXT, Json, content, format_parameter, parameter
from plangraph.web.submissions import MOST, USUAL_LIMIT, VALIDATED
from plangraph.web.translations import LANGUAGES
from plangraph.web.uploads import DATA_FIELDS, FORMS, SHAPES_FIELDS, SYNTAXES

_HEADERS: Json = {
    "SHACL-Conforms": {
        "description": "RFC 9651 boolean: ?1 without any result.",
        "schema": {"type": "string"},
    },
    "SHACL-Checked": {
        "description": "RFC 9651 boolean: ?0 if no shape applied to anything in the data.",
        "schema": {"type": "string"},
    },
    "SHACL-Results": {
        "description": "RFC 9651 dictionary: results by severity.",
        "schema": {"type": "string"},
    },
    "Content-Language": {"schema": {"type": "string", "enum": [*LANGUAGES]}},
}


def validating_operations(settings: Settings, graphs: list[str]) -> tuple[Operation, ...]:
    """Return the operations on what clients send to be validated.

    Args:
        settings: the limits that are told.
        graphs: IRIs of the named graphs that there are.
    """
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL_LIMIT}
    named = {"type": "string", "enum": [graph for graph in VALIDATED if graph in graphs]}
    parameters = (
        format_parameter(REPORT_FORMATS),
        LANGUAGE,
        parameter("limit", "Results of one rule that text and HTML show.", limit),
        parameter("graph", "Graph of this service to validate instead of a body.", named),
        parameter("name", "Of the file that is the body, for the report.", {"type": "string"}),
    )
    return (
        Operation(
            path="/validate",
            method="post",
            name="validate",
            tag="validating",
            summary=f"Validate RDF of at most {settings.validation_size:,} bytes; nothing is kept.",
            parameters=parameters,
            body=_body(parameters),
            body_is_required=False,
            answers={
                HTTPStatus.OK: {
                    "description": "The report, whether the data conform or not.",
                    "headers": _HEADERS,
                    "content": content(REPORT_FORMATS)
                    | {"application/json": {"schema": {"$ref": "#/components/schemas/Report"}}},
                }
            },
            problems=(
                "parameter",
                "rdf-syntax",
                "shapes",
                "too-large",
                "media-type",
                "not-acceptable",
                "answer-too-large",
                "busy",
                "deadline",
                "memory",
            ),
        ),
        Operation(
            path="/validate",
            name="validatePage",
            tag="validating",
            summary="The page for people.",
            answers={
                HTTPStatus.FOUND: {
                    "description": "In the client's language.",
                    "content": {"text/plain": TEXT},
                }
            },
        ),
    )


def _body(parameters: tuple[Json, ...]) -> Json:
    multipart, encoded = FORMS
    (files, text), (shapes, shapes_text) = DATA_FIELDS, SHAPES_FIELDS
    fields: Json = {
        text: {"type": "string", "description": "The data, pasted."},
        shapes_text: {"type": "string", "description": "Shapes to validate by, instead of ours."},
        "syntax": {"type": "string", "enum": [form.name for form in SYNTAXES]},
        **{each["name"]: each["schema"] for each in parameters},
    }
    upload: Json = {
        files: {"type": "array", "items": {}, "description": "The data; several files are one graph."},
        shapes: {"type": "array", "items": {}, "description": "The shapes, as files."},
    }
    return {
        **{form.media_type: BYTES for form in SYNTAXES},
        multipart: {"schema": {"type": "object", "properties": {**fields, **upload}}},
        encoded: {"schema": {"type": "object", "properties": fields}},
    }
