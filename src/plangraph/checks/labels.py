"""Whether names are complete in both languages where they have to be; the plan's own words stay Italian."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

from plangraph.checks.check import broken
from plangraph.validation import ValidationResult

LANGUAGES = {"en", "it"}
_NAMED = {
    SKOS.ConceptScheme: (SKOS.prefLabel, RDFS.label, DCTERMS.title),
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCAT.Distribution: (DCTERMS.title, DCTERMS.description),
    DCAT.DataService: (DCTERMS.title, DCTERMS.description),
}
"""By class, the properties that must be in both languages where they are stated at all."""
SCHEMES = ("activity-type", "anomaly-kind", "bes", "link-method", "link-status", "mention-kind", "wellbeing")
"""Schemes of this project. Names of others (measures of the PNRR, acronyms) stay as they were published."""


def half_named(graph: Graph) -> Iterator[ValidationResult]:
    """Yield schemes, their concepts, datasets and services that lack a name in a language."""
    for kind, predicates in _NAMED.items():
        for node in graph.subjects(RDF.type, kind):
            for predicate in predicates:
                yield from _missing(node, predicate, graph)
    for scheme in set(graph.objects(None, SKOS.inScheme)):
        if str(scheme).rpartition("/")[2] in SCHEMES:
            for concept in graph.subjects(SKOS.inScheme, scheme):
                yield from _missing(concept, SKOS.prefLabel, graph)


def _missing(node: Node, predicate: URIRef, graph: Graph) -> Iterator[ValidationResult]:
    values = [value for value in graph.objects(node, predicate) if isinstance(value, Literal)]
    spoken = {value.language for value in values}
    for language in sorted(LANGUAGES - spoken) if values else ():
        yield broken(
            "both-languages",
            node,
            f"{node} non ha nome in «{language}».",
            f"{node} has no name in “{language}”.",
            path=predicate,
            value=Literal(language),
        )
