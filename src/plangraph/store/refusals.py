"""What the statuses and headers of another store mean."""

from __future__ import annotations

from plangraph.store.errors import (
    AnswerTooLargeError,
    StoreAnswerError,
    StoreBusyError,
    StoreDeniedError,
    StoreError,
    StoreQueryError,
    StoreTimeoutError,
)
from plangraph.store.reply import Reply
from plangraph.store.syntax import first_unknown
from plangraph.store.tokens import place

_WORDS = 200
"""Characters of a store's own complaint that are passed on."""


def refusal(status: int, store: str, reply: Reply, what: str) -> StoreError:
    """Return what a status outside 2xx in answer to ``what`` means.

    A complaint about what was asked (400) is passed on, its first line only; what else a store writes about
    its failures is for its own log.
    """
    if 300 <= status < 400:
        return StoreAnswerError(
            f"{store} sends elsewhere, and redirects are not followed",
            remedy="The operator must mend --store.",
        )
    if status in (401, 403):
        return StoreDeniedError(
            f"{store} wants other credentials (status {status})",
            remedy="The operator must mend --store-user and its password, or the token.",
        )
    if status in (408, 504):
        return StoreTimeoutError(f"{store} gave up after its own time limit", remedy="Ask for less.")
    if status in (429, 503):
        return StoreBusyError(
            f"{store} has too much to do (status {status})", remedy="Ask again a little later."
        )
    if status == 400:
        words = _first_line(reply)
        says = f", and says: «{words}»" if words else ""
        return StoreQueryError(
            f"{store} does not understand the {what}{says}",
            remedy="Write it in another way.",
        )
    return StoreAnswerError(
        f"{store} failed (status {status}). There is no partial answer",
        remedy="Ask again; if it recurs, the operator finds the reason in the store's log.",
    )


def refused_function(text: str, base: str) -> StoreQueryError | None:
    """Return why a store that failed probably did, if the query calls a function that is none of SPARQL's.

    Oxigraph's server says 500 then, which would make a client's slip the operator's fault.
    """
    unknown = first_unknown(text, (), base)
    if unknown is None:
        return None
    line, column = place(text, unknown[0].start)
    return StoreQueryError(
        f"line {line}, column {column}: the store behind this service failed, probably because it does not "
        f"have the function <{unknown[1]}>, which is none of SPARQL's",
        remedy="Use SPARQL's own functions.",
    )


def require_whole(reply: Reply, store: str) -> None:
    """Refuse an answer of status 200 of which the store itself says that it is not whole.

    Virtuoso 7 does so in headers: after its own time limit (an "anytime query"), and at ResultSetMaxRows.

    Raises:
        StoreTimeoutError: a part, for lack of time.
        StoreAnswerError: a part, for another reason.
        AnswerTooLargeError: a part, because there are too many rows.
    """
    state, rows = reply.headers.get("x-sql-state"), reply.headers.get("x-sparql-maxrows")
    if state == "S1TAT":
        raise StoreTimeoutError(
            f"{store} stopped at its time limit. There is no partial answer",
            remedy="Ask for less.",
        )
    if state:
        raise StoreAnswerError(
            f"{store} failed with the state {_printable(state)}. There is no partial answer",
            remedy="Ask again; if it recurs, the operator finds the reason in the store's log.",
        )
    if rows is not None:
        raise AnswerTooLargeError(
            f"the answer has more rows than the store sends, which is {_printable(rows)}",
            remedy="Ask for a part, with LIMIT and OFFSET; the operator can raise the store's limit.",
        )


def _first_line(reply: Reply) -> str:
    if reply.media_type != "text/plain":
        return ""
    lines = reply.body[: 4 * _WORDS].decode(errors="replace").strip().splitlines()
    return _printable(lines[0])[:_WORDS] if lines else ""


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)[:_WORDS]
