"""What another store says about one thing, by one request, and a second one where the thing has parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from plangraph.store.dataset import Description, in_order, parts_of
from plangraph.store.graphs import INFERRED_GRAPH
from plangraph.store.lookups import Row, Select, is_iri
from plangraph.store.terms import Iri, Statement


def described(iri: str, select: Select) -> Description:
    """Return what is said about ``iri``; empty where nothing is.

    Args:
        iri: of the thing.
        select: asks the graphs that are served, as default graph and as named ones.
    """
    if not is_iri(iri):
        return Description(iri, (), ())
    subject, value = (f"VALUES ?{name} {{ {NamedNode(iri)} }}" for name in "so")
    rows = select(
        f"SELECT DISTINCT ?s ?p ?o ?inferred {{ {{ {subject} ?s ?p ?o }} UNION {{ {value} ?s ?p ?o }} UNION"
        f" {{ {subject} GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }} BIND (true AS ?inferred) }} }}"
    )
    said = dict.fromkeys(statements_of(row[:3] for row in rows))
    outgoing = in_order(triple for triple in said if triple[0] == Iri(iri))
    inbound = in_order(triple for triple in said if triple[2] == Iri(iri))
    if parts := parts_of(iri, outgoing):
        nodes = " ".join(str(NamedNode(part)) for part in parts)
        outgoing += in_order(
            statements_of(select(f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?s {{ {nodes} }} ?s ?p ?o }}"))
        )
    inferred = frozenset(statements_of(row[:3] for row in rows if row[3] is not None))
    return Description(iri, tuple(outgoing), tuple(inbound), inferred)


def statements_of(rows: Iterable[Row]) -> Iterator[Statement]:
    """Yield those of the rows ``?s ?p ?o`` that are statements."""
    return ((s, p, o) for s, p, o in rows if s is not None and isinstance(p, Iri) and o is not None)
