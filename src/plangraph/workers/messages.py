"""What pool and worker say to each other: a question one way, a reply the other.

A message is two lengths, a JSON object, and bytes. Nothing is pickled: a worker whose engine was led astray
by a query must not be able to run code where HTTP is spoken.
"""

from __future__ import annotations

import json
import socket
import struct
from dataclasses import dataclass, fields
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
from plangraph.store.formats import Format, Kind, format_named

_LENGTHS = struct.Struct("!IQ")
_PIECE = 65_536
"""Bytes read, or written, at once; the allocator takes larger ones from the kernel each time."""
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
    """A query with all that bounds it."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str = ""
    """IRI that relative ones are resolved against; empty: none may be."""
    formats: tuple[tuple[str, str, str], ...] = ()
    """A :class:`~plangraph.store.formats.Kind` of answer, the format to write it in, both by name, and the
    version of RDF that the client knows, or empty; no kind twice."""
    labels: str = ""
    """Language of the label columns that are wanted, or empty."""
    longest: int
    """Characters allowed in ``text``."""
    seconds: float
    """From the moment a worker has it."""
    largest: int
    """Bytes allowed in the answer."""
    is_run: bool = True
    """Else the query is only judged: a reply without format says that it is fine."""

    def wanted(self, kind: Kind) -> tuple[Format | None, str]:
        """Return the format for this kind of answer, None if there is none, and the version of RDF."""
        found = next((each for each in self.formats if each[0] == kind.name), ("", "", ""))
        return format_named(found[1]), found[2]


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
    has_grown: bool = False
    """The worker keeps memory that this answer needed, and had better not be used again."""


class WorkerBugError(RuntimeError):
    """A worker failed in a way that nobody foresaw.

    Args:
        told: what a line of the log may tell of it; see :func:`plangraph.logs.fault`.
    """

    def __init__(self, told: dict[str, str]) -> None:
        self.told = told
        super().__init__(" ".join(told.values()))


def send_question(connection: socket.socket, question: Question) -> None:
    """Send ``question`` to a worker."""
    _send(connection, {name: getattr(question, name) for name in _QUESTION})


def receive_question(connection: socket.socket) -> Question | None:
    """Return the next question, None when nobody will ask any more."""
    message = _receive(connection)
    if message is None:
        return None
    told = message[0]
    for name in ("default_graphs", "named_graphs", "formats"):
        told[name] = tuple(told[name])
    return Question(**told)


def send_reply(connection: socket.socket, reply: Reply) -> None:
    """Send an answer to the pool."""
    form = reply.form.name if reply.form else ""
    told = {
        "is_volatile": reply.is_volatile,
        "graphs": reply.graphs,
        "version": reply.version,
        "has_grown": reply.has_grown,
    }
    _send(connection, {"kind": reply.kind.name, "format": form, **told}, reply.body)


def send_error(connection: socket.socket, error: Exception) -> None:
    """Send what went wrong; of a bug only its class and its place."""
    if isinstance(error, PlacedQueryError):
        told = {"problem": error.problem, "line": error.line, "column": error.column, "remedy": error.remedy}
        _send(connection, {"error": type(error).__name__, "told": told})
    elif isinstance(error, StoreError):
        told = {"problem": error.problem, "remedy": error.remedy}
        _send(connection, {"error": type(error).__name__, "told": told})
    elif isinstance(error, UnwritableError):
        _send(connection, {"error": UnwritableError.__name__, "told": str(error)})
    else:
        _send(connection, {"error": "", "told": {**fault(error)}})


def receive_reply(connection: socket.socket) -> Reply | None:
    """Return the answer, None when the worker ended without one.

    Raises:
        PlacedQueryError: as the worker raised it.
        StoreError: as the worker raised it.
        UnwritableError: as the worker raised it.
        WorkerBugError: anything else.
    """
    message = _receive(connection)
    if message is None:
        return None
    head, body = message
    if "error" in head:
        raise _error(head["error"], head["told"])
    graphs = None if head["graphs"] is None else tuple(head["graphs"])
    form = format_named(head["format"])
    return Reply(
        Kind[head["kind"]], form, body, head["is_volatile"], graphs, head["version"], head["has_grown"]
    )


def _error(name: str, told: Any) -> Exception:
    if name in _PLACED:
        return _PLACED[name](**told)
    if name in _STORE:
        return _STORE[name](**told)
    return UnwritableError(told) if name == UnwritableError.__name__ else WorkerBugError(told)


def _send(connection: socket.socket, head: dict[str, Any], body: bytes = b"") -> None:
    text = json.dumps(head).encode()  # ASCII: a query may hold lone surrogates, which UTF-8 cannot
    start = _LENGTHS.pack(len(text), len(body)) + text
    if len(body) < _PIECE:  # in one piece, so that the other side is woken once
        connection.sendall(start + body)
    else:
        connection.sendall(start)
        connection.sendall(body)


def _receive(connection: socket.socket) -> tuple[dict[str, Any], bytes] | None:
    """Return the next message, None when the other side closed before its end."""
    start = _read(connection, b"", _LENGTHS.size)
    if start is None:
        return None
    head_length, body_length = _LENGTHS.unpack_from(start)
    cut = _LENGTHS.size + head_length
    whole = _read(connection, start, cut + body_length)
    return None if whole is None else (json.loads(whole[_LENGTHS.size : cut].decode()), bytes(whole[cut:]))


def _read(connection: socket.socket, begun: bytes, length: int) -> bytes | None:
    """Return at least ``length`` bytes, beginning with ``begun``; None when the other side closed before.

    Nobody speaks twice in a row, so there is never more than one message to read.
    """
    pieces, got = [begun], len(begun)
    while got < length:
        try:
            piece = connection.recv(_PIECE)
        except ConnectionError:
            return None
        if not piece:
            return None
        pieces.append(piece)
        got += len(piece)
    return b"".join(pieces)
