"""The JSON form of a report on validation, as ``plangraph.validation`` writes it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def _object(**properties: Json) -> Json:
    """Return the schema of an object that has all of these and nothing else."""
    return {
        "type": "object",
        "required": [*properties],
        "properties": properties,
        "additionalProperties": False,
    }


def _or_null(schema: Json) -> Json:
    return {"oneOf": [schema, {"type": "null"}]}


_TEXT: Json = {"type": "string"}
_IRI: Json = {"type": "string", "format": "iri"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_NUMBER: Json = {"type": ["integer", "null"], "minimum": 1}
_SEVERITIES = ("violation", "warning", "info")
_TERM: Json = {
    "type": "object",
    "required": ["label"],
    "oneOf": [{"required": ["iri"]}, {"required": ["literal"]}],
    "properties": {
        "iri": _IRI,
        "literal": _TEXT,
        "language": _TEXT,
        "datatype": _IRI,
        "label": {"type": "string", "description": "What people call it; may be empty."},
    },
    "additionalProperties": False,
}
_RESULT = _object(
    fingerprint={"type": "string", "description": "The same as long as it stays unmended."},
    problem=_TEXT,
    suggestion={"type": "string", "description": "What to do."},
    focusNode=_TERM,
    path=_or_null(_object(iri=_IRI, label=_TEXT)),
    value=_or_null(_TERM),
    component=_IRI,
    place=_or_null(_object(file=_TEXT, line=_NUMBER, column=_NUMBER)),
    source=_or_null(
        _object(row=_IRI, file=_TEXT, lines={"type": "array", "items": {"type": "integer"}}, quote=_TEXT)
    )
    | {"description": "Row of the plan's own text."},
)
REPORT: Json = _object(
    conforms={"type": "boolean"},
    checked={"type": "boolean", "description": "False if no shape applied to anything."},
    notice={"type": ["string", "null"], "description": "Why nothing was checked."},
    generated=_object(
        files={"type": "array", "items": _TEXT, "description": "Files that plangraph has written itself."},
        notice={"type": ["string", "null"], "description": "Where to mend what is wrong in them."},
    ),
    language=_TEXT,
    counts=_object(**dict.fromkeys(_SEVERITIES, _COUNT)),
    rules={
        "type": "array",
        "items": _object(
            rule=_IRI,
            name=_TEXT,
            sentence=_TEXT,
            severity={"type": "string", "enum": [*_SEVERITIES]},
            meaning={"type": "string", "description": "The severity in plain words."},
            count=_COUNT,
            results={"type": "array", "items": _RESULT},
        ),
    },
)
