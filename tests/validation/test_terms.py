"""Terms that the vocabulary does not have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from plangraph.validation.documents import read_document
from plangraph.validation.places import located
from plangraph.validation.results import ValidationReport
from plangraph.validation.terms import unknown_term_results

PLAN = "https://w3id.org/plangraph/ontology#"
VOCABULARY = """
<https://example.org/> a owl:Ontology .
ex:School a owl:Class . ex:pupils a owl:DatatypeProperty . ex:head a owl:ObjectProperty .
<http://xmlns.com/foaf/0.1/Agent> a owl:Class .
"""


def messages(data: Graph, vocabulary: Graph) -> list[str]:
    return sorted(result.message("en") for result in unknown_term_results(data, vocabulary))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("a plan:Activty", "plan:Activty is not in the vocabulary; did you mean plan:Activity?"),
        (
            "plan:plannedYaer 2026",
            "plan:plannedYaer is not in the vocabulary; did you mean plan:plannedYear?",
        ),
        ("plan:titel 'x'", "plan:titel is not in the vocabulary; did you mean dcterms:title?"),
        ("plan:zzz 'x'", "plan:zzz is not in the vocabulary."),
    ],
)
def test_a_misspelt_term_of_ours_is_told_with_the_one_that_may_be_meant(
    said: str, told: str, turtle: Callable[[str], Graph], own_ontology: Graph
) -> None:
    assert messages(turtle(f"<urn:a> {said} ."), own_ontology) == [told]


def test_a_term_is_shown_where_it_is_written(own_ontology: Graph) -> None:
    text = f"@prefix plan: <{PLAN}> .\n<urn:a> a plan:Activty ;\n  plan:titel 'x', 'y' .\n"
    document = read_document(text.encode(), name="a.ttl", syntax="turtle")
    report = ValidationReport.of(unknown_term_results(document.graph, own_ontology))
    places = [str(result.place) for result in located(report, [document.places]).results]
    assert places == ["a.ttl:2:11", "a.ttl:3:3"]


def test_a_vocabulary_answers_for_its_own_namespace_and_not_for_those_it_borrows_from(
    turtle: Callable[[str], Graph],
) -> None:
    data = turtle("ex:a a ex:Scool ; ex:pupil 3 ; <http://xmlns.com/foaf/0.1/name> 'Uno' ; plan:none 1 .")
    told = messages(data, turtle(VOCABULARY))
    assert told == [
        "<https://example.org/Scool> is not in the vocabulary; did you mean <https://example.org/School>?",
        "<https://example.org/pupil> is not in the vocabulary; did you mean <https://example.org/pupils>?",
    ]
    headless = turtle(VOCABULARY.replace("<https://example.org/> a owl:Ontology .", ""))
    assert messages(data, headless) == told
    assert messages(data, Graph()) == []


def test_a_class_is_the_value_of_its_type_and_a_property_no_value_of_anything(
    turtle: Callable[[str], Graph], own_ontology: Graph
) -> None:
    found = list(unknown_term_results(turtle("<urn:a> a plan:Activty ; plan:titel 'x' ."), own_ontology))
    assert {(result.path, result.value) for result in found} == {
        (RDF.type, URIRef(PLAN + "Activty")),
        (None, URIRef(PLAN + "titel")),
    }
    assert {result.explanation.value_label for result in found} == {
        (Literal("plan:Activty"),),
        (Literal("plan:titel"),),
    }
