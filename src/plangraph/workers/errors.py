"""Why a query, or whatever workers are asked, got no answer although it was fine in itself.

QueryStoppedError (PlangraphError)
├── BusyError            no worker is free, or the query had to make room for others; later it may run
│   └── ClientBusyError  this client has as many queries at once as one client may have
├── DeadlineError        it took longer than it was allowed to
├── MemoryLimitError     it wanted more memory than a query may have
└── EngineDiedError      the engine, or somebody from outside, ended its process
"""

from __future__ import annotations

from plangraph.errors import PlangraphError
from plangraph.workers.terms import Wording

QUERY = Wording(
    work="query",
    works="queries",
    too_long="Ask for less: fewer patterns without a common variable, shorter property paths, a LIMIT.",
    too_much="Ask for less: sort, group and concatenate fewer rows.",
    died="If it fails again, write the query in a simpler way.",
)
"""Of queries."""


class QueryStoppedError(PlangraphError):
    """A query that ended without an answer, not because of its text.

    Args:
        problem: what happened, no full stop at its end.
        remedy: what to do, whole sentences.
    """

    def __init__(self, problem: str, *, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem}. {remedy}")


class BusyError(QueryStoppedError):
    """The service has too much to do.

    Args:
        problem: what happened, no full stop at its end.
        remedy: what to do, whole sentences.
        retry_after: seconds after which asking again makes sense.
    """

    def __init__(self, problem: str, *, remedy: str, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(problem, remedy=remedy)


class ClientBusyError(BusyError):
    """One client asks too much at once."""


class DeadlineError(QueryStoppedError):
    """It took longer than ``seconds``."""

    def __init__(self, seconds: float, wording: Wording = QUERY) -> None:
        self.seconds = seconds
        super().__init__(
            f"The {wording.work} was stopped after {seconds:g} s, which is as long as it had. "
            "There is no partial answer",
            remedy=wording.too_long,
        )


class MemoryLimitError(QueryStoppedError):
    """It wanted more than ``megabytes`` of memory."""

    def __init__(self, megabytes: int, wording: Wording = QUERY) -> None:
        self.megabytes = megabytes
        super().__init__(
            f"The {wording.work} was stopped because it needs more than {megabytes:,} MiB of memory, which "
            "is as much as it may have here. There is no partial answer",
            remedy=wording.too_much,
        )


class EngineDiedError(QueryStoppedError):
    """The process that worked on it ended."""

    def __init__(self, wording: Wording = QUERY) -> None:
        super().__init__(
            f"The engine failed at this {wording.work}, and no other. There is no partial answer",
            remedy=wording.died,
        )
