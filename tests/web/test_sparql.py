"""SPARQL 1.1 Protocol, section 2: query operations."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from werkzeug.test import TestResponse

from plangraph.store.formats import XLSX

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
    assert document["type"].startswith("http://127.0.0.1:8000/problems#")
    assert document["title"]
    assert document["detail"].endswith(".")
    assert document["remedy"].endswith((".", "?"))
    return document


def test_a_query_is_answered_by_all_ways_of_asking(client: FlaskClient) -> None:
    by_get = client.get("/sparql", query_string={"query": SELECT})
    by_form = client.post("/sparql", data={"query": SELECT})
    directly = client.post("/sparql", data=SELECT, content_type="application/sparql-query; charset=UTF-8")
    assert by_get.status_code == 200
    assert by_get.content_type == "application/sparql-results+json"
    assert len(by_get.json["results"]["bindings"]) == 1  # type: ignore[index]
    assert by_get.data == by_form.data == directly.data
    for body, media_type in ((SELECT, "application/sparql-query"), (urlencode({"query": SELECT}), FORM)):
        by_query = client.open("/sparql", method="QUERY", data=body, content_type=media_type)
        assert (by_query.status_code, by_query.data) == (200, by_get.data)


def test_the_endpoint_says_what_the_method_query_may_send(client: FlaskClient) -> None:
    said = f'"application/sparql-query", "{FORM}"'
    for response in (client.get("/sparql"), client.options("/sparql")):
        assert response.headers["Accept-Query"] == said
    wrong = client.open("/sparql", method="QUERY", data=ASK, content_type="text/plain")
    untyped = client.open("/sparql", method="QUERY", data=ASK)
    assert (wrong.status_code, untyped.status_code) == (415, 400)
    assert problem(wrong)["type"] == problem(untyped)["type"]
    assert wrong.headers["Accept-Query"] == said
    assert "Accept-Query" not in client.post("/sparql/check", data={"query": ASK}).headers


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


@pytest.mark.parametrize("name", ["turtle", "ttl", "TTL", "Turtle"])
def test_a_format_is_named_by_its_suffix_too_and_in_any_case(client: FlaskClient, name: str) -> None:
    response = client.get("/sparql", query_string={"query": "DESCRIBE <urn:a>", "format": name})
    assert (response.status_code, response.mimetype) == (200, "text/turtle")


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
        ({"default-graph-uri": [""], "named-graph-uri": [""]}, "", True),
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
        ("GET", {"query_string": {"default-graph-uri": PLAN_GRAPH}}, 400),
        ("GET", {"query_string": {"query": ASK, "default-graph-uri": "no iri"}}, 400),
        ("GET", {"query_string": {"query": ASK, "format": ["json", "xml"]}}, 400),
        ("GET", {"query_string": {"query": ASK, "version": "3"}}, 400),
        ("GET", {"query_string": {"query": SELECT, "labels": "de"}}, 400),
        ("GET", {"query_string": {"query": ASK, "labels": "it"}}, 400),
        ("GET", {"query_string": "query=ASK%20%7B%20%3Fs%20%3Fp%20%22%FF%22%20%7D"}, 400),
        ("GET", {"query_string": f"query={ASK}" + "&a=b" * 1000}, 400),
        ("POST", {"data": b"query=ASK+{}+%23\xff", "content_type": FORM}, 400),
        ("POST", {"query_string": {"query": ASK}, "data": {"query": ASK}}, 400),
        ("POST", {"data": b"query=ASK {}", "content_type": f"{FORM}; charset=iso-8859-1"}, 415),
        ("GET", {"query_string": {"query": ASK, "using-named-graph-uri": PLAN_GRAPH}}, 403),
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
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS, POST, QUERY"


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


@pytest.mark.parametrize(
    ("address", "method"),
    [("/sparql", "POST"), ("/sparql", "QUERY"), ("/sparql/check", "POST"), ("/data?default", "GET")],
)
def test_preflights_are_answered(client: FlaskClient, address: str, method: str) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": method}
    response = client.options(address, headers=headers)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert method in response.headers["Access-Control-Allow-Methods"].split(", ")
    assert {"Content-Type", "*"} <= set(response.headers["Access-Control-Allow-Headers"].split(", "))


@pytest.mark.parametrize("address", ["/sparql/update", "/update"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "QUERY"])
def test_where_others_have_updates_they_are_refused_in_plain_words(
    client: FlaskClient, address: str, method: str
) -> None:
    response = client.open(address, method=method, data="CLEAR ALL")
    assert response.status_code == 403
    assert "only reads" in problem(response)["detail"]


def test_relative_iris_are_resolved_against_the_endpoint(client: FlaskClient) -> None:
    headers = {"Accept": "application/n-triples", "Host": "evil.example"}
    response = client.get("/sparql", query_string={"query": "CONSTRUCT { <> <p> <#f> } {}"}, headers=headers)
    assert response.text == (
        "<http://127.0.0.1:8000/sparql> <http://127.0.0.1:8000/p> <http://127.0.0.1:8000/sparql#f> .\n"
    )


def test_sparql_1_2_is_answered_and_announced(client: FlaskClient) -> None:
    query = 'VERSION "1.2" SELECT (TRIPLE(<a:a>, <a:b>, "x"@it--ltr) AS ?t) {}'
    asked = {"Accept": "application/sparql-results+json; version=1.2"}
    response = client.get("/sparql", query_string={"query": query, "version": "1.2"}, headers=asked)
    assert response.json["results"]["bindings"][0]["t"]["type"] == "triple"  # type: ignore[index]


@pytest.mark.parametrize(("name", "media_type"), [("excel", "text/csv"), ("xlsx", XLSX.media_type)])
def test_spreadsheets_are_files_to_be_saved(client: FlaskClient, name: str, media_type: str) -> None:
    response = client.get("/sparql", query_string={"query": SELECT, "format": name})
    assert response.mimetype == media_type
    assert response.headers["Content-Disposition"].startswith('attachment; filename="plangraph.')
    plain = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": media_type})
    assert ("Content-Disposition" in plain.headers) is (name == "xlsx"), "text/csv is the standard's CSV"


def test_labels_stand_beside_what_they_name(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": SELECT, "labels": "en", "format": "csv"})
    assert response.text.splitlines()[0] == "s,sLabel"
    assert response.text.splitlines()[1].endswith("/area/12,Assetto del territorio")


def test_without_a_query_the_service_describes_itself(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle", "Host": "evil.example"})
    graph = Graph().parse(data=response.data, format="turtle")
    service = URIRef("http://127.0.0.1:8000/sparql")
    assert (service, RDF.type, SD.Service) in graph
    assert (service, SD.endpoint, service) in graph
    assert URIRef(PLAN_GRAPH) in set(graph.objects(None, SD.name))
    assert Literal(2) in set(graph.objects(None, URIRef("http://rdfs.org/ns/void#triples")))
    assert len(set(graph.objects(service, SD.resultFormat))) == 10


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
