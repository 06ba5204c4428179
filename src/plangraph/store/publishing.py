"""Put named graphs into another store, each at once: no reader sees half of one.

The Graph Store Protocol's PUT sounds as if it did that, but readers of Oxigraph 0.5.13 and of Virtuoso 7 see
an empty graph while it runs (docs/decisions/0006-remote-store.md). So a graph is first put beside the one
that it replaces, counted there, and then moved into its place by one update.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from plangraph.store.answer import write_statements
from plangraph.store.connection import Connection
from plangraph.store.dataset import Dataset
from plangraph.store.endpoint import Endpoint, delete_graph, put_graph, send_update
from plangraph.store.errors import StoreAnswerError
from plangraph.store.formats import N_TRIPLES
from plangraph.store.graphs import GRAPHS
from plangraph.store.publication import PUBLICATION_GRAPH, Publication, recorded
from plangraph.store.terms import Blank, Statement

_BATCH = 500_000
"""Bytes of triples in one update, roughly: what a default Virtuoso 7 and a default proxy take."""


@dataclass(frozen=True, slots=True)
class Target:
    """A store, and the ways to write to it."""

    endpoint: Endpoint
    connection: Connection
    """For writing, with its patience."""
    update: str = ""
    """Address for SPARQL 1.1 Update; empty: there is none."""
    graph_store: str = ""
    """Address of the Graph Store Protocol; empty: there is none."""


@dataclass(frozen=True, slots=True)
class Published:
    """One graph that was published, or removed because it is no longer among them."""

    graph: str
    sent: int
    """Triples."""
    there: int
    """Triples that the store counts."""


def publish(source: Dataset, target: Target) -> Iterator[Published]:
    """Replace the graphs of ``target`` by those of ``source``, one after the other, and yield each when done.

    Whatever breaks it off, a graph is the old one or the new one. Until the end there is no record of a
    version, so that readers know that the data may change.

    Raises:
        StoreError: the store failed, or counts other triples than were sent; the graph that was being
            published is as before unless only the Graph Store Protocol is there.
    """
    old = recorded(target.endpoint)
    _drop(target, PUBLICATION_GRAPH)
    for graph in source.graphs:
        yield _replace(target, graph, source.graph(graph))
    obsolete = sorted({*old.graphs, *GRAPHS} - set(source.graphs))
    for graph in target.endpoint.sizes(obsolete) if obsolete else ():
        _drop(target, graph)
        yield Published(graph, 0, target.endpoint.sizes([graph]).get(graph, 0))
    record = Publication(source.version, tuple(source.graphs))
    _replace(target, PUBLICATION_GRAPH, tuple(record.statements()))


def _replace(target: Target, graph: str, statements: Sequence[Statement]) -> Published:
    triples = write_statements(list(statements), N_TRIPLES, {})
    if not statements:
        _drop(target, graph)
    elif not target.update:
        put_graph(target.connection, target.graph_store, graph, triples)
    else:
        beside = f"{graph}.next"
        if target.graph_store:
            put_graph(target.connection, target.graph_store, beside, triples)
        else:
            _insert(target, beside, statements, triples)
        _require(target, beside, len(statements), f"Nothing was changed in <{graph}>.")
        _update(target, f"MOVE {NamedNode(beside)} TO {NamedNode(graph)}")
    there = _require(target, graph, len(statements), "Run `plangraph publish` again.")
    return Published(graph, len(statements), there)


def _insert(target: Target, graph: str, statements: Sequence[Statement], triples: bytes) -> None:
    """Fill a graph by updates, over what an earlier attempt may have left there."""
    node = NamedNode(graph)
    _update(target, f"DROP SILENT GRAPH {node}")
    # A blank node's label holds within one request (SPARQL 1.1 Update, 3.1.1), so they go together.
    together = any(isinstance(term, Blank) for statement in statements for term in statement)
    for batch in [triples] if together else _batches(triples):
        _update(target, f"INSERT DATA {{ GRAPH {node} {{ {batch.decode()} }} }}")


def _batches(triples: bytes) -> Iterator[bytes]:
    """Yield N-Triples in pieces of whole lines."""
    start = 0
    while start < len(triples):
        end = triples.find(b"\n", start + _BATCH) + 1 or len(triples)
        yield triples[start:end]
        start = end


def _require(target: Target, graph: str, sent: int, consequence: str) -> int:
    """Return how many triples ``graph`` has there.

    Raises:
        StoreAnswerError: not as many as were sent.
    """
    there = target.endpoint.sizes([graph]).get(graph, 0)
    if there != sent:
        other = "" if target.graph_store else " The store may lose fewer by --graph-store-url."
        raise StoreAnswerError(
            f"the store counts {there:,} triples in <{graph}>, and {sent:,} were sent",
            remedy=f"{consequence}{other}",
        )
    return there


def _drop(target: Target, graph: str) -> None:
    if target.update:
        _update(target, f"DROP SILENT GRAPH {NamedNode(graph)}")
    elif target.endpoint.sizes([graph]):
        delete_graph(target.connection, target.graph_store, graph)


def _update(target: Target, text: str) -> None:
    send_update(target.connection, target.update, text)
