"""What several operations share: schemas, parameters, content in formats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from plangraph.web.kinds import KINDS
from plangraph.web.openapi.report import REPORT
from plangraph.web.translations import LANGUAGES

Json = dict[str, Any]
SCHEMAS: Json = {
    "Problem": {
        "description": "RFC 9457, 3, with a remedy.",
        "type": "object",
        "required": ["type", "status", "title", "detail", "remedy"],
        "properties": {
            "type": {
                "type": "string",
                "format": "uri",
                "description": "Address that explains the kind of problem; its fragment is one of "
                + ", ".join(kind.name for kind in KINDS),
            },
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "title": {"type": "string"},
            "detail": {"type": "string", "description": "One sentence: what is wrong with this request."},
            "remedy": {"type": "string", "description": "What to do."},
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": ["integer", "null"], "minimum": 1},
            "document": {"type": "string", "description": "Name of the file that has the line."},
            "unended": {
                "type": "object",
                "description": "Of `rdf-syntax`: the earlier line at whose end a mark is probably missing.",
                "required": ["line", "mark"],
                "properties": {"line": {"type": "integer", "minimum": 1}, "mark": {"type": "string"}},
            },
            "timeout": {"type": "number", "description": "Seconds after which it was stopped."},
            "available": {"type": "array", "items": {"type": "string"}},
        },
    },
    "Report": REPORT,
    "Verdict": {
        "type": "object",
        "required": ["valid", "line", "column", "message"],
        "properties": {
            "valid": {"type": "boolean"},
            "line": {"type": ["integer", "null"], "minimum": 1},
            "column": {"type": ["integer", "null"], "minimum": 1},
            "message": {"type": ["string", "null"]},
        },
    },
}
TEXT: Json = {"schema": {"type": "string"}}
BYTES: Json = {"schema": {}}
"""OpenAPI 3.1.1, 4.8.14.3: what is no text has no schema; JSON is described where its kind is defined."""


class Written(Protocol):
    """A format of answers or reports."""

    @property
    def name(self) -> str:
        """What ``?format=`` calls it."""
        ...

    @property
    def media_type(self) -> str:
        """As Content-Type has it."""
        ...


def content(formats: Iterable[Written]) -> Json:
    """Return the media types of some formats."""
    return {form.media_type: TEXT if _is_text(form.media_type) else BYTES for form in formats}


def _is_text(media_type: str) -> bool:
    """Return whether the content is a string to who reads it by this description, and not bytes or JSON."""
    return "json" not in media_type and not media_type.startswith("application/vnd.")


def parameter(
    name: str, meaning: str, schema: Json, *, place: str = "query", required: bool = False, many: bool = False
) -> Json:
    """Return a Parameter Object; ``many`` may be given as often as needed."""
    told: Json = {"name": name, "in": place, "description": meaning, "schema": schema}
    if many:
        told |= {"schema": {"type": "array", "items": schema}, "explode": True}
    return told | ({"required": True} if required or place == "path" else {})


def format_parameter(formats: Sequence[Written], *, page: bool = False) -> Json:
    """Return the parameter that goes before Accept."""
    names = [form.name for form in formats] + ["html"] * page
    return parameter("format", "Name of a format; goes before Accept.", {"type": "string", "enum": names})


LANGUAGE = parameter(
    "language", "Of the report; else by Accept-Language.", {"type": "string", "enum": [*LANGUAGES]}
)
IRI: Json = {"type": "string", "format": "iri"}
