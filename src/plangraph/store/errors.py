"""What can be wrong with a query, each with its place in the query's text.

QueryError (plangraph.errors)
└── PlacedQueryError
    ├── QuerySyntaxError     not SPARQL, or a function that is not known
    ├── QueryRefusedError    SPARQL that this service does not run: SERVICE, updates
    ├── QueryTooLongError    more characters than the setting allows
    ├── QueryTooComplexError more steps or deeper nesting than the engine survives
    └── AnswerTooLargeError  its answer has more bytes than the setting allows

UnwritableError is about the answer, not the query.
"""

from __future__ import annotations

from plangraph.errors import QueryError


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


class QueryRefusedError(PlacedQueryError):
    """The text asks for something that this service does not do for anybody."""


class QueryTooLongError(PlacedQueryError):
    """The text has more characters than the operator allows."""


class QueryTooComplexError(PlacedQueryError):
    """The text is nested or chained further than the engine can follow without dying."""


class AnswerTooLargeError(PlacedQueryError):
    """The answer has more bytes than the operator allows."""


class UnwritableError(ValueError):
    """The answer is fine but the format cannot hold it; another one can."""
