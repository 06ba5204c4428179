"""Running pyshacl: in memory, without inference, without imports, without the network."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from pyshacl import Validator
from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH, SKOS
from rdflib.term import Node as AnyNode

from plangraph.errors import ShapesError
from plangraph.validation.flattening import flattened
from plangraph.validation.messages import filled, messages_of
from plangraph.validation.naming import skolem_iri
from plangraph.validation.querying import QueriedGraph
from plangraph.validation.results import Severity, ValidationReport, ValidationResult
from plangraph.validation.shapes import Shapes

_SILENT = logging.getLogger("plangraph.validation.pyshacl")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False  # what pyshacl logs as an error it raises as well


def validate(asserted: Graph, inferred: Graph, ontology: Graph, shapes: Shapes) -> ValidationReport:
    """Validate a plan, or any data in the plan's terms.

    Args:
        asserted: what the data state; left unchanged, as are the others.
        inferred: what reasoning added; an empty graph where nothing was.
        ontology: the files of ``ontology/``: read for ``rdfs:subClassOf`` and for the concepts that the
            data point to. None of its own nodes is a focus node: see ``validate_ontology``.
        shapes: see ``read_shapes``.

    Raises:
        ShapesError: the shapes are not well-formed SHACL.
    """
    context = _subclass_axioms(ontology) + _concepts(ontology, among=set(asserted.objects()))
    foreign = set(context.subjects()) - set(asserted.subjects())
    data = QueriedGraph(bind_namespaces="none")
    data += asserted
    data += context
    report = _run(shapes.asserted, data, asserted)
    data += inferred
    report += _run(shapes.entailed, data, asserted)
    return ValidationReport.of(result for result in report.results if result.focus_node not in foreign)


def validate_ontology(ontology: Graph, shapes: Shapes) -> ValidationReport:
    """Validate the files of ``ontology/``: terms by the shapes over the ontology, concepts by all others.

    Raises:
        ShapesError: the shapes are not well-formed SHACL.
    """
    terms, concepts = QueriedGraph(bind_namespaces="none"), QueriedGraph(bind_namespaces="none")
    terms += ontology
    concepts += _subclass_axioms(ontology)
    concepts += _concepts(ontology, among=set(ontology.subjects()))
    report = _run(shapes.ontology, terms, ontology)
    return report + _run(shapes.asserted, concepts, ontology) + _run(shapes.entailed, concepts, ontology)


def _subclass_axioms(ontology: Graph) -> Graph:
    axioms = Graph()
    for axiom in ontology.triples((None, RDFS.subClassOf, None)):
        axioms.add(axiom)
    return axioms


def _concepts(ontology: Graph, *, among: set[AnyNode]) -> Graph:
    """Return what an ontology says about those of its concepts that are ``among`` some nodes."""
    described = Graph()
    for kind in ontology.transitive_subjects(RDFS.subClassOf, SKOS.Concept):
        for concept in among.intersection(ontology.subjects(RDF.type, kind)):
            for triple in ontology.triples((concept, None, None)):
                described.add(triple)
    return described


def _run(shapes: Graph, data: QueriedGraph, asserted: Graph) -> ValidationReport:
    try:
        validator: Any = Validator(  # ``run`` has no annotations in pyshacl 0.40
            DataGraph.from_rdflib(data), shacl_graph=flattened(shapes), options={"logger": _SILENT}
        )
        _, report, _ = validator.run()
    except ReportableRuntimeError as error:
        raise ShapesError(f"not well-formed SHACL: {_first_line(error)}") from error
    return ValidationReport.of(_results(report, shapes, asserted))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")


def _results(report: Graph, shapes: Graph, asserted: Graph) -> Iterator[ValidationResult]:
    for node in report.objects(None, SH.result):
        found = dict(report.predicate_objects(node))
        shape, path, value = found[SH.sourceShape], found.get(SH.resultPath), found.get(SH.value)
        focus = skolem_iri(found[SH.focusNode], asserted)
        named_path = None if path is None else URIRef(skolem_iri(path, shapes))
        named_value = None if value is None else skolem_iri(value, asserted)
        templates = messages_of(shapes, found.get(SH.sourceConstraint), shape)
        yield ValidationResult(
            focus_node=focus,
            path=named_path,
            value=named_value,
            component=URIRef(str(found[SH.sourceConstraintComponent])),
            source_shape=URIRef(skolem_iri(shape, shapes)),
            severity=Severity.of(URIRef(str(found[SH.resultSeverity]))),
            messages=tuple(
                filled(template, this=focus, path=named_path, value=named_value)
                for template in templates or messages_of(report, node, predicate=SH.resultMessage)
            ),
        )
