"""The description of the data at ``/.well-known/void`` counts what is there."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import FOAF, VOID
from rdflib.term import Node

from plangraph.store.dataset import Dataset
from plangraph.store.formats import N_TRIPLES

UNION = URIRef("http://127.0.0.1:8000/sparql#default-graph")
PLAN = "https://w3id.org/plangraph/ontology#"


@pytest.fixture(scope="module")
def data(dataset: Dataset) -> Graph:
    return Graph().parse(data=dataset.dump(None, N_TRIPLES), format="nt")


@pytest.fixture
def void(client: FlaskClient) -> Graph:
    response = client.get("/.well-known/void", headers={"Host": "evil.example"})
    assert response.status_code == 200
    return Graph().parse(data=response.data, format=response.mimetype)


def number(graph: Graph, node: Node, name: str) -> int:
    return int(str(graph.value(node, VOID[name])))


def test_the_document_describes_the_data_of_the_endpoint(void: Graph) -> None:
    (document,) = void.subjects(RDF.type, VOID.DatasetDescription)
    assert void.value(document, FOAF.topic) == UNION
    assert void.value(UNION, VOID.sparqlEndpoint) == URIRef("http://127.0.0.1:8000/sparql")


def test_totals_and_partitions_are_those_of_the_data(void: Graph, data: Graph) -> None:
    assert number(void, UNION, "triples") == len(data)
    assert number(void, UNION, "distinctSubjects") == len(set(data.subjects()))
    assert number(void, UNION, "properties") == len(set(data.predicates()))
    used = {
        str(void.value(part, VOID.property)): number(void, part, "triples")
        for part in void.objects(UNION, VOID.propertyPartition)
    }
    assert used == Counter(str(predicate) for predicate in data.predicates())
    classes = {
        str(void.value(part, VOID["class"])): number(void, part, "entities")
        for part in void.objects(UNION, VOID.classPartition)
    }
    assert classes == Counter(str(kind) for kind in data.objects(None, RDF.type))


def test_each_class_has_its_properties(void: Graph) -> None:
    (part,) = void.subjects(VOID["class"], URIRef(f"{PLAN}SourceRow"))
    properties = {str(void.value(each, VOID.property)) for each in void.objects(part, VOID.propertyPartition)}
    assert {f"{PLAN}firstLine", f"{PLAN}verbatim"} <= properties
    assert f"{PLAN}plannedYear" not in properties


def test_graphs_are_subsets_that_can_be_had(void: Graph, client: FlaskClient, dataset: Dataset) -> None:
    subsets = list(void.objects(UNION, VOID.subset))
    assert sum(number(void, subset, "triples") for subset in subsets) == sum(dataset.graphs.values())
    for subset in subsets:
        dump = str(void.value(subset, VOID.dataDump)).removeprefix("http://127.0.0.1:8000")
        graph = Graph().parse(data=client.get(dump).data, format="turtle")
        assert len(graph) == number(void, subset, "triples")


def test_counting_is_done_once(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/.well-known/void")
    monkeypatch.setattr("plangraph.web.void.void_statements", None)
    assert client.get("/.well-known/void?format=jsonld").status_code == 200
    app.extensions["void"].clear()
