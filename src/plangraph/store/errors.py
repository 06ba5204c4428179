"""What can be wrong with a query, each with its place in the query's text.

QueryError (plangraph.errors)
└── PlacedQueryError
    ├── QuerySyntaxError     not SPARQL, or a function that is not known
    ├── QueryParameterError  a parameter of the request does not go with the query
    ├── QueryRefusedError    SPARQL that this service does not run: SERVICE, updates
    ├── QueryTooLongError    more characters than the setting allows
    ├── QueryTooComplexError more steps or deeper nesting than the engine survives
    └── AnswerTooLargeError  its answer has more bytes than the setting allows

UnwritableError is about the answer, not the query.

StoreError (PlangraphError)  the store behind this service did not answer as it should
├── StoreUnreachableError    nobody answers at its address
├── StoreDeniedError         it wants other credentials
├── StoreTimeoutError        it took too long, or gave up
├── StoreBusyError           it has too much to do
│   └── IndexBeingMadeError  it is ours, and the index of its words is not there yet
├── StoreQueryError          it does not understand a query that is SPARQL
├── StoreAnswerError         anything else: broken, of the wrong type, cut off, an error of its own
├── ServiceError             not the store, but an endpoint that the query calls by SERVICE
│   └── ServiceTimeoutError  it took too long
└── SearchUnavailableError   no index of its words can be made
"""

from __future__ import annotations

from collections.abc import Sequence

from plangraph.errors import PlangraphError, QueryError


class PlacedQueryError(QueryError):
    """A query that cannot be answered, with the place that is to blame.

    Args:
        problem: what is wrong, one clause, no full stop.
        line: 1-based, None where the whole query is to blame.
        column: 1-based, in characters.
        remedy: one or more whole sentences, or nothing.
    """

    def __init__(
        self, problem: str, *, line: int | None = None, column: int | None = None, remedy: str = ""
    ) -> None:
        self.column = column
        super().__init__(problem, line=line, remedy=remedy)

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}: "
        place += "" if self.line is None else f"line {self.line}, column {self.column}: "
        return f"{place}{self.problem}. {self.remedy}".rstrip()


class QuerySyntaxError(PlacedQueryError):
    """The text is no SPARQL query."""


class QueryParameterError(PlacedQueryError):
    """What the request says besides the query does not go with it."""


def names_no_graph(iri: str) -> QueryParameterError:
    """Return the error of a request whose dataset has something that is no absolute IRI."""
    return QueryParameterError(
        f"«{iri}» is no absolute IRI, so it names no graph",
        remedy="Name graphs of the request by absolute IRIs.",
    )


class QueryRefusedError(PlacedQueryError):
    """The text asks for something that this service does not do for anybody."""


class QueryTooLongError(PlacedQueryError):
    """The text has more characters than the operator allows."""


class QueryTooComplexError(PlacedQueryError):
    """The text is nested or chained further than the engine can follow without dying."""


class AnswerTooLargeError(PlacedQueryError):
    """The answer has more bytes than the operator allows."""


class UnwritableError(ValueError):
    """The answer is fine but the format cannot hold it; another one can.

    Args:
        problem: what the format lacks, one clause, no full stop.
        available: media types to choose from instead, if they are known.
    """

    def __init__(self, problem: str, available: Sequence[str] = ()) -> None:
        self.problem, self.available = problem, tuple(available)
        super().__init__(problem)


class StoreError(PlangraphError):
    """The store that this service asks did not answer as it should; there is no partial answer.

    Args:
        problem: what happened, one clause, no full stop.
        remedy: what to do, whole sentences.
    """

    def __init__(self, problem: str, *, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem}. {remedy}")


class StoreUnreachableError(StoreError):
    """Nobody answers at the store's address."""


class StoreDeniedError(StoreError):
    """The store wants other credentials, or grants them less."""


class StoreTimeoutError(StoreError):
    """The store took longer than it was given, or gave up."""


class StoreBusyError(StoreError):
    """The store has too much to do now."""


class IndexBeingMadeError(StoreBusyError):
    """The index of words is being made, and will be there in a moment."""


class StoreQueryError(StoreError):
    """The store does not understand a query that is SPARQL."""


class StoreAnswerError(StoreError):
    """The store's answer cannot be used."""


class ServiceError(StoreError):
    """An endpoint that the query calls by SERVICE did not answer as it should."""


class ServiceTimeoutError(ServiceError):
    """An endpoint that the query calls by SERVICE took longer than it was given, or gave up."""


class SearchUnavailableError(StoreError):
    """There is no index of words, and none can be made."""
