"""IRIs as the engine's nodes, and which graphs a query sees."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from plangraph.store.errors import names_no_graph
from plangraph.store.guard import Verdict


def graph_options(
    verdict: Verdict, default_graphs: Sequence[str], named_graphs: Sequence[str]
) -> dict[str, bool | list[NamedNode]]:
    """Return what the engine is told about the graphs of a query.

    Raises:
        QueryParameterError: the name of a graph is no absolute IRI.
    """
    if default_graphs or named_graphs:
        return {"default_graph": _nodes(default_graphs), "named_graphs": _nodes(named_graphs)}
    # The engine lets the union win over FROM (pyoxigraph 0.5.13), so it is asked for only without FROM.
    return {"use_default_graph_as_union": not verdict.chooses_graphs}


def _nodes(iris: Sequence[str]) -> list[NamedNode]:
    for iri in iris:
        if node_of(iri) is None:
            raise names_no_graph(iri)
    return [NamedNode(iri) for iri in iris]


def node_of(iri: str) -> NamedNode | None:
    """Return the engine's node; None where ``iri`` is no absolute IRI, so that nothing is said about it."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None
