"""SPARQL 1.1 Protocol, section 2: query operations."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from werkzeug.test import TestResponse

ASK = "ASK { ?s ?p ?o }"
SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/plangraph/ontology#StrategicArea> }"
CONSTRUCT = f"CONSTRUCT WHERE {{ {SELECT.partition('{ ')[2]}"
FORM = "application/x-www-form-urlencoded"
PLAN_GRAPH = "https://w3id.org/plangraph/id/graph/plan"
SHAPES_GRAPH = "https://w3id.org/plangraph/id/graph/shapes"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def problem(response: TestResponse) -> dict[str, Any]:
    """Return the problem document, having checked its shape."""
    assert response.content_type == "application/problem+json"
    document: dict[str, Any] = json.loads(response.data)
    assert document["status"] == response.status_code
    assert document["title"]
    assert document["detail"].endswith((".", "?", "…"))
    return document


def test_a_query_is_answered_by_all_three_ways_of_asking(client: FlaskClient) -> None:
    by_get = client.get("/sparql", query_string={"query": SELECT})
    by_form = client.post("/sparql", data={"query": SELECT})
    directly = client.post("/sparql", data=SELECT, content_type="application/sparql-query; charset=UTF-8")
    assert by_get.status_code == 200
    assert by_get.content_type == "application/sparql-results+json"
    assert len(by_get.json["results"]["bindings"]) == 1  # type: ignore[index]
    assert by_get.data == by_form.data == directly.data


def test_head_is_get_without_a_body(client: FlaskClient) -> None:
    get, head = (method("/sparql", query_string={"query": ASK}) for method in (client.get, client.head))
    assert head.data == b""
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        (SELECT, None, "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv;charset=utf-8", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values, */*;q=0.1", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "text/turtle, application/json;q=0.2", "application/sparql-results+json"),
        (ASK, "text/csv, */*;q=0.1", "application/sparql-results+json"),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
        (CONSTRUCT, "application/n-quads", "application/n-quads"),
        (CONSTRUCT, "application/trig", "application/trig"),
        (CONSTRUCT, "application/n-triples", "application/n-triples; charset=utf-8"),
    ],
)
def test_the_format_is_negotiated(
    client: FlaskClient, query: str, accept: str | None, content_type: str
) -> None:
    response = client.get(
        "/sparql", query_string={"query": query}, headers={"Accept": accept} if accept else {}
    )
    assert (response.status_code, response.content_type) == (200, content_type)
    assert "Accept" in response.vary
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_format_asked_for_by_name_goes_before_accept(client: FlaskClient) -> None:
    response = client.get(
        "/sparql", query_string={"query": SELECT, "format": "csv"}, headers={"Accept": "text/html"}
    )
    assert response.content_type == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    ("parameters", "accept", "status"),
    [
        ({"query": SELECT}, "text/turtle", 406),
        ({"query": SELECT}, "application/sparql-results+json;q=0", 406),
        ({"query": ASK}, "text/csv", 406),
        ({"query": SELECT, "format": "turtle"}, "*/*", 406),
        ({"query": SELECT, "format": "docx"}, "*/*", 400),
    ],
)
def test_what_cannot_be_had_is_said_with_what_can(
    client: FlaskClient, parameters: dict[str, str], accept: str, status: int
) -> None:
    response = client.get("/sparql", query_string=parameters, headers={"Accept": accept})
    assert response.status_code == status
    assert problem(response)["available"]


@pytest.mark.parametrize(
    ("graphs", "clause", "found"),
    [
        ({}, "", True),
        ({"default-graph-uri": [PLAN_GRAPH]}, "", True),
        ({"default-graph-uri": [SHAPES_GRAPH]}, "", False),
        ({"default-graph-uri": [SHAPES_GRAPH, PLAN_GRAPH]}, "", True),
        ({"default-graph-uri": ["http://127.0.0.1:9/none"]}, "", False),
        ({"named-graph-uri": [PLAN_GRAPH]}, "", False),
        ({"default-graph-uri": [PLAN_GRAPH]}, f"FROM <{SHAPES_GRAPH}>", True),
        ({}, f"FROM <{SHAPES_GRAPH}>", False),
    ],
)
def test_graphs_are_chosen_by_the_request_before_the_query(
    client: FlaskClient, graphs: dict[str, list[str]], clause: str, found: bool
) -> None:
    query = f"ASK {clause} {{ ?s a <https://w3id.org/plangraph/ontology#StrategicArea> }}"
    for response in (
        client.get("/sparql", query_string={"query": query, **graphs}),
        client.post("/sparql", data={"query": query, **graphs}),
        client.post("/sparql", data=query, content_type="application/sparql-query", query_string=graphs),
    ):
        assert response.json["boolean"] is found  # type: ignore[index]


@pytest.mark.parametrize(
    ("method", "arguments", "status"),
    [
        ("GET", {"query_string": f"query={ASK}&query={ASK}"}, 400),
        ("GET", {"query_string": {"query": ""}}, 400),
        ("GET", {"query_string": {"query": "SELECT"}}, 400),
        ("POST", {"data": {"other": "x"}}, 400),
        ("POST", {"data": f"query={ASK}&query={ASK}", "content_type": FORM}, 400),
        ("POST", {"query_string": {"query": ASK}, "data": "", "content_type": FORM}, 400),
        ("POST", {"data": b"ASK { ?s ?p '\xff' }", "content_type": "application/sparql-query"}, 400),
        ("POST", {"data": ASK, "content_type": "text/plain"}, 415),
        ("POST", {"data": ASK}, 415),
        ("POST", {"data": ASK, "content_type": "application/sparql-query; charset=utf-16"}, 415),
        ("GET", {"query_string": {"update": "CLEAR ALL"}}, 403),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403),
        ("POST", {"data": {"query": ASK, "update": "CLEAR ALL"}}, 403),
        ("POST", {"data": "CLEAR ALL", "content_type": "application/sparql-update"}, 403),
        ("GET", {"query_string": {"query": "CLEAR ALL"}}, 403),
        ("GET", {"query_string": {"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"}}, 403),
        ("GET", {"query_string": {"query": "ASK {" + "{" * 5000}}, 400),
        ("POST", {"data": {"query": "ASK {}" + " " * 70_000}}, 413),
        ("POST", {"data": {"query": "ASK {}" + " " * 1_100_000}}, 413),
        ("PUT", {"data": ASK}, 405),
        ("DELETE", {}, 405),
        ("PATCH", {}, 405),
    ],
)
def test_what_is_no_query_is_refused(
    client: FlaskClient, method: str, arguments: dict[str, Any], status: int
) -> None:
    response = client.open("/sparql", method=method, **arguments)
    assert response.status_code == status
    problem(response)
    if status == 405:
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_an_error_in_the_query_has_its_place(client: FlaskClient) -> None:
    document = problem(client.get("/sparql", query_string={"query": "SELECT *\n{ ?s ?p }"}))
    assert (document["line"], document["column"]) == (2, 9)
    assert "«}» cannot stand here" in document["detail"]


def test_browsers_get_errors_as_a_page(client: FlaskClient) -> None:
    response = client.get(
        "/sparql", query_string={"query": "SELECT <script>alert(1)</script>"}, headers={"Accept": BROWSER}
    )
    assert (response.status_code, response.content_type) == (400, "text/html; charset=utf-8")
    assert "<script" not in response.text
    assert "Access-Control-Allow-Origin" not in response.headers


def test_preflights_are_answered(client: FlaskClient) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    response = client.options("/sparql", headers=headers)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


def test_without_a_query_the_service_describes_itself(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle", "Host": "evil.example"})
    graph = Graph().parse(data=response.data, format="turtle")
    service = URIRef("http://127.0.0.1:8000/sparql")
    assert (service, RDF.type, SD.Service) in graph
    assert (service, SD.endpoint, service) in graph
    assert URIRef(PLAN_GRAPH) in set(graph.objects(None, SD.name))
    assert Literal(2) in set(graph.objects(None, URIRef("http://rdfs.org/ns/void#triples")))
    assert len(set(graph.objects(service, SD.resultFormat))) == 10


def test_browsers_get_a_form(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": BROWSER})
    assert response.mimetype == "text/html"
    assert 'name="query"' in response.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(), accept=st.sampled_from([BROWSER, "*/*"]))
def test_nothing_that_is_sent_breaks_the_service_or_its_pages(
    client: FlaskClient, query: str, accept: str
) -> None:
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert response.status_code in (200, 400, 403, 413)
    if response.mimetype == "text/html":
        assert response.text.count("<script") == 0
        assert response.text.count("</main>") == 1
