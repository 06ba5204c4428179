"""The type of a triple, and labels in the plan's language."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS

Triple = tuple[URIRef, URIRef, URIRef | Literal]


def title_triples(node: URIRef, title: str) -> Iterator[Triple]:
    """Yield title and label of something that the plan prints in Italian."""
    yield node, DCTERMS.title, Literal(title, lang="it")
    yield node, RDFS.label, Literal(title, lang="it")
