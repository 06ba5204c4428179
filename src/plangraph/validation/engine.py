"""Validating: which shapes are put to which triples, by whichever engine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import Node as AnyNode

from plangraph.validation.engines import DataUnderTest, Engine, Finding, Triple, chosen_engine
from plangraph.validation.engines.native import Native
from plangraph.validation.messages import filled, messages_of
from plangraph.validation.naming import skolem_iri
from plangraph.validation.results import Severity, ValidationReport, ValidationResult
from plangraph.validation.shapes import Shapes
from plangraph.validation.wellformed import refuse_ill_formed

_BLANK = re.compile(r"^_:|^<[^>]*> <[^>]*> _:", re.MULTILINE)
_OBJECT = re.compile(r" <([^<>\"]*)> \.$", re.MULTILINE)


def validate(
    asserted: Graph, inferred: Graph, ontology: Graph, shapes: Shapes, *, engine: Engine | None = None
) -> ValidationReport:
    """Validate a plan, or any data in the plan's terms.

    Args:
        asserted: what the data state; left unchanged, as are the others.
        inferred: what reasoning added; an empty graph where nothing was.
        ontology: the files of ``ontology/``: read for ``rdfs:subClassOf`` and for the concepts that the
            data point to. None of its own nodes is a focus node: see ``validate_ontology``.
        shapes: see ``read_shapes``.
        engine: None: the native one if it is installed, or else the reference. All find the same.

    Raises:
        ShapesError: the shapes are not well-formed SHACL, or would read from another address.
    """
    engine = engine or chosen_engine()
    refuse_ill_formed(shapes.asserted, engine)
    refuse_ill_formed(shapes.entailed, engine)
    context = {*_subclass_axioms(ontology), *_concepts(ontology, among=set(asserted.objects()))}
    foreign = {subject for subject, _, _ in context}
    foreign = {subject for subject in foreign if (subject, None, None) not in asserted}
    data = engine.data()
    data.add(asserted)
    data.add(context)
    report = _run(shapes.asserted, data, asserted)
    data.add(inferred)
    report += _run(shapes.entailed, data, asserted)
    return ValidationReport.of(result for result in report.results if result.focus_node not in foreign)


def validate_ntriples(
    lines: str, ontology: Graph, shapes: Shapes, *, engine: Engine | None = None
) -> ValidationReport:
    """Validate data that are too large to be made into a graph, such as the PNRR's of a region.

    Finds what ``validate`` finds if nothing is inferred; literals are judged as they are written, where a
    graph of rdflib makes 1 of 01. Data with blank nodes, and the reference, go through a graph all the same.

    Args:
        lines: N-Triples, a triple a line, without comments.
        ontology: see ``validate``, as for the others.
        shapes: for all of the data.
        engine: None: the native one if it is installed.

    Raises:
        ShapesError: the shapes are not well-formed SHACL, or would read from another address.
    """
    engine = engine or chosen_engine()
    if not isinstance(engine, Native) or _BLANK.search(lines):
        graph = Graph(bind_namespaces="none").parse(data=lines, format="nt")
        return validate(graph, Graph(), ontology, shapes, engine=engine)
    for constraints in (shapes.asserted, shapes.entailed):
        refuse_ill_formed(constraints, engine)
    pointed_to: set[AnyNode] = {URIRef(iri) for iri in {found[1] for found in _OBJECT.finditer(lines)}}
    context = {*_subclass_axioms(ontology), *_concepts(ontology, among=pointed_to)}
    data = engine.data()
    data.add_lines(lines)
    data.add(context)
    report = _run(shapes.asserted, data, Graph()) + _run(shapes.entailed, data, Graph())
    doubtful = {subject for subject, _, _ in context} & {result.focus_node for result in report.results}
    foreign = {
        node for node in doubtful if f"\n<{node}> " not in lines and not lines.startswith(f"<{node}> ")
    }
    return ValidationReport.of(result for result in report.results if result.focus_node not in foreign)


def validate_ontology(ontology: Graph, shapes: Shapes, *, engine: Engine | None = None) -> ValidationReport:
    """Validate the files of ``ontology/``: terms by the shapes over the ontology, concepts by all others.

    Raises:
        ShapesError: the shapes are not well-formed SHACL, or would read from another address.
    """
    engine = engine or chosen_engine()
    for graph in (shapes.ontology, shapes.asserted, shapes.entailed):
        refuse_ill_formed(graph, engine)
    terms, concepts = engine.data(), engine.data()
    terms.add(ontology)
    concepts.add({*_subclass_axioms(ontology), *_concepts(ontology, among=set(ontology.subjects()))})
    report = _run(shapes.ontology, terms, ontology)
    return report + _run(shapes.asserted, concepts, ontology) + _run(shapes.entailed, concepts, ontology)


def _subclass_axioms(ontology: Graph) -> Iterator[Triple]:
    return ontology.triples((None, RDFS.subClassOf, None))


def _concepts(ontology: Graph, *, among: set[AnyNode]) -> Iterator[Triple]:
    """Yield what an ontology says about those of its concepts that are ``among`` some nodes."""
    for kind in ontology.transitive_subjects(RDFS.subClassOf, SKOS.Concept):
        for concept in among.intersection(ontology.subjects(RDF.type, kind)):
            yield from ontology.triples((concept, None, None))


def _run(shapes: Graph, data: DataUnderTest, asserted: Graph) -> ValidationReport:
    return ValidationReport.of(_result(finding, shapes, asserted) for finding in data.findings(shapes))


def _result(found: Finding, shapes: Graph, asserted: Graph) -> ValidationResult:
    focus = skolem_iri(found.focus_node, asserted)
    path = None if found.path is None else URIRef(skolem_iri(found.path, shapes))
    value = None if found.value is None else skolem_iri(found.value, asserted)
    return ValidationResult(
        focus_node=focus,
        path=path,
        value=value,
        component=found.component,
        source_shape=URIRef(skolem_iri(found.source_shape, shapes)),
        severity=Severity.of(found.severity),
        messages=tuple(
            filled(template, this=focus, path=path, value=value)
            for template in messages_of(shapes, found.source_constraint, found.source_shape)
        ),
    )
