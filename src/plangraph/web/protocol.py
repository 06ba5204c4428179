"""Read a query operation from a request: SPARQL 1.1 Protocol, section 2.1, with the additions of 1.2.

The HTTP method QUERY (RFC 10008) is POST for those who want to be asked again: same bodies, same answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl

from werkzeug.http import parse_options_header

from plangraph.web.filenames import file_name
from plangraph.web.problems import ProblemError
from plangraph.web.translations import LANGUAGES

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
METHODS = ("GET", "POST", "QUERY")
VERSIONS = ("1.0", "1.1", "1.2-basic", "1.2")
"""SPARQL 1.2 Protocol, 2.1: what a client may announce; the engine reads them all as 1.2."""
_MOST_FIELDS = 1_000
_OPERATION = frozenset({"query", "update", "default-graph-uri", "named-graph-uri", "version"})
_OF_UPDATE = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
_SECONDS = re.compile(r"[0-9]{1,40}(?:\.[0-9]{1,40})?")

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sent:
    """What the protocol looks at in a request."""

    method: str
    query_string: bytes
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str
    """Value of ``format``, or empty."""
    labels: str = ""
    """Language of the label columns that are wanted, or empty."""
    timeout: float | None = None
    """Seconds after which the client wants no answer any more."""
    file: str = ""
    """Name of the file, without suffix, that browsers are to save the answer as; or empty."""


def read_operation(sent: Sent) -> Operation | None:
    """Return what a request asks, or None for a GET without any operation: that asks for the service itself.

    Raises:
        ProblemError: 400 no query or several, or a parameter that makes no sense; 403 an update; 415 another
            media type or charset.
    """
    fields: Fields = _fields(sent.query_string, "address")
    if sent.method in ("GET", "HEAD"):
        if not any(name in _OPERATION for name, _ in fields):
            return None
    else:
        fields = _posted(sent, fields)
    if any(name in _OF_UPDATE for name, _ in fields):
        raise read_only()
    queries = _values(fields, "query")
    if len(queries) != 1:
        count = f"are {len(queries)} parameters" if queries else "is no parameter"
        raise ProblemError(
            HTTPStatus.BAD_REQUEST,
            f"There {count} «query» in the request, one is needed.",
            kind="query-count",
        )
    _once(fields, "version", VERSIONS)
    return Operation(
        queries[0],
        tuple(filter(None, _values(fields, "default-graph-uri"))),  # forms send empty fields
        tuple(filter(None, _values(fields, "named-graph-uri"))),
        _once(fields, "format"),
        _once(fields, "labels", LANGUAGES),
        _seconds(_once(fields, "timeout")),
        file_name(_once(fields, "file")),
    )


def read_only() -> ProblemError:
    """Return the error of everything that would change the data."""
    return ProblemError(
        HTTPStatus.FORBIDDEN,
        "This service only reads: updates are not offered, at no address.",
        kind="read-only",
    )


def _seconds(text: str) -> float | None:
    if not text:
        return None
    if not _SECONDS.fullmatch(text) or float(text) == 0:
        detail = f"The timeout «{text[:20]}» is no number of seconds above 0."
        remedy = "Write seconds in digits, as 5 or 0.5."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter", remedy=remedy)
    return float(text)


def _posted(sent: Sent, fields: Fields) -> Fields:
    media_type, parameters = parse_options_header(sent.content_type.lower())
    if media_type == UPDATE:
        raise read_only()
    if media_type not in (FORM, QUERY):
        raise _unsupported(sent.method, media_type)
    if parameters.get("charset", "utf-8") not in ("utf-8", "utf8", "us-ascii"):
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Queries are read as UTF-8 only.")
    if media_type == FORM:  # 2.1.2: the query is in the body
        if any(name == "query" for name, _ in fields):
            detail = "The «query» of a form stands in its body, not in the address."
            raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="query-count")
        return [*fields, *_fields(sent.body, "body")]
    version = [("version", parameters["version"])] if "version" in parameters else []
    return [("query", _decode(sent.body, "body").removeprefix("\ufeff")), *fields, *version]  # 2.1.3


def _unsupported(method: str, media_type: str) -> ProblemError:
    status, detail = HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"A body of «{media_type[:80]}» is no query."
    if not media_type:
        detail = "The request does not say the Content-Type of its body."
        if method == "QUERY":  # RFC 10008, 2: told apart from a wrong one
            status = HTTPStatus.BAD_REQUEST
    headers = {"Accept-Post": f"{QUERY}, {FORM}"} if method == "POST" else {}
    remedy = f"Send the query as {QUERY}, or as «query» in {FORM}."
    return ProblemError(status, detail, kind="media-type", remedy=remedy, headers=headers)


def _fields(encoded: bytes, where: str) -> Fields:
    text = _decode(encoded, where)
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise _not_utf8(where) from error
    except ValueError as error:
        detail = f"The {where} has more than {_MOST_FIELDS:,} parameters."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter") from error


def _decode(encoded: bytes, where: str) -> str:
    try:
        return encoded.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(where) from error


def _not_utf8(where: str) -> ProblemError:
    return ProblemError(
        HTTPStatus.BAD_REQUEST,
        f"The {where} of the request is not UTF-8.",
        kind="media-type",
        remedy="Send it as UTF-8.",
    )


def _values(fields: Fields, wanted: str) -> list[str]:
    return [value for name, value in fields if name == wanted]


def _once(fields: Fields, name: str, allowed: Sequence[str] = ()) -> str:
    """Return the value of a parameter that may stand once, or empty."""
    values = _values(fields, name)
    if len(values) > 1:
        detail = f"The parameter «{name}» is there {len(values)} times."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter", remedy="Send it once.")
    value = values[0] if values else ""
    if value and allowed and value not in allowed:
        detail = f"The parameter «{name}» has a value that is not known."
        remedy = f"Write one of {', '.join(allowed)}."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail, kind="parameter", remedy=remedy)
    return value
