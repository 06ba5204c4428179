"""The record that ``plangraph publish`` leaves in another store: which graphs it put there, in which version.

It is a graph of its own, and no part of what is served::

    <…/id/graph/publication#graphs> a void:Dataset ; dcterms:identifier "sha256" ;
        void:subset <…/id/graph/plan>, <…/id/graph/catalogue> .
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plangraph.store.endpoint import Endpoint
from plangraph.store.graphs import GRAPHS
from plangraph.store.terms import Iri, Literal, Statement

PUBLICATION_GRAPH = "https://w3id.org/plangraph/id/graph/publication"
_RECORD = Iri(f"{PUBLICATION_GRAPH}#graphs")
_TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_VOID = "http://rdfs.org/ns/void#"
_IDENTIFIER = Iri("http://purl.org/dc/terms/identifier")
_QUERY = f"""SELECT ?version ?graph {{
  <{_RECORD.value}> <{_IDENTIFIER.value}> ?version ; <{_VOID}subset> ?graph
}}"""


@dataclass(frozen=True, slots=True)
class Publication:
    """What one run of ``plangraph publish`` put into a store."""

    version: str = ""
    """Digest of what was published; empty if nothing was, or not to the end."""
    graphs: tuple[str, ...] = ()
    """Their IRIs."""

    def statements(self) -> Iterator[Statement]:
        """Yield the triples of the record."""
        yield _RECORD, _TYPE, Iri(f"{_VOID}Dataset")
        yield _RECORD, _IDENTIFIER, Literal(self.version)
        for graph in self.graphs:
            yield _RECORD, Iri(f"{_VOID}subset"), Iri(graph)


def recorded(endpoint: Endpoint) -> Publication:
    """Return what the store's record says; two versions are none.

    Raises:
        StoreError: the store does not answer as it should.
    """
    reply = endpoint.ask(_QUERY, "SELECT", default=(PUBLICATION_GRAPH,), named=())
    rows = endpoint.read(reply, "SELECT", {}).rows()
    pairs = [(version.value, graph.value) for version, graph in rows if version and graph]
    versions = {version for version, _ in pairs}
    if len(versions) != 1:
        return Publication()
    graphs = {graph for _, graph in pairs}
    usual = [graph for graph in GRAPHS if graph in graphs]  # as the files name them
    return Publication(versions.pop(), (*usual, *sorted(graphs.difference(usual))))
