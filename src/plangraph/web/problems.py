"""Errors as RFC 9457 says: one table of statuses, JSON for programs, a page for browsers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from plangraph.errors import PlangraphError
from plangraph.logs import fault, log
from plangraph.store.errors import (
    IndexBeingMadeError,
    StoreBusyError,
    StoreError,
    StoreQueryError,
    StoreUnreachableError,
    UnwritableError,
)
from plangraph.store.terms import Iri
from plangraph.store.unended import Unended
from plangraph.web.asking.complaints import sentence
from plangraph.web.faults import kind_of_error, status_of
from plangraph.web.kinds import kind_named, kind_of
from plangraph.web.languages import accepted_language, language
from plangraph.web.links import Links, Shown
from plangraph.web.negotiation import prefers_html
from plangraph.web.translations import ENGLISH, LANGUAGES
from plangraph.workers.errors import (
    BusyError,
    DeadlineError,
)

PROBLEM = "application/problem+json"
"""RFC 9457, 3."""
VALIDATE = "/validate"
"""Where clients choose the language of what programs get."""

BUG = "The service failed at this request, the fault is ours and is in its log."
_STORE_RETRY = "5"
"""Seconds after which another store may be asked again."""


class ProblemError(Exception):
    """A request that is answered with an error.

    Args:
        status: of the response.
        detail: one sentence: what is wrong with this request.
        kind: name of the problem type, see :mod:`plangraph.web.kinds`; empty: the usual one of the status.
        remedy: what to do, whole sentences; empty: what the problem type says.
        headers: besides the usual ones.
        said: what is wrong as the store or a worker says it, without its place; empty if nobody else did.
        members: extension members of the problem document.
    """

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        kind: str = "",
        remedy: str = "",
        headers: dict[str, str] | None = None,
        said: str = "",
        **members: Any,
    ) -> None:
        super().__init__(detail)
        self.said = said
        self.status, self.detail, self.headers, self.members = status, detail, headers or {}, members
        self.kind = kind_named(kind) if kind else kind_of(status)
        self.remedy = remedy


ERROR = "plangraph.error"
"""Key of the environ under which whoever stands before the application says what to tell the client."""


def install(app: Flask) -> None:
    """Answer every error of ``app`` with a problem document, also one from before."""
    app.before_request(_raise)
    app.register_error_handler(ProblemError, respond)
    app.register_error_handler(PlangraphError, _plangraph_error)
    app.register_error_handler(UnwritableError, _plangraph_error)
    app.register_error_handler(HTTPException, _http_exception)
    app.register_error_handler(Exception, _bug)


def _raise() -> None:
    error: Exception | None = request.environ.get(ERROR)
    if error is not None:
        raise error


def respond(problem: ProblemError) -> Response:
    """Return the problem in the form the client prefers."""
    status = problem.status
    if prefers_html(request.headers.get("Accept"), over=PROBLEM):
        page = render_template(
            "problem.html",
            problem=problem,
            told=_translated(problem, language()),
            index=LANGUAGES.index(language()),
            suggestions=_suggested(problem.members.get("suggestions", ())),
        )
        response = Response(page, status, content_type="text/html; charset=utf-8")
    else:
        spoken = _spoken()
        body = problem_document(problem, current_app.extensions["settings"].origin, spoken)
        response = Response(body, status, content_type=PROBLEM)
        if request.path == VALIDATE:
            response.headers["Content-Language"] = spoken
            response.vary.add("Accept-Language")
    response.headers.update(problem.headers)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"
    return response


def _translated(problem: ProblemError, spoken: str) -> str:
    """Return the detail in a language; empty where the catalogue does not know what was said."""
    told = sentence(problem.said, spoken)
    members, index = problem.members, LANGUAGES.index(spoken)
    where = _where(members.get("document", ""), members.get("line"), members.get("column"), index)
    return f"{told} ({where.removesuffix(': ')})" if told and where else told


def _suggested(iris: Sequence[str]) -> list[Shown]:
    links: Links = current_app.extensions["links"]
    return [links.show(Iri(iri), language()) for iri in iris]


def _spoken() -> str:
    """Return the language of a problem document: reports are in two, so why there is none is too."""
    return accepted_language(LANGUAGES[ENGLISH]) if request.path == VALIDATE else LANGUAGES[ENGLISH]


def problem_document(problem: ProblemError, origin: str, spoken: str = LANGUAGES[ENGLISH]) -> str:
    """Return the problem as JSON, its type below ``origin``.

    In Italian it says what its kind says, with the place; the particular words are an English ``reason``.
    """
    index, members = LANGUAGES.index(spoken), problem.members
    own = {"detail": problem.detail, "remedy": problem.remedy or problem.kind.remedy[ENGLISH]}
    if index != ENGLISH:
        where = _where(members.get("document", ""), members.get("line"), members.get("column"), index)
        own = {
            "detail": f"{where}{_probably(members.get('unended'), spoken) or problem.kind.title[index]}.",
            "remedy": problem.kind.remedy[index],
            "reason": f"{problem.detail} {problem.remedy}".strip(),
        }
    document = {
        "type": f"{origin}/problems#{problem.kind.name}",
        "status": int(problem.status),
        "title": problem.kind.title[index],
        **own,
        **members,
    }
    return json.dumps(document, ensure_ascii=False) + "\n"


def problem_of(error: Exception) -> ProblemError:
    """Return what a client is told of an error that is no bug; of a bug, that it is one."""
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, HTTPException):
        return _http_problem(error)
    status = status_of(error)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return ProblemError(status, BUG)
    line, column = getattr(error, "line", None), getattr(error, "column", None)
    place = {} if line is None else {"line": line, "column": column}
    document = getattr(error, "document", "")
    kind = kind_of_error(error).name
    where = _where(document, line, column)
    problem = getattr(error, "problem", str(error))
    remedy = getattr(error, "remedy", "")
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, BusyError) else {}
    if isinstance(error, StoreBusyError | StoreUnreachableError):
        headers = {"Retry-After": _STORE_RETRY}
    members = {"timeout": error.seconds} if isinstance(error, DeadlineError) else place
    members |= {"document": document} if document else {}
    available = getattr(error, "available", ())
    members |= {"available": list(available)} if available else {}
    guess = getattr(error, "unended", None)
    members |= {"unended": guess._asdict()} if guess else {}
    likely = guess.sentence(LANGUAGES[ENGLISH]) if guess else ""
    said = f"{likely} ({problem})" if likely else problem
    return ProblemError(
        status, f"{where}{said}.", kind=kind, remedy=remedy, headers=headers, said=problem, **members
    )


def _probably(told: dict[str, Any] | None, spoken: str) -> str:
    return Unended(**told).sentence(spoken) if told else ""


def _plangraph_error(error: Exception) -> Response:
    if status_of(error) == HTTPStatus.INTERNAL_SERVER_ERROR:
        return _bug(error)
    if isinstance(error, StoreError) and not isinstance(error, StoreQueryError | IndexBeingMadeError):
        log("error", "store failed", kind=type(error).__name__, problem=error.problem)
    return respond(problem_of(error))


def _where(document: str, line: int | None, column: int | None, index: int = ENGLISH) -> str:
    parts = [
        f"«{document}»" if document else "",
        "" if line is None else f"{('riga', 'line')[index]} {line}",
        "" if column is None else f"{('colonna', 'column')[index]} {column}",
    ]
    told = ", ".join(part for part in parts if part)
    return f"{told}: " if told else ""


def _http_exception(error: HTTPException) -> Response:
    if error.response is not None:  # a redirect that the router makes
        return error.response  # type: ignore[return-value]
    return respond(_http_problem(error))


def _http_problem(error: HTTPException) -> ProblemError:
    status = HTTPStatus(error.code or 500)
    allowed = getattr(error, "valid_methods", None)
    headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
    details = {
        HTTPStatus.NOT_FOUND: "There is nothing at this address.",
        HTTPStatus.METHOD_NOT_ALLOWED: f"This service only reads, and here by {headers.get('Allow', '')}.",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body of the request is larger than this service reads.",
    }
    detail = details.get(status, f"{status.description or status.phrase}.")
    return ProblemError(status, detail, headers=headers)


def _bug(error: Exception) -> Response:
    told = {f"worker_{name}": value for name, value in getattr(error, "told", {}).items()}
    log("error", "request failed", method=request.method, path=request.path[:200], **fault(error), **told)
    return respond(ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, BUG))
