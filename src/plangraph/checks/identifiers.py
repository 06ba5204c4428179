"""Whether IRIs hold the numbers and codes of what they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from rdflib.term import Node

from plangraph.checks.check import broken
from plangraph.namespaces import PLAN
from plangraph.validation import ValidationResult

_LAST = (
    (PLAN.StrategicArea, PLAN.number),
    (PLAN.StrategicObjective, DCTERMS.identifier),
)
"""Classes whose IRIs end with the value of a property; CUP, sector and act are for the shapes to say."""


def misnumbered(graph: Graph) -> Iterator[ValidationResult]:
    """Yield areas, objectives, rows, activities, projects and links whose IRI and identifier disagree."""
    for kind, predicate in _LAST:
        for node in graph.subjects(RDF.type, kind):
            for value in graph.objects(node, predicate):
                if _segments(node)[-1] != quote(str(value), safe=""):
                    yield _disagreeing(node, predicate, value)
    for row in graph.subjects(RDF.type, PLAN.SourceRow):
        numbers = dict.fromkeys(str(graph.value(row, edge)) for edge in (PLAN.firstLine, PLAN.lastLine))
        if _segments(row)[-1] != "-".join(numbers):
            yield _disagreeing(row, PLAN.firstLine, Literal("-".join(numbers)))
    for activity, objective in graph.subject_objects(PLAN.ofObjective):
        for number in graph.objects(objective, DCTERMS.identifier):
            if _segments(activity)[-2:-1] != [str(number)]:
                yield _disagreeing(activity, PLAN.ofObjective, number)
    for project, code in graph.subject_objects(PLAN.localCode):
        tail = _segments(project)[-1]
        if (project, PLAN.cup, None) not in graph and tail.casefold() != quote(str(code), safe="").casefold():
            yield _disagreeing(project, PLAN.localCode, code)


def misnamed_measures(graph: Graph) -> Iterator[ValidationResult]:
    """Yield concepts of the PNRR whose IRI does not end with their notation."""
    for concept, code in graph.subject_objects(SKOS.notation):
        segments = _segments(concept)
        if segments[-2:-1] == ["pnrr"] and segments[-1] != str(code):
            yield _disagreeing(concept, SKOS.notation, code)


def _segments(node: Node) -> list[str]:
    return str(node).partition("#")[0].split("/")


def _disagreeing(node: Node, predicate: URIRef, value: Node) -> ValidationResult:
    return broken(
        "identifier-iri",
        node,
        f"L'indirizzo {node} non contiene «{value}».",
        f"The address {node} does not hold “{value}”.",
        path=predicate,
    )
