"""Read a query operation from a request: SPARQL 1.1 Protocol, section 2.1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus

from flask import Request
from werkzeug.datastructures import MultiDict

from plangraph.web.problems import ProblemError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_READ_ONLY = "This service only reads: updates are not offered, at no address. Send a query."


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str
    """Value of ``format``, or empty."""
    timeout: float | None
    """Seconds after which the client wants no answer any more."""


def read_operation(request: Request) -> Operation | None:
    """Return what a request asks, or None for a GET without any query: that asks for the service itself.

    Raises:
        ProblemError: 400 no query, several, or a timeout that is none; 403 an update;
            415 another media type or charset.
    """
    if request.method in ("GET", "HEAD"):
        parameters, queries = request.args, request.args.getlist("query")
        if not queries and "update" not in parameters:
            return None
    else:
        parameters, queries = _posted(request)
    if "update" in parameters or "using-graph-uri" in parameters:
        raise ProblemError(HTTPStatus.FORBIDDEN, _READ_ONLY)
    if len(queries) != 1:
        count = "no" if not queries else str(len(queries))
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"There is {count} «query» in the request, one is needed.")
    return Operation(
        queries[0],
        tuple(parameters.getlist("default-graph-uri")),
        tuple(parameters.getlist("named-graph-uri")),
        parameters.get("format", ""),
        _seconds(parameters.get("timeout", "")),
    )


def _seconds(text: str) -> float | None:
    if not text:
        return None
    if not _SECONDS.fullmatch(text) or float(text) == 0:
        detail = f"The timeout «{text[:20]}» is no number of seconds above 0."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail)
    return float(text)


def _posted(request: Request) -> tuple[MultiDict[str, str], list[str]]:
    if request.mimetype == FORM:  # 2.1.2
        fields = request.form
        return MultiDict([*request.args.items(multi=True), *fields.items(multi=True)]), fields.getlist(
            "query"
        )
    if request.mimetype == QUERY:  # 2.1.3
        return request.args, [_decode(request), *request.args.getlist("query")]
    if request.mimetype == UPDATE:
        raise ProblemError(HTTPStatus.FORBIDDEN, _READ_ONLY)
    detail = f"POST a query as {QUERY}, or as «query» in {FORM}."
    raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, headers={"Accept-Post": f"{QUERY}, {FORM}"})


def _decode(request: Request) -> str:
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Queries are read as UTF-8 only.")
    try:
        return request.get_data().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"The query is not UTF-8, from byte {error.start} on."
        raise ProblemError(HTTPStatus.BAD_REQUEST, detail) from error
