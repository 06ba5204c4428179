"""Errors as RFC 9457 says: one table of statuses, JSON for programs, a page for browsers."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from plangraph.errors import PlangraphError, QueryError
from plangraph.store.answer import UnwritableError
from plangraph.store.errors import (
    AnswerTooLargeError,
    QueryRefusedError,
    QueryTooComplexError,
    QueryTooLongError,
)
from plangraph.web.negotiation import prefers_html
from plangraph.web.wording import language, words
from plangraph.workers.errors import BusyError, ClientBusyError, DeadlineError, QueryStoppedError

STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (QueryRefusedError, HTTPStatus.FORBIDDEN),
    (QueryTooLongError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (QueryTooComplexError, HTTPStatus.BAD_REQUEST),
    (AnswerTooLargeError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (UnwritableError, HTTPStatus.NOT_ACCEPTABLE),
    (ClientBusyError, HTTPStatus.TOO_MANY_REQUESTS),
    (DeadlineError, HTTPStatus.GATEWAY_TIMEOUT),
    (QueryStoppedError, HTTPStatus.SERVICE_UNAVAILABLE),
)
"""Status of each error, the first class that fits; everything else is a fault of ours, 500."""


class ProblemError(Exception):
    """A request that is answered with an error.

    Args:
        status: of the response.
        detail: whole sentences: what is wrong with this request, and what to do.
        headers: besides the usual ones.
        members: extension members of the problem document.
    """

    def __init__(
        self, status: HTTPStatus, detail: str, *, headers: dict[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.members = status, detail, headers or {}, members


def install(app: Flask) -> None:
    """Answer every error of ``app`` with a problem document."""
    app.register_error_handler(ProblemError, respond)
    app.register_error_handler(PlangraphError, _plangraph_error)
    app.register_error_handler(UnwritableError, _plangraph_error)
    app.register_error_handler(HTTPException, _http_exception)
    app.register_error_handler(Exception, _bug)


def respond(problem: ProblemError) -> Response:
    """Return the problem in the form the client prefers."""
    status = problem.status
    if prefers_html(request.headers.get("Accept"), over="application/problem+json"):
        spoken = language()
        page = render_template("problem.html", problem=problem, t=words(spoken), lang=spoken)
        response = Response(page, status, content_type="text/html; charset=utf-8")
    else:
        document = {
            "status": int(status),
            "title": status.phrase,
            "detail": problem.detail,
            **problem.members,
        }
        body = json.dumps(document, ensure_ascii=False) + "\n"
        response = Response(body, status, content_type="application/problem+json")
    response.headers.update(problem.headers)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"
    return response


def _plangraph_error(error: Exception) -> Response:
    status = next((status for kind, status in STATUSES if isinstance(error, kind)), None)
    if status is None:
        return _bug(error)
    line, column = getattr(error, "line", None), getattr(error, "column", None)
    place = {} if line is None else {"line": line, "column": column}
    text = str(error).rstrip()
    text = text if text.endswith((".", "?")) else f"{text}."
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, BusyError) else {}
    limit = {"timeout": error.seconds} if isinstance(error, DeadlineError) else {}
    return respond(ProblemError(status, text, headers=headers, **place, **limit))


def _http_exception(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    if error.response is not None:  # a redirect that the router makes
        return error.response  # type: ignore[return-value]
    allowed = getattr(error, "valid_methods", None)
    headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
    details = {
        HTTPStatus.NOT_FOUND: "There is nothing at this address. The start page lists what there is.",
        HTTPStatus.METHOD_NOT_ALLOWED: f"This address answers to {headers.get('Allow', '')} only.",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body of the request is larger than this service reads.",
    }
    return respond(
        ProblemError(status, details.get(status, f"{status.description or status.phrase}."), headers=headers)
    )


def _bug(error: Exception) -> Response:
    current_app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
    detail = "The service failed at this request. The fault is ours and is in its log."
    return respond(ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, detail))
