"""Things are answered at their own IRIs."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import Graph, URIRef

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web.app import create_app

BASE = "https://w3id.org/plangraph/id/"
AREA = "plan/lecce/2025-2027/area/12"
OBJECTIVE = "plan/lecce/2025-2027/objective/12.1"
ACTIVITY = "plan/lecce/2025-2027/activity/12.1/1a2b3c4d"
HOSTILE = "plan/lecce/2025-2027/activity/12.1/0badcafe"
CUP = "https://w3id.org/italia/PublicInvestment/data/CUP/C83I22000110001"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "accept", "location"),
    [
        (AREA, BROWSER, f"/it/doc/{AREA}"),
        (AREA, "*/*", f"/doc/{AREA}.ttl"),
        (AREA, "application/ld+json", f"/doc/{AREA}.jsonld"),
        (AREA, "application/rdf+xml", f"/doc/{AREA}.rdf"),
        (AREA, "application/n-triples", f"/doc/{AREA}.nt"),
        (OBJECTIVE, "text/turtle", f"/doc/{OBJECTIVE}.ttl"),
        (f"{OBJECTIVE}.nt", BROWSER, f"/doc/{OBJECTIVE}.nt"),
        (f"{AREA}.html", "text/turtle", f"/it/doc/{AREA}"),
    ],
)
def test_a_thing_is_sent_to_its_document(client: FlaskClient, path: str, accept: str, location: str) -> None:
    response = client.get(f"/id/{path}", headers={"Accept": accept, "Host": "evil.example"})
    assert response.status_code == 303
    assert response.headers["Location"] == location
    assert "Accept" in response.vary
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("suffix", "name"), [("ttl", "turtle"), ("jsonld", "json-ld"), ("rdf", "xml"), ("nt", "nt")]
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_every_document_says_the_same(client: FlaskClient, suffix: str, name: str) -> None:
    graph = Graph().parse(data=client.get(f"/doc/{AREA}.{suffix}").data, format=name)
    area = URIRef(BASE + AREA)
    assert len(list(graph.predicate_objects(area))) == 3
    assert len(list(graph.subject_predicates(area))) == 2
    assert len(graph) == 5


@pytest.mark.parametrize(
    "address",
    [
        "/id/plan/nowhere",
        "/id/plan/nowhere.ttl",
        f"/id/{AREA}.docx",
        f"/id/{AREA}/",
        "/doc/plan/nowhere.ttl",
        "/doc?iri=http://example.org/nothing",
        "/doc?iri=no%20iri",
        "/catalog",
        "/nowhere",
    ],
)
@pytest.mark.parametrize("accept", ["*/*", BROWSER])
def test_what_is_not_known_is_not_found(client: FlaskClient, address: str, accept: str) -> None:
    response = client.get(address, headers={"Accept": accept})
    assert response.status_code == 404
    assert response.mimetype == ("text/html" if accept == BROWSER else "application/problem+json")


def test_a_document_nobody_can_read_is_not_acceptable(client: FlaskClient) -> None:
    assert client.get(f"/id/{AREA}", headers={"Accept": "image/png"}).status_code == 406


def test_things_of_others_are_described_by_their_iri(client: FlaskClient) -> None:
    turtle = client.get("/doc", query_string={"iri": CUP})
    assert (URIRef(CUP), None, None) in Graph().parse(data=turtle.data, format="turtle")
    assert (
        client.get("/doc", query_string={"iri": CUP, "format": "ntriples"}).mimetype
        == "application/n-triples"
    )
    page = client.get("/doc", query_string={"iri": CUP, "format": "html"})
    assert page.headers["Location"] == f"/it/iri/{CUP.replace('://', '/')}"
    assert client.get(page.headers["Location"]).mimetype == "text/html"
    assert client.get("/en/doc", query_string={"iri": CUP}).headers["Location"].startswith("/en/iri/")
    assert client.get("/doc").status_code == 400


def test_a_page_shows_facts_by_their_labels_and_the_lines_of_the_text(client: FlaskClient) -> None:
    page = client.get(f"/en/doc/{ACTIVITY}").text
    for words in (
        "Rigenerazione urbana",
        "of objective",
        "planned year",
        "line 139",
        "Benessere Sociale: PNRR M5C2",
    ):
        assert words in page
    assert f'href="/en/doc/{OBJECTIVE}"' in page
    assert f'href="/en/iri/{CUP.replace("://", "/")}"' in page
    assert "riga 139" in client.get(f"/it/doc/{ACTIVITY}").text


def test_a_page_lists_what_points_to_the_thing(client: FlaskClient) -> None:
    page = client.get("/en/doc", query_string={"iri": CUP}, follow_redirects=True).text
    assert "What points to it" in page
    assert f'href="/en/doc/{ACTIVITY}"' in page


def test_data_cannot_smuggle_markup_or_scripts_into_a_page(client: FlaskClient) -> None:
    page = client.get(f"/it/doc/{HOSTILE}").text
    assert "<script" not in page.replace('<script type="application/ld+json">', "")
    assert "&lt;script&gt;" in page
    assert (
        'href="javascript:'
        not in client.get("/it/doc", query_string={"iri": CUP}, follow_redirects=True).text
    )


@pytest.mark.parametrize("address", ["/id/a%0d%0aSet-Cookie:%20x", "/doc?iri=a%0d%0ab", "/?lang=%0d%0ax"])
def test_line_breaks_in_addresses_make_no_headers(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert "Set-Cookie" not in response.headers
    assert all("\n" not in value and "\r" not in value for value in response.headers.values())


def test_vocabulary_and_shapes_are_documents(client: FlaskClient) -> None:
    for address, size in (("/ontology", 19), ("/shapes", 2)):
        assert len(Graph().parse(data=client.get(address).data, format="turtle")) == size
    assert client.get("/ontology?format=rdfxml").mimetype == "application/rdf+xml"


def test_another_base_is_answered_below_id_too(dataset: Dataset) -> None:
    app: Flask = create_app(dataset, Settings(base="https://w3id.org/italia/PublicInvestment/data/"))
    response = app.test_client().get("/id/CUP/C83I22000110001")
    assert response.headers["Location"] == "/doc/CUP/C83I22000110001.ttl"


def test_a_not_found_names_the_iri(client: FlaskClient) -> None:
    document = json.loads(client.get("/id/plan/nowhere").data)
    assert document["iri"] == f"{BASE}plan/nowhere"
