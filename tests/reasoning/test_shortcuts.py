"""The shortcuts change the time that reasoning takes, and nothing else."""

from __future__ import annotations

from urllib.request import OpenerDirector

import pytest
from owlrl.OWLRL import OWLRL_Semantics
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from plangraph.layout import project_layout
from plangraph.reasoning import infer, read_ontology
from plangraph.turtle import read_turtle, turtle_bytes

Triple = tuple[Node, Node, Node]

EVERY_KIND_OF_AXIOM = """\
@prefix : <https://example.org/> .
@prefix activity-type: <https://w3id.org/plangraph/id/activity-type/> .
@prefix clv: <https://w3id.org/italia/onto/CLV/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix pnrr: <https://w3id.org/plangraph/id/pnrr/> .
@prefix programme: <https://w3id.org/plangraph/id/programme/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:plan a plan:StrategicPlan ; plan:firstYear 2025 ; dcterms:title "Piano"@it .
:area a plan:StrategicArea ; plan:ofPlan :plan ; plan:number 12 ; rdfs:label "Area"@it .
:objective a plan:StrategicObjective ; plan:ofArea :area ; plan:number 1 .
:a a plan:Activity ; plan:ofObjective :objective ; plan:sourceText "PNRR M5C2I2.1 a Torre Chianca"@it ;
    plan:activityType activity-type:development ; plan:fundedUnder pnrr:M5C2I2.01, :cis ;
    plan:plannedYear 2025, 2026 ; plan:amount 750000.00 ; plan:incentivised true ; plan:office "Casa"@it ;
    plan:concernsPlace :torre ; plan:responsibleSector :sector ; plan:mentions :m ;
    plan:possibleDuplicateOf :b ; prov:wasDerivedFrom :row .
:b plan:ofObjective :objective ; plan:transversal true ; plan:implementedThrough :project .
:cis a plan:Programme ; plan:financedBy programme:FSC-2014-2020 .
:m plan:surfaceForm "M5C2I2.1" ; plan:mappingStatus "exact" ; plan:resolvesTo pnrr:M5C2I2.01 .
:project plan:cup "C83I22000110001" .
:row plan:verbatim "\\tPNRR M5C2I2.1 a Torre Chianca" ; plan:firstLine 1 ; plan:lastLine 1 .
:sector rdfs:label "Settore 05"@it .
:torre clv:situatedWithin :lecce . :lecce clv:situatedWithin :region .
"""


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read_ontology(project_layout().ontology)


@pytest.fixture(scope="module")
def plan() -> Graph:
    """Return the committed plan: data of the size that reasoning is for."""
    return read_turtle([project_layout().data / "plan.ttl"])


@pytest.fixture(scope="module")
def inferred(plan: Graph, ontology: Graph) -> Graph:
    return infer(plan, ontology)


@pytest.mark.slow
def test_plain_owlrl_infers_the_same(ontology: Graph) -> None:
    asserted = Graph().parse(data=EVERY_KIND_OF_AXIOM, format="turtle")
    closed = asserted + ontology
    rules = OWLRL_Semantics(closed, axioms=False, daxioms=False, rdfs=False)
    rules.closure()
    assert not rules.error_messages

    resources = _described(asserted, ontology)
    expected = {
        triple
        for triple in closed - asserted - ontology
        if triple[0] in resources
        and not any(isinstance(term, BNode) for term in triple)
        and not _is_noise(triple)
    }
    assert set(infer(asserted, ontology)) == expected
    assert len(expected) >= 50


def test_nothing_inferred_is_noise(inferred: Graph, plan: Graph, ontology: Graph) -> None:
    described = _described(plan, ontology)
    assert len(inferred) > 1000
    for triple in inferred:
        subject, predicate, value = triple
        assert isinstance(subject, URIRef), triple
        assert isinstance(predicate, URIRef), triple
        assert not isinstance(value, BNode), triple
        assert subject in described, triple
        assert not _is_noise(triple), triple
        assert subject != value, triple
        assert triple not in plan, triple
        assert triple not in ontology, triple


def test_inputs_stay_as_they_are(plan: Graph, ontology: Graph) -> None:
    before = len(plan), len(ontology)
    infer(plan, ontology)
    assert (len(plan), len(ontology)) == before


def test_the_order_of_the_data_does_not_show_in_the_result(
    inferred: Graph, plan: Graph, ontology: Graph
) -> None:
    other_way_round = Graph()
    for triple in sorted(plan, reverse=True):
        other_way_round.add(triple)
    assert turtle_bytes(infer(other_way_round, ontology)) == turtle_bytes(inferred)


def test_imports_are_not_followed(monkeypatch: pytest.MonkeyPatch, ontology: Graph) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("reasoning opened an address")

    monkeypatch.setattr(OpenerDirector, "open", refuse)
    importing = Graph() + ontology
    importing.add((URIRef("https://example.org/o"), OWL.imports, URIRef("https://example.org/imported")))
    asserted = Graph().parse(data=EVERY_KIND_OF_AXIOM, format="turtle")
    assert set(infer(asserted, importing)) == set(infer(asserted, ontology))


def test_a_literal_of_the_wrong_type_is_left_to_the_shapes(ontology: Graph) -> None:
    wrong = '<https://example.org/a> <https://w3id.org/plangraph/ontology#plannedYear> "next year" .'
    asserted = Graph().parse(data=wrong, format="turtle")
    assert (URIRef("https://example.org/a"), RDF.type, None) in infer(asserted, ontology)


def _described(asserted: Graph, ontology: Graph) -> set[Node]:
    kinds = (SKOS.Concept, SKOS.ConceptScheme)
    return set(asserted.subjects()).union(*(ontology.subjects(RDF.type, kind) for kind in kinds))


def _is_noise(triple: Triple) -> bool:
    """Tell what owlrl adds about everything: statements in OWL's own words, or about literals."""
    subject, predicate, value = triple
    vocabularies = (str(OWL), str(RDFS), "http://www.w3.org/2001/XMLSchema#")
    own_words = str(predicate).startswith(vocabularies)
    own_class = predicate == RDF.type and str(value).startswith(vocabularies)
    return own_words or own_class or isinstance(subject, Literal)
