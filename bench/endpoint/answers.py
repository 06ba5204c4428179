"""Do servers give the same answers? Compared as sets of solutions or triples, not as bytes."""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph

from bench.endpoint.processes import settle
from bench.endpoint.servers import Server
from bench.endpoint.workload import Request

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {f"{_XSD}{name}" for name in ("integer", "decimal", "int", "long", "double")}

Content = Counter[Any]
"""Solutions or triples, each with how often it comes; an ASK is one entry."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One query that a peer answers differently."""

    server: str
    query: str
    reason: str


@dataclass(slots=True)
class Verified:
    """What servers sent when their answers were compared."""

    lengths: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    """Bytes of the bodies, by server and query."""
    seconds: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    """For each value of the query."""
    slow: dict[str, set[str]] = field(default_factory=dict)
    """Queries, by server, that had no usable answer in time."""

    def mean(self, server: str, queries: Iterable[str]) -> float:
        """Return the mean seconds of ``server`` for one answer to ``queries``, all of them answered."""
        return statistics.mean(seconds for name in queries for seconds in self.seconds[server, name])


_DRAIN = 600.0
"""Seconds that a server may go on working on an answer that was given up."""


def read_answer(body: bytes, *, triples: bool) -> Content:
    """Return what an answer says, without what servers may write differently.

    SPARQL 1.1 JSON as solutions, N-Triples, Turtle or RDF/XML as triples. Numbers are compared by value, the
    old ``typed-literal`` is read as ``literal``, and a plain literal is one of xsd:string (RDF 1.1).

    Raises:
        ValueError: it is neither.
    """
    if triples:
        # rdflib-endpoint writes DESCRIBE as RDF/XML, whatever is asked for.
        form = pyoxigraph.RdfFormat.RDF_XML if body.startswith(b"<?xml") else pyoxigraph.RdfFormat.TURTLE
        try:
            return Counter(set(pyoxigraph.parse(body, format=form)))
        except SyntaxError as error:
            raise ValueError(f"no RDF: {error}") from error
    document = json.loads(body)
    if "boolean" in document:
        return Counter([bool(document["boolean"])])
    if document["head"]["vars"] == ["__ASK_RETVAL"]:  # Virtuoso's ASK: one row for true
        return Counter([bool(document["results"]["bindings"])])
    names = document["head"]["vars"]
    rows = document["results"]["bindings"]
    return Counter(tuple(_term(row.get(name)) for name in names) for row in rows)


def _term(cell: dict[str, str] | None) -> tuple[str, ...]:
    if cell is None:
        return ()
    datatype = cell.get("datatype", "")
    value = cell["value"]
    if datatype in _NUMBERS:
        try:
            return ("number", str(Decimal(value).normalize()))
        except InvalidOperation:
            return ("literal", value, datatype)
    kind = cell["type"].removeprefix("typed-")
    return (kind, value, "" if datatype == f"{_XSD}string" else datatype, cell.get("xml:lang", "").lower())


def compare(
    servers: Sequence[Server], requests: Sequence[Request], *, number: int, patience: float
) -> tuple[list[Difference], Verified]:
    """Ask every server every request; return where one differs from the first server, and what each sent.

    Args:
        servers: the first is the one that others are compared with.
        requests: asked by GET.
        number: of the fresh name.
        patience: seconds to wait for one answer.
    """
    found, verified = [], Verified()
    for request in requests:
        expected = None
        for server in servers:
            if request.name in verified.slow.get(server.name, set()):
                continue
            begin = time.perf_counter()
            try:
                body = server.ask(request.named(number), request.accept, timeout=patience)
                content = read_answer(body, triples=request.accept == "application/n-triples")
            except (OSError, ValueError) as error:
                found.append(Difference(server.name, request.name, f"{type(error).__name__}: {error}"))
                verified.slow.setdefault(server.name, set()).add(request.name)
                settle(server.pid, patience=_DRAIN)
                continue
            key = (server.name, request.name)
            verified.seconds.setdefault(key, []).append(time.perf_counter() - begin)
            verified.lengths.setdefault(key, set()).add(len(body))
            if expected is None:
                expected = content
            elif content != expected:
                found.append(Difference(server.name, request.name, _difference(content, expected)))
    return found, verified


def _difference(content: Content, expected: Content) -> str:
    if content.keys() == expected.keys():
        return f"the same as a set, but {content.total()} rows instead of {expected.total()}"
    lost, more = expected - content, content - expected
    return f"{lost.total()} missing, {more.total()} unexpected of {expected.total()}"
