"""Running pyshacl: in memory, without inference, without imports, without the network."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from pyshacl import Validator
from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH, SKOS
from rdflib.term import Node as AnyNode

from plangraph.errors import ShapesError
from plangraph.validation.flattening import flattened
from plangraph.validation.querying import QueriedGraph
from plangraph.validation.results import Node, Severity, ValidationReport, ValidationResult
from plangraph.validation.shapes import Shapes

_SILENT = logging.getLogger("plangraph.validation.pyshacl")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False  # what pyshacl logs as an error it raises as well

# RDF 1.1 Concepts, 3.5: IRIs with this path stand for blank nodes.
_GENID = "https://w3id.org/.well-known/genid/plangraph/"


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
    report = _run(shapes.asserted, data)
    data += inferred
    report += _run(shapes.entailed, data)
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
    return _run(shapes.ontology, terms) + _run(shapes.asserted, concepts) + _run(shapes.entailed, concepts)


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


def _run(shapes: Graph, data: QueriedGraph) -> ValidationReport:
    try:
        validator: Any = Validator(  # ``run`` has no annotations in pyshacl 0.40
            DataGraph.from_rdflib(data), shacl_graph=flattened(shapes), options={"logger": _SILENT}
        )
        _, report, _ = validator.run()
    except ReportableRuntimeError as error:
        raise ShapesError(f"not well-formed SHACL: {_first_line(error)}") from error
    return ValidationReport.of(_results(report, shapes, data))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")


def _results(report: Graph, shapes: Graph, data: Graph) -> Iterator[ValidationResult]:
    for node in report.objects(None, SH.result):
        found = dict(report.predicate_objects(node))
        shape, path, value = found[SH.sourceShape], found.get(SH.resultPath), found.get(SH.value)
        focus = _named(found[SH.focusNode], data)
        named_path = None if path is None else URIRef(_named(path, shapes))
        named_value = None if value is None else _named(value, data)
        templates = _messages(shapes, found.get(SH.sourceConstraint), shape)
        yield ValidationResult(
            focus_node=focus,
            path=named_path,
            value=named_value,
            component=URIRef(str(found[SH.sourceConstraintComponent])),
            source_shape=URIRef(_named(shape, shapes)),
            severity=Severity.of(URIRef(str(found[SH.resultSeverity]))),
            messages=tuple(
                _filled(template, this=focus, path=named_path, value=named_value)
                for template in templates or _messages(report, node, predicate=SH.resultMessage)
            ),
        )


def _messages(graph: Graph, *nodes: AnyNode | None, predicate: URIRef = SH.message) -> list[Literal]:
    """Return the messages of the first of ``nodes`` that has any, sorted by language.

    The message of a SPARQL constraint goes before that of its shape (SHACL, 5.3.2). They are read from the
    shapes because pyshacl 0.40 drops the language of every message whose placeholders it fills in.
    """
    for node in nodes:
        if node is None:
            continue
        messages = [message for message in graph.objects(node, predicate) if isinstance(message, Literal)]
        if messages:
            return sorted(messages, key=lambda message: (message.language or "", str(message)))
    return []


def _filled(template: Literal, **terms: Node | None) -> Literal:
    """Return ``template`` with ``{$name}`` and ``{?name}`` replaced (SHACL, 5.3.2)."""
    text = str(template)
    for name, term in terms.items():
        for placeholder in (f"{{${name}}}", f"{{?{name}}}"):
            text = text.replace(placeholder, "" if term is None else str(term))
    return Literal(text, lang=template.language)


def _named(node: AnyNode, graph: Graph) -> Node:
    """Return ``node``, or for a blank node an IRI made from what ``graph`` says about it."""
    if isinstance(node, URIRef | Literal):
        return node
    described = sorted(
        f"{predicate.n3()} {'[]' if isinstance(value, BNode) else value.n3()}"
        for predicate, value in graph.predicate_objects(node)
    )
    return URIRef(_GENID + sha256("\n".join(described).encode()).hexdigest()[:16])
