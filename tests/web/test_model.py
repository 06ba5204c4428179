"""The model page counts what queries count and asks what the shapes ask."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.web.test_resource import client_over, words

DATA = """
@prefix id: <https://w3id.org/plangraph/id/> . @prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix shapes: <https://w3id.org/plangraph/shapes#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
plan:Activity a owl:Class ; rdfs:isDefinedBy <https://w3id.org/plangraph/ontology> ;
    rdfs:label "attività"@it ; skos:definition "Un lavoro."@it, "A piece of work."@en .
plan:office a owl:DatatypeProperty ; rdfs:isDefinedBy <https://w3id.org/plangraph/ontology> ;
    rdfs:label "ufficio"@it ; rdfs:domain plan:Activity .
id:a a plan:Activity ; rdfs:label "Prima"@it ; plan:office "uno", "due" .
id:b a plan:Activity ; rdfs:label "Seconda"@it ; plan:office "uno" .
shapes:Activity a sh:NodeShape ; rdfs:label "Attività"@it ; sh:targetClass plan:Activity ;
    sh:property shapes:office, shapes:free .
shapes:office sh:path plan:office ; sh:minCount 1 ; sh:maxCount 2 ;
    sh:message "Serve un ufficio, non {?value}."@it ; sh:severity sh:Warning .
shapes:free sh:path rdfs:label ; sh:minCount 1 ; sh:sparql shapes:query .
shapes:query a sh:SPARQLConstraint ; sh:message "Serve un nome."@it .
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the Italian page over :data:`DATA`."""
    client: FlaskClient = client_over(tmp_path_factory.mktemp("data"), {"plan": DATA})
    return client.get("/it/model").text


def section(page: str, name: str) -> str:
    """Return the words of a class."""
    found = re.search(rf'<section id="{name}">.*?</section>', page, re.DOTALL)
    assert found
    return words(f"<main>{found[0]}")


def test_a_class_has_its_definition_its_number_and_an_example(page: str) -> None:
    assert "Un lavoro. 2 cose: Prima 2 regole" in section(page, "Activity")


def test_the_rules_of_a_class_have_the_cardinalities_of_its_shapes(page: str) -> None:
    told = section(page, "Activity")
    assert "ufficio 1..2 Serve un ufficio, non …. Da guardare" in told
    assert "label 1..* Serve un nome. Da correggere" in told


def test_a_property_is_counted_by_its_statements(page: str) -> None:
    assert "ufficio plan:office attività → usata 3 volte" in words(page)
