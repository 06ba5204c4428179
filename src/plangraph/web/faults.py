"""Which status and which kind of problem each error is: two tables, the first class that fits."""

from __future__ import annotations

from http import HTTPStatus

from plangraph.errors import QueryError
from plangraph.judging.errors import DocumentError, ReportTooLargeError, SubmissionError
from plangraph.store.errors import (
    AnswerTooLargeError,
    QueryParameterError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTooComplexError,
    QueryTooLongError,
    SearchUnavailableError,
    ServiceError,
    ServiceTimeoutError,
    StoreBusyError,
    StoreError,
    StoreQueryError,
    StoreTimeoutError,
    StoreUnreachableError,
    UnwritableError,
)
from plangraph.web.kinds import Kind, kind_named, kind_of
from plangraph.workers.errors import (
    BusyError,
    ClientBusyError,
    DeadlineError,
    EngineDiedError,
    MemoryLimitError,
    QueryStoppedError,
)

STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (QueryRefusedError, HTTPStatus.FORBIDDEN),
    (QueryTooLongError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (QueryTooComplexError, HTTPStatus.BAD_REQUEST),
    (AnswerTooLargeError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (UnwritableError, HTTPStatus.NOT_ACCEPTABLE),
    (DocumentError, HTTPStatus.BAD_REQUEST),
    (SubmissionError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ClientBusyError, HTTPStatus.TOO_MANY_REQUESTS),
    (DeadlineError, HTTPStatus.GATEWAY_TIMEOUT),
    (QueryStoppedError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreQueryError, HTTPStatus.BAD_REQUEST),
    (StoreTimeoutError, HTTPStatus.GATEWAY_TIMEOUT),
    (ServiceTimeoutError, HTTPStatus.GATEWAY_TIMEOUT),
    (StoreBusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreUnreachableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (SearchUnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreError, HTTPStatus.BAD_GATEWAY),
)
"""Status of each error, the first class that fits; everything else is a fault of ours, 500."""

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (QueryRefusedError, "query-refused"),
    (QueryTooComplexError, "query-too-complex"),
    (QueryTooLongError, "too-large"),
    (QueryParameterError, "parameter"),
    (QuerySyntaxError, "query-syntax"),
    (AnswerTooLargeError, "answer-too-large"),
    (DocumentError, "rdf-syntax"),
    (ReportTooLargeError, "answer-too-large"),
    (SubmissionError, "shapes"),
    (BusyError, "busy"),
    (DeadlineError, "deadline"),
    (MemoryLimitError, "memory"),
    (EngineDiedError, "failure"),
    (ServiceError, "service"),
    (StoreError, "store"),
)
"""Kind of each error whose status does not tell, the first class that fits."""


def status_of(error: Exception) -> HTTPStatus:
    """Return the status of an error, see :data:`STATUSES`."""
    fitting = (status for kind, status in STATUSES if isinstance(error, kind))
    return next(fitting, HTTPStatus.INTERNAL_SERVER_ERROR)


def kind_of_error(error: Exception) -> Kind:
    """Return the kind of problem that an error is."""
    name = next((name for cls, name in _KINDS if isinstance(error, cls)), "")
    return kind_named(name) if name else kind_of(status_of(error))
