"""IRIs for blank nodes, since a report has none: made from what a graph says about each."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from urllib.parse import quote

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node as AnyNode

from plangraph.validation.results import Node

GENID = "https://w3id.org/.well-known/genid/plangraph/"
"""RDF 1.1 Concepts, 3.5: IRIs with this path stand for blank nodes."""
FILES = GENID + "file/"
"""Namespace of files that were validated; see ``file_iri``."""


def skolem_iri(node: AnyNode, graph: Graph) -> Node:
    """Return ``node``, or for a blank node an IRI made from its triples in ``graph``.

    Blank nodes of which the same is said get the same IRI. ``graph`` should be what was asserted: names made
    with entailed triples would differ before and after inference.
    """
    if isinstance(node, URIRef | Literal):
        return node
    described = sorted(
        f"{predicate.n3()} {'[]' if isinstance(value, BNode) else value.n3()}"
        for predicate, value in graph.predicate_objects(node)
    )
    return URIRef(GENID + sha256("\n".join(described).encode()).hexdigest()[:16])


def blank_nodes(graph: Graph, iris: Collection[Node]) -> dict[Node, BNode]:
    """Return which blank node of ``graph`` each of the skolem ``iris`` stands for; others are left out."""
    wanted = {iri for iri in iris if str(iri).startswith(GENID)}
    if not wanted:
        return {}
    blank = {term for triple in graph for term in triple if isinstance(term, BNode)}
    named = {skolem_iri(node, graph): node for node in sorted(blank, reverse=True)}
    return {iri: node for iri, node in named.items() if iri in wanted}


def file_iri(name: str) -> URIRef:
    """Return an IRI for a validated file by its name, without steps to a folder above."""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return URIRef(FILES + quote("/".join(parts)))
