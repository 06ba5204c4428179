"""The ontology stays in OWL 2 RL: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from plangraph.turtle import read_turtle

# OWL 2 Profiles, section 4.2.1; no date, no gYear, no langString.
DATATYPES = {
    RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal, XSD.anyURI, XSD.base64Binary, XSD.boolean, XSD.byte,
    XSD.dateTime, XSD.dateTimeStamp, XSD.decimal, XSD.double, XSD.float, XSD.hexBinary, XSD.int, XSD.integer,
    XSD.language, XSD.long, XSD.Name, XSD.NCName, XSD.negativeInteger, XSD.NMTOKEN, XSD.nonNegativeInteger,
    XSD.nonPositiveInteger, XSD.normalizedString, XSD.positiveInteger, XSD.short, XSD.string, XSD.token,
    XSD.unsignedByte, XSD.unsignedInt, XSD.unsignedLong, XSD.unsignedShort,
}  # fmt: skip

# Section 4.2.5: ReflexiveProperty, DisjointUnion, hasSelf, minimum cardinalities are not among them.
PREDICATES = {
    OWL.allValuesFrom, OWL.complementOf, OWL.disjointWith, OWL.equivalentClass, OWL.equivalentProperty,
    OWL.deprecated,  # an annotation property: OWL 2 Structural Specification, section 5.5
    OWL.hasValue, OWL.intersectionOf, OWL.inverseOf, OWL.maxCardinality, OWL.maxQualifiedCardinality,
    OWL.members, OWL.onClass, OWL.onProperty, OWL.oneOf, OWL.propertyChainAxiom, OWL.propertyDisjointWith,
    OWL.someValuesFrom, OWL.unionOf, OWL.versionIRI, OWL.versionInfo,
}  # fmt: skip
TYPES = {
    OWL.AllDisjointClasses, OWL.AnnotationProperty, OWL.AsymmetricProperty, OWL.Class, OWL.DatatypeProperty,
    OWL.FunctionalProperty, OWL.IrreflexiveProperty, OWL.NamedIndividual, OWL.ObjectProperty, OWL.Ontology,
    OWL.Restriction, OWL.SymmetricProperty, OWL.TransitiveProperty,
}  # fmt: skip


@pytest.fixture(scope="module")
def ontology(root: Path) -> Graph:
    return read_turtle([root / "ontology"])


def test_only_constructs_of_the_profile_are_used(ontology: Graph) -> None:
    def of_owl(terms: set[Node]) -> set[Node]:
        return {term for term in terms if str(term).startswith(str(OWL))}

    assert of_owl(set(ontology.predicates())) <= PREDICATES
    assert of_owl(set(ontology.objects(None, RDF.type))) <= TYPES
    assert OWL.Thing not in set(ontology.objects()) | set(ontology.subjects())


def test_class_axioms_have_expressions_that_the_profile_allows(ontology: Graph) -> None:
    for one, other in ontology.subject_objects(RDFS.subClassOf):
        assert is_subclass_expression(ontology, one), one
        assert is_superclass_expression(ontology, other), other
    for pair in ontology.subject_objects(OWL.equivalentClass):
        assert all(is_equivalence_expression(ontology, side) for side in pair), pair
    for pair in ontology.subject_objects(OWL.disjointWith):
        assert all(is_subclass_expression(ontology, side) for side in pair), pair
    for listed in ontology.objects(None, OWL.members):
        assert all(is_subclass_expression(ontology, side) for side in Collection(ontology, listed))


def test_domains_and_ranges_are_classes_or_datatypes_of_the_profile(ontology: Graph) -> None:
    for domain in ontology.objects(None, RDFS.domain):
        assert is_superclass_expression(ontology, domain), domain
    for term, value in ontology.subject_objects(RDFS.range):
        if (term, RDF.type, OWL.DatatypeProperty) in ontology:
            assert value in DATATYPES, term
        else:
            assert is_superclass_expression(ontology, value), term


def test_restricted_properties_are_simple(ontology: Graph) -> None:
    """OWL 2 Structural Specification, section 11.2: decidability asks for it."""
    composite = set(ontology.subjects(RDF.type, OWL.TransitiveProperty))
    composite |= set(ontology.subjects(OWL.propertyChainAxiom))
    while (
        wider := {
            upper
            for term in composite
            for upper in (
                *ontology.objects(term, RDFS.subPropertyOf),
                *ontology.objects(term, OWL.inverseOf),
                *ontology.subjects(OWL.inverseOf, term),
            )
        }
        - composite
    ):
        composite |= wider
    for kind in (OWL.FunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty):
        assert not composite & set(ontology.subjects(RDF.type, kind))


@pytest.mark.parametrize(
    ("expression", "where"),
    [
        ("[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :C ]", {"sub"}),
        ("[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :C ]", {"super"}),
        ("[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :i ]", {"sub", "super", "equivalent"}),
        ("[ a owl:Restriction ; owl:onProperty :p ; owl:minCardinality 1 ]", set()),
        ("[ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ]", {"super"}),
        ("[ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 2 ]", set()),
        ("[ a owl:Class ; owl:unionOf ( :C :D ) ]", {"sub"}),
        ("[ a owl:Class ; owl:complementOf :C ]", {"super"}),
        ("[ a owl:Class ; owl:intersectionOf ( :C :D ) ]", {"sub", "super", "equivalent"}),
        (":C", {"sub", "super", "equivalent"}),
    ],
)
def test_this_test_can_tell_what_the_profile_allows(expression: str, where: set[str]) -> None:
    turtle = f"""@prefix : <https://example.org/> . @prefix owl: <{OWL}> . :x :y {expression} ."""
    graph = Graph().parse(data=turtle, format="turtle")
    node = graph.value(URIRef("https://example.org/x"), URIRef("https://example.org/y"))
    assert node is not None
    judges = {
        "sub": is_subclass_expression,
        "super": is_superclass_expression,
        "equivalent": is_equivalence_expression,
    }
    assert {name for name, judge in judges.items() if judge(graph, node)} == where


def is_subclass_expression(graph: Graph, node: Node) -> bool:
    if _is_named(node) or (node, OWL.hasValue, None) in graph or (node, OWL.oneOf, None) in graph:
        return True
    for listing in (OWL.intersectionOf, OWL.unionOf):
        if parts := graph.value(node, listing):
            return all(is_subclass_expression(graph, part) for part in Collection(graph, parts))
    filler = graph.value(node, OWL.someValuesFrom)
    return filler is not None and (filler == OWL.Thing or is_subclass_expression(graph, filler))


def is_superclass_expression(graph: Graph, node: Node) -> bool:
    if _is_named(node) or (node, OWL.hasValue, None) in graph:
        return True
    if parts := graph.value(node, OWL.intersectionOf):
        return all(is_superclass_expression(graph, part) for part in Collection(graph, parts))
    if negated := graph.value(node, OWL.complementOf):
        return is_subclass_expression(graph, negated)
    if filler := graph.value(node, OWL.allValuesFrom):
        return is_superclass_expression(graph, filler)
    return graph.value(node, OWL.maxCardinality) in (Literal(0), Literal(1))


def is_equivalence_expression(graph: Graph, node: Node) -> bool:
    if _is_named(node) or (node, OWL.hasValue, None) in graph:
        return True
    parts = graph.value(node, OWL.intersectionOf)
    return parts is not None and all(
        is_equivalence_expression(graph, part) for part in Collection(graph, parts)
    )


def _is_named(node: Node) -> bool:
    return isinstance(node, URIRef) and node != OWL.Thing
