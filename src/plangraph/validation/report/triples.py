"""A report as triples: ``sh:ValidationReport`` with IRIs, since nothing published has blank nodes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SH

from plangraph.turtle import turtle_bytes
from plangraph.validation.explanation import Place
from plangraph.validation.naming import file_iri
from plangraph.validation.report.wording import notice
from plangraph.validation.results import ValidationReport, ValidationResult
from plangraph.validation.sentences import LANGUAGES

Triple = tuple[URIRef, URIRef, URIRef | Literal]


def report_triples(report: ValidationReport, *, iri: URIRef) -> Iterator[Triple]:
    """Yield the triples of ``report`` (SHACL, 3.6).

    Besides what SHACL foresees, a result has ``rdfs:label`` (the rule), ``rdfs:comment`` (what to do),
    ``dcterms:source`` (the line of the validated file, as a fragment by RFC 5147) and
    ``prov:wasDerivedFrom`` (the row of the plan's text), each where it is known.

    Args:
        report: what was found.
        iri: of the report; its results are ``{iri}/result/{fingerprint}``, so that a result keeps its IRI
            as long as it stays unmended.
    """
    yield iri, RDF.type, SH.ValidationReport
    yield iri, SH.conforms, Literal(report.conforms)
    if report.unchecked:
        for language in LANGUAGES:
            yield iri, RDFS.comment, Literal(notice(report, language), lang=language)
    for fingerprint, result in report.fingerprinted():
        node = URIRef(f"{iri}/result/{fingerprint}")
        yield iri, SH.result, node
        yield from _result_triples(node, result)


def report_turtle(report: ValidationReport, *, iri: URIRef) -> bytes:
    """Return ``report_triples`` as Turtle."""
    return turtle_bytes(_graph(report, iri))


def report_jsonld(report: ValidationReport, *, iri: URIRef) -> bytes:
    """Return ``report_triples`` as JSON-LD with a context of its own, sorted."""
    context = {"sh": str(SH), "rdfs": str(RDFS), "dcterms": str(DCTERMS), "prov": str(PROV)}
    document = json.loads(_graph(report, iri).serialize(format="json-ld", context=context))
    nodes = (
        sorted(document.pop("@graph"), key=lambda node: str(node["@id"])) if report.results else [document]
    )
    content = document | {"@graph": [_in_order(node) for node in nodes]} if report.results else document
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _graph(report: ValidationReport, iri: URIRef) -> Graph:
    graph = Graph(bind_namespaces="none")
    for triple in report_triples(report, iri=iri):
        graph.add(triple)
    return graph


def _in_order(node: dict[str, object]) -> dict[str, object]:
    """Return a node of JSON-LD with the values of each property sorted: a set has no order."""
    return {
        key: sorted(value, key=lambda item: json.dumps(item, sort_keys=True))
        if isinstance(value, list)
        else value
        for key, value in node.items()
    }


def _result_triples(node: URIRef, result: ValidationResult) -> Iterator[Triple]:
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
    for name in result.explanation.rule_name:
        yield node, RDFS.label, name
    for suggestion in result.explanation.suggestion:
        yield node, RDFS.comment, suggestion
    if result.place is not None:
        yield node, DCTERMS.source, _line_iri(result.place)
    if result.explanation.source is not None:
        yield node, PROV.wasDerivedFrom, result.explanation.source.row


def _line_iri(place: Place) -> URIRef:
    """Return the IRI of a line: RFC 5147 counts the gaps between lines, so line 7 is ``#line=6,7``."""
    fragment = "" if place.line is None else f"#line={place.line - 1},{place.line}"
    return URIRef(file_iri(place.file) + quote(fragment, safe="#=,"))
