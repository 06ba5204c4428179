"""Do servers give the same answers? Compared as sets of solutions or triples, not as bytes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph

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


def read_answer(body: bytes, *, triples: bool) -> Content:
    """Return what an answer says, without what servers may write differently.

    SPARQL 1.1 JSON as solutions, N-Triples (or Turtle) as triples. Numbers are compared by value, the
    old ``typed-literal`` is read as ``literal``, and a plain literal is one of xsd:string (RDF 1.1).

    Raises:
        ValueError: it is neither.
    """
    if triples:
        try:
            return Counter(set(pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.TURTLE)))
        except SyntaxError as error:
            raise ValueError(f"no N-Triples: {error}") from error
    document = json.loads(body)
    if "boolean" in document:
        return Counter([bool(document["boolean"])])
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


def compare(servers: Sequence[Server], requests: Sequence[Request], *, number: int) -> list[Difference]:
    """Ask every server every request; return where one differs from the first server.

    Args:
        servers: the first is the one that others are compared with.
        requests: asked by GET.
        number: of the fresh name.
    """
    found = []
    for request in requests:
        expected = None
        for server in servers:
            try:
                triples = request.accept == "application/n-triples"
                content = read_answer(server.ask(request.named(number), request.accept), triples=triples)
            except (OSError, ValueError) as error:
                found.append(Difference(server.name, request.name, f"{type(error).__name__}: {error}"))
                continue
            if expected is None:
                expected = content
            elif content != expected:
                lost, more = expected - content, content - expected
                reason = f"{lost.total()} missing, {more.total()} unexpected of {expected.total()}"
                found.append(Difference(server.name, request.name, reason))
    return found
