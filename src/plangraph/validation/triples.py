"""A report as triples: ``sh:ValidationReport`` with IRIs, since nothing published has blank nodes."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, SH

from plangraph.validation.results import ValidationReport, ValidationResult


def report_triples(
    report: ValidationReport, *, iri: URIRef
) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
    """Yield the triples of ``report`` (SHACL, 3.6).

    Args:
        report: what was found.
        iri: of the report; its results are ``{iri}/result/{hash of what they say}``, so that a result
            keeps its IRI as long as it stays unmended.
    """
    yield iri, RDF.type, SH.ValidationReport
    yield iri, SH.conforms, Literal(report.conforms)
    for result in report.results:
        node = URIRef(f"{iri}/result/{_digest(result)}")
        yield iri, SH.result, node
        yield from _result_triples(node, result)


def _result_triples(
    node: URIRef, result: ValidationResult
) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
    yield node, RDF.type, SH.ValidationResult
    yield node, SH.focusNode, result.focus_node
    if result.path is not None:
        yield node, SH.resultPath, result.path
    if result.value is not None:
        yield node, SH.value, result.value
    yield node, SH.sourceConstraintComponent, result.component
    yield node, SH.sourceShape, result.source_shape
    yield node, SH.resultSeverity, result.severity.value
    for message in result.messages:
        yield node, SH.resultMessage, message


def _digest(result: ValidationResult) -> str:
    return sha256("\n".join(map(str, result.sort_key)).encode()).hexdigest()[:16]
