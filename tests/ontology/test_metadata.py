"""The ontology carries what FOOPS! looks for (https://w3id.org/foops/, tests OM1 to OM5, VER1, FIND1)."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF, RDFS, VANN, XSD

from plangraph.namespaces import PLAN
from plangraph.turtle import read_turtle

ONTOLOGY = URIRef("https://w3id.org/plangraph/ontology")
STATUS = URIRef("http://purl.org/ontology/bibo/status")


@pytest.fixture(scope="module")
def own(root: Path) -> Graph:
    return read_turtle([root / "ontology" / "plan.ttl"])


def test_there_is_one_ontology(own: Graph) -> None:
    assert list(own.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]


@pytest.mark.parametrize("predicate", [RDFS.label, DCTERMS.title, DCTERMS.description, DCTERMS.abstract])
def test_it_is_described_in_both_languages(own: Graph, predicate: URIRef) -> None:
    texts = [text for text in own.objects(ONTOLOGY, predicate) if isinstance(text, Literal)]
    assert sorted(str(text.language) for text in texts) == ["en", "it"]


@pytest.mark.parametrize("predicate", [DCTERMS.created, DCTERMS.modified, DCTERMS.issued])
def test_it_is_dated(own: Graph, predicate: URIRef) -> None:
    (date,) = own.objects(ONTOLOGY, predicate)
    assert isinstance(date, Literal)
    assert date.datatype == XSD.date


@pytest.mark.parametrize("predicate", [DCTERMS.creator, DCTERMS.contributor, DCTERMS.publisher])
def test_who_made_it_has_an_iri_and_a_name(own: Graph, predicate: URIRef) -> None:
    (agent,) = own.objects(ONTOLOGY, predicate)
    assert isinstance(agent, URIRef)
    assert own.value(agent, FOAF.name) == Literal("plangraph")


@pytest.mark.parametrize("predicate", [DCTERMS.source, DCTERMS.bibliographicCitation, URIRef(STATUS)])
def test_source_citation_and_status_are_given(own: Graph, predicate: URIRef) -> None:
    assert (ONTOLOGY, predicate, None) in own


def test_the_licence_is_cc_by_4(own: Graph) -> None:
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert list(own.objects(ONTOLOGY, DCTERMS.license)) == [licence]


def test_version_iri_and_version_info_agree(own: Graph) -> None:
    version = own.value(ONTOLOGY, OWL.versionInfo)
    assert own.value(ONTOLOGY, OWL.versionIRI) == ONTOLOGY + f"/{version}"


def test_prefix_and_namespace_are_those_of_the_code(own: Graph) -> None:
    assert own.value(ONTOLOGY, VANN.preferredNamespacePrefix) == Literal("plan")
    assert own.value(ONTOLOGY, VANN.preferredNamespaceUri) == Literal(str(PLAN._NS))
