"""Every term is documented in Italian and English, and every borrowed term says where it lives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from plangraph.namespaces import PLAN
from plangraph.turtle import read_turtle

ONTOLOGY = URIRef("https://w3id.org/plangraph/ontology")
TERMS = [PLAN[name] for name in PLAN.__annotations__ if not name.startswith("_")]
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


@pytest.fixture(scope="module")
def own(root: Path) -> Graph:
    return read_turtle([root / "ontology" / "plan.ttl"])


@pytest.fixture(scope="module")
def alignments(root: Path) -> Graph:
    return read_turtle([root / "ontology" / "alignments.ttl"])


def languages(graph: Graph, term: URIRef, predicate: URIRef) -> list[str]:
    texts = [text for text in graph.objects(term, predicate) if isinstance(text, Literal)]
    assert all(str(text).strip() for text in texts)
    return sorted(str(text.language) for text in texts)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term).rpartition("#")[2])
def test_a_term_is_labelled_and_defined_once_in_each_language(own: Graph, term: URIRef) -> None:
    assert languages(own, term, RDFS.label) == ["en", "it"]
    assert languages(own, term, SKOS.definition) == ["en", "it"]
    assert own.value(term, RDFS.isDefinedBy) == ONTOLOGY


@pytest.mark.parametrize("note", [SKOS.scopeNote, SKOS.definition])
def test_notes_are_given_in_both_languages(own: Graph, note: URIRef) -> None:
    assert {tuple(languages(own, term, note)) for term in TERMS} <= {(), ("en", "it")}


def test_a_label_names_one_term_only(own: Graph) -> None:
    for kind in (OWL.Class, *PROPERTIES):
        labels = [label for term in own.subjects(RDF.type, kind) for label in own.objects(term, RDFS.label)]
        assert len(labels) == len(set(labels))


def test_a_term_is_a_class_or_one_kind_of_property(own: Graph) -> None:
    for term in TERMS:
        kinds = set(own.objects(term, RDF.type)) & {OWL.Class, *PROPERTIES}
        assert len(kinds) == 1, term


def test_object_properties_range_over_classes_and_data_properties_over_datatypes(
    own: Graph, alignments: Graph
) -> None:
    classes = set(own.subjects(RDF.type, OWL.Class)) | set(alignments.subjects(RDF.type, OWL.Class))
    for term in own.subjects(RDF.type, OWL.ObjectProperty):
        assert set(own.objects(term, RDFS.range)) <= classes, term
    for term in own.subjects(RDF.type, OWL.DatatypeProperty):
        assert not set(own.objects(term, RDFS.range)) & classes, term
    assert set(own.objects(None, RDFS.domain)) <= classes


def test_blocks_are_sorted(root: Path) -> None:
    text = (root / "ontology" / "plan.ttl").read_text(encoding="utf-8")
    sections = re.split(r"\n# (?:Classes|Object properties|Data properties|What can)", text)[1:]
    assert len(sections) == 4
    for section in sections[:3]:
        names = re.findall(r"^plan:(\w+) a ", section, re.MULTILINE)
        assert names
        assert names == sorted(names)


def test_a_stub_says_what_it_is_called_and_where_it_lives(alignments: Graph) -> None:
    stubs = {term for term in alignments.subjects() if isinstance(term, URIRef) and term not in TERMS}
    assert len(stubs) > 50
    for term in stubs:
        assert alignments.value(term, RDFS.isDefinedBy), term
        assert languages(alignments, term, RDFS.label) in (["en", "it"], ["None"]), term


def test_alignments_say_nothing_about_our_terms_but_how_they_stand_to_others(alignments: Graph) -> None:
    predicates = {predicate for term in TERMS for predicate in alignments.predicates(term)}
    assert predicates == {RDFS.subClassOf, OWL.disjointWith, SKOS.closeMatch}


@pytest.mark.parametrize("barred", [OWL.imports, OWL.hasKey, OWL.sameAs, OWL.InverseFunctionalProperty])
def test_what_merges_or_fetches_is_not_used(root: Path, barred: URIRef) -> None:
    ontology = read_turtle([root / "ontology"])
    assert barred not in set(ontology.predicates()) | set(ontology.objects())
