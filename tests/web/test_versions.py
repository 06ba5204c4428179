"""The parameter ``version`` of media types: RDF 1.2 Concepts, version announcement; SPARQL 1.2 results."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from plangraph.store.formats import VERSIONS
from plangraph.web.negotiation import version_for

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
PLAIN = 'SELECT ("\\"type\\":\\"triple\\" <triple> its:dir=\\"ltr\\"" AS ?x) {}'
DIRECTION = 'SELECT ("x"@it--ltr AS ?x) {}'
TRIPLE = "SELECT (TRIPLE(<a:a>, <a:b>, <a:c>) AS ?x) {}"
NEEDED = {PLAIN: "1.1", DIRECTION: "1.2-basic", TRIPLE: "1.2"}
GRAPHS = {
    'CONSTRUCT { <a:s> <a:p> "x"@it } {}': "1.1",
    'CONSTRUCT { <a:s> <a:p> "x"@it--ltr } {}': "1.2-basic",
    "CONSTRUCT { <a:s> <a:p> <<( <a:a> <a:b> <a:c> )>> } {}": "1.2",
}


@pytest.mark.parametrize("known", VERSIONS)
@pytest.mark.parametrize("media_type", [JSON, XML])
@pytest.mark.parametrize("query", NEEDED)
def test_results_announce_the_version_that_was_asked_for_or_are_not_sent(
    client: FlaskClient, query: str, media_type: str, known: str
) -> None:
    response = client.get(
        "/sparql", query_string={"query": query}, headers={"Accept": f"{media_type}; version={known}"}
    )
    if VERSIONS.index(known) >= VERSIONS.index(NEEDED[query]):
        assert (response.status_code, response.content_type) == (200, f"{media_type}; version={known}")
    else:
        assert response.status_code == 406
        assert response.json is not None
        assert f"RDF {known}" in response.json["detail"]
        assert {JSON, XML, "text/csv"} <= set(response.json["available"])


@pytest.mark.parametrize("known", VERSIONS)
@pytest.mark.parametrize(
    "media_type",
    [
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ],
)
@pytest.mark.parametrize("query", GRAPHS)
def test_graphs_announce_the_version_that_was_asked_for_or_are_not_sent(
    client: FlaskClient, query: str, media_type: str, known: str
) -> None:
    response = client.get(
        "/sparql", query_string={"query": query}, headers={"Accept": f'{media_type}; version="{known}"'}
    )
    if VERSIONS.index(known) >= VERSIONS.index(GRAPHS[query]):
        assert response.status_code == 200
        assert response.content_type.startswith(media_type)
        assert response.content_type.endswith(f"; version={known}")
    else:
        assert response.status_code == 406


def test_who_names_no_version_gets_any_and_the_media_type_as_it_always_was(client: FlaskClient) -> None:
    for query in NEEDED:
        response = client.get("/sparql", query_string={"query": query}, headers={"Accept": JSON})
        assert (response.status_code, response.content_type) == (200, JSON)


def test_formats_without_the_parameter_take_no_notice_of_it(client: FlaskClient) -> None:
    response = client.get(
        "/sparql", query_string={"query": TRIPLE}, headers={"Accept": "text/csv; version=1.1"}
    )
    assert (response.status_code, response.content_type) == (200, "text/csv; charset=utf-8")


def test_json_ld_cannot_hold_a_triple_term_and_says_so(client: FlaskClient) -> None:
    query = {"query": list(GRAPHS)[2], "format": "jsonld"}
    response = client.get("/sparql", query_string=query)
    assert response.status_code == 406
    assert response.json is not None
    assert "triple term" in response.json["detail"]
    assert "text/turtle" in response.json["available"]
    assert "application/ld+json" not in response.json["available"]


@pytest.mark.parametrize(
    ("query", "accept", "given"),
    [
        (
            "CONSTRUCT { <urn:a> <urn:9/1> 'x' } {}",
            "application/rdf+xml, text/turtle;q=0.9, application/n-triples;q=0.1",
            "text/turtle; charset=utf-8",
        ),
        (
            "SELECT (<<( <urn:a> <urn:b> <urn:c> )>> AS ?t) {}",
            f"{JSON};version=1.1, {XML};version=1.2;q=0.5",
            f"{XML}; version=1.2",
        ),
    ],
)
def test_what_the_best_format_cannot_hold_comes_in_the_next_one(
    client: FlaskClient, query: str, accept: str, given: str
) -> None:
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert (response.status_code, response.content_type) == (200, given)


@pytest.mark.parametrize("address", ["/data?default", "/.well-known/void", "/ontology"])
def test_documents_announce_the_version_too(client: FlaskClient, address: str) -> None:
    response = client.get(address, headers={"Accept": "text/turtle;version=1.2"}, follow_redirects=True)
    assert response.content_type == "text/turtle; charset=utf-8; version=1.2"


@pytest.mark.parametrize(
    ("accept", "version"),
    [
        (None, ""),
        ("*/*; version=1.1", ""),
        (f"{JSON}", ""),
        (f"{JSON};version=1.1", "1.1"),
        (f'{JSON}; VERSION="1.2-Basic"', "1.2-basic"),
        (f"{JSON};version=1.1, {JSON};version=1.2;q=0.5", "1.2"),
        (f"{JSON};version=1.2;q=0, {JSON};version=1.1", "1.1"),
        (f"{JSON};version=1.1, {JSON};q=0.1", ""),
        (f"{JSON};version=1.1, */*;q=0.1", "1.1"),
        (f"{JSON};version=7", ""),
        ("application/json;version=1.1", "1.1"),
    ],
)
def test_the_version_is_the_latest_that_is_accepted(accept: str | None, version: str) -> None:
    assert version_for(accept, (JSON, "application/json")) == version


@given(st.text(alphabet='version=1.2-basic;, "q0*/', max_size=60))
def test_any_header_names_a_known_version_or_none(accept: str) -> None:
    assert version_for(f"{JSON};{accept}", (JSON,)) in ("", *VERSIONS)
