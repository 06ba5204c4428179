"""From a request as it was sent to the question that workers answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from plangraph.settings import Settings
from plangraph.store.formats import Kind, formats_for
from plangraph.web.bodies import read_body
from plangraph.web.problems import ProblemError
from plangraph.web.protocol import Operation, Sent, read_operation
from plangraph.web.responses import formats_by_kind, negotiate
from plangraph.workers.messages import Question

_USUAL = 4_096
"""Bytes of a request whose reading is remembered."""
_BODIES = frozenset({"POST", "QUERY"})

Environ = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation, and what it is in the words of the workers."""

    operation: Operation
    question: Question
    accept: str
    key: bytes
    """Digest of what decides about the answer, besides the data: dataset, query, media type, labels, file."""

    def not_acceptable(self, kind: Kind) -> ProblemError:
        """Return why an answer of this kind cannot be had in any format that the client wants."""
        try:
            negotiate(formats_for(kind), accept=self.accept, asked=self.operation.format)
        except ProblemError as error:
            return error
        raise AssertionError("the format was there")


class Reader:
    """Reads requests, and remembers how the last short ones were read: clients repeat themselves."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._remembered = lru_cache(maxsize=1_024)(self._read)

    def read(self, environ: Environ) -> Asked | None:
        """Return what a request to the endpoint asks; None if it wants to know what the service is.

        Args:
            environ: of WSGI; a body is read to its end.

        Raises:
            ProblemError: see :func:`~plangraph.web.protocol.read_operation`.
            RequestEntityTooLarge: the body is larger than the settings allow.
        """
        method, body = environ["REQUEST_METHOD"], b""
        if method in _BODIES:
            body = read_body(environ, self._settings.body_size)
        sent = Sent(
            method,
            environ.get("QUERY_STRING", "").encode("latin-1"),  # PEP 3333
            environ.get("CONTENT_TYPE", ""),
            body,
        )
        accept = environ.get("HTTP_ACCEPT", "")
        usual = len(sent.query_string) + len(sent.content_type) + len(body) + len(accept) <= _USUAL
        return (self._remembered if usual else self._read)(sent, accept)

    def _read(self, sent: Sent, accept: str) -> Asked | None:
        operation = read_operation(sent)
        if operation is None:
            return None
        settings = self._settings
        question = Question(
            text=operation.query,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
            base=f"{settings.origin}/sparql",  # SPARQL 1.1 Protocol, 2.3, without BASE
            formats=formats_by_kind(accept, operation.format),
            labels=operation.labels,
            longest=settings.query_length,
            seconds=min(operation.timeout or settings.deadline, settings.deadline),
            largest=settings.answer_size,
        )
        q = question
        key = digest(q.text, q.default_graphs, q.named_graphs, q.base, q.formats, q.labels, operation.file)
        return Asked(operation, question, accept, key)


def digest(*parts: object) -> bytes:
    """Return a key of fixed size for strings, and tuples of strings: a cache holds many, of any length."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=20).digest()
