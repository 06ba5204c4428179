"""What is said about queries between pool and worker: a question one way, a reply the other."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from plangraph.logs import fault
from plangraph.store.errors import (
    AnswerTooLargeError,
    PlacedQueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTooComplexError,
    QueryTooLongError,
    StoreError,
    UnwritableError,
)
from plangraph.store.excerpt import Window
from plangraph.store.formats import Format, Kind, format_named
from plangraph.workers.framing import Frame

_STORE = {kind.__name__: kind for kind in StoreError.__subclasses__()}
_PLACED = {
    kind.__name__: kind
    for kind in (
        QuerySyntaxError,
        QueryRefusedError,
        QueryTooLongError,
        QueryTooComplexError,
        AnswerTooLargeError,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query, or the wish for a whole graph, with all that bounds it."""

    text: str
    """Of the query; empty where a graph is wanted."""
    whole: str = ""
    """The graph that is wanted, see :func:`~plangraph.store.dumps.dump`; empty where there is a query."""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str = ""
    """IRI that relative ones are resolved against; empty: none may be."""
    formats: tuple[tuple[str, str, str], ...] = ()
    """A :class:`~plangraph.store.formats.Kind` of answer, a format to write it in, both by name, and the
    version of RDF that the client knows, or empty; of each kind the best format first."""
    labels: str = ""
    """Language of the label columns that are wanted, or empty."""
    longest: int
    """Characters allowed in ``text``."""
    seconds: float
    """From the moment a worker has it."""
    largest: int
    """Bytes allowed in the answer."""
    values: tuple[tuple[str, str, str | None], ...] = ()
    """Of projected variables: name, IRI or lexical form, and the datatype's IRI; None for IRIs."""
    window: Window | None = None
    """Only this part of the answer is wanted, as :func:`~plangraph.store.excerpt.write_excerpt` writes it."""
    is_run: bool = True
    """Else the query is only judged: a reply without format says that it is fine."""

    def wanted(self, kind: Kind) -> list[tuple[Format, str]]:
        """Return the formats for this kind of answer, each with the version of RDF, the best one first."""
        named = ((format_named(name), version) for of, name, version in self.formats if of == kind.name)
        return [(form, version) for form, version in named if form is not None]

    def version(self, kind: Kind, form: Format) -> str:
        """Return the version of RDF that the client knows in a format, or empty."""
        return dict(self.wanted(kind)).get(form, "")


_QUESTION = tuple(entry.name for entry in fields(Question))


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, written."""

    kind: Kind
    form: Format | None
    """None where the question names no format for this kind; then there is no body."""
    body: bytes
    is_volatile: bool = False
    """Asked again, the question may be answered otherwise."""
    graphs: tuple[str, ...] | None = None
    """IRIs that the query's own FROM clauses name; None if it has none."""
    version: str = ""
    """Of the data that it comes from; empty if they changed meanwhile."""


class WorkerBugError(RuntimeError):
    """A worker failed in a way that nobody foresaw.

    Args:
        told: what a line of the log may tell of it; see :func:`plangraph.logs.fault`.
    """

    def __init__(self, told: dict[str, str]) -> None:
        self.told = told
        super().__init__(" ".join(told.values()))


def question_frame(question: Question) -> Frame:
    """Return the message that asks ``question``."""
    window = None if question.window is None else asdict(question.window)
    return {name: getattr(question, name) for name in _QUESTION} | {"window": window}, b""


def read_question(asked: Frame) -> Question:
    """Return the question of a message."""
    told = asked[0]
    for name in ("default_graphs", "named_graphs", "formats"):
        told[name] = tuple(told[name])
    told["values"] = tuple(map(tuple, told["values"]))
    if told["window"] is not None:
        told["window"] = Window(**told["window"] | {"values_of": tuple(told["window"]["values_of"])})
    return Question(**told)


def reply_frame(reply: Reply) -> Frame:
    """Return the message that answers."""
    told = {"is_volatile": reply.is_volatile, "graphs": reply.graphs, "version": reply.version}
    form = reply.form.name if reply.form else ""
    return {"kind": reply.kind.name, "format": form, **told}, reply.body


def error_frame(error: Exception) -> Frame:
    """Return the message that says what went wrong; of a bug only its class and its place."""
    if isinstance(error, PlacedQueryError):
        told = {"problem": error.problem, "line": error.line, "column": error.column, "remedy": error.remedy}
        return {"error": type(error).__name__, "told": told}, b""
    if isinstance(error, StoreError):
        told = {"problem": error.problem, "remedy": error.remedy}
        return {"error": type(error).__name__, "told": told}, b""
    if isinstance(error, UnwritableError):
        return {
            "error": UnwritableError.__name__,
            "told": {"problem": error.problem, "available": error.available},
        }, b""
    return {"error": "", "told": {**fault(error)}}, b""


def read_reply(answered: Frame) -> Reply:
    """Return the answer of a message.

    Raises:
        PlacedQueryError: as the worker raised it.
        StoreError: as the worker raised it.
        UnwritableError: as the worker raised it.
        WorkerBugError: anything else.
    """
    head, body = answered
    if "error" in head:
        raise _error(head["error"], head["told"])
    graphs = None if head["graphs"] is None else tuple(head["graphs"])
    form = format_named(head["format"])
    return Reply(Kind[head["kind"]], form, body, head["is_volatile"], graphs, head["version"])


def _error(name: str, told: Any) -> Exception:
    if name in _PLACED:
        return _PLACED[name](**told)
    if name in _STORE:
        return _STORE[name](**told)
    return UnwritableError(**told) if name == UnwritableError.__name__ else WorkerBugError(told)
