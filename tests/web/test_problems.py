"""Every kind of problem has an address that explains it, in both languages."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from plangraph.web.faults import STATUSES
from plangraph.web.kinds import KINDS, kind_of
from plangraph.web.translations import LANGUAGES

BROWSER = {"Accept": "text/html,*/*;q=0.8"}
WRONG = ["SELECT *", "ASK { SERVICE <a:b> {} }", "CLEAR ALL", "ASK {" + "{" * 60, "ASK {}" + " " * 70_000]


@pytest.mark.parametrize("query", WRONG)
def test_the_type_of_a_problem_leads_to_its_explanation(client: FlaskClient, query: str) -> None:
    document = client.get("/sparql", query_string={"query": query}).json
    assert document is not None
    address = urlsplit(document["type"])
    page = client.get(address.path, follow_redirects=True).text
    assert f'<section id="{address.fragment}">' in page
    assert "only" not in document["type"]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_all_kinds_are_explained(client: FlaskClient, spoken: str) -> None:
    page = client.get(f"/{spoken}/problems").text
    for kind in KINDS:
        assert f'id="{kind.name}"' in page
        assert kind.title[LANGUAGES.index(spoken)].replace("'", "&#39;") in page
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_every_status_that_is_sent_has_a_kind() -> None:
    for status in {status for _, status in STATUSES} | {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}:
        assert status in kind_of(status).statuses
    assert kind_of(HTTPStatus.IM_A_TEAPOT).name == "parameter"
    assert kind_of(HTTPStatus.BAD_GATEWAY).name == "store"
    assert kind_of(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED).name == "failure"


@pytest.mark.parametrize(
    ("spoken", "title", "told"),
    [
        (
            "it",
            "La query non è SPARQL",
            "La query finisce troppo presto: manca una parentesi chiusa? (riga 2, colonna 2)",
        ),
        (
            "en",
            "The query is not SPARQL",
            "The query ends too early: is a bracket not closed? (line 2, column 2)",
        ),
    ],
)
def test_the_page_says_the_same_in_the_readers_language(
    client: FlaskClient, spoken: str, title: str, told: str
) -> None:
    headers = {**BROWSER, "Accept-Language": spoken}
    page = client.get("/sparql", query_string={"query": "SELECT\n*"}, headers=headers)
    assert page.status_code == 400
    for words in (title, told, "/problems#query-syntax"):
        assert words in page.text


@pytest.mark.parametrize("path", ["/sparql", "/sparql/check", "/validate"])
def test_a_compressed_body_is_refused_and_what_is_read_is_said(client: FlaskClient, path: str) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/sparql-query"}
    response = client.post(path, data=b"\x1f\x8bASK {}", headers=headers)
    assert response.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    assert response.headers["Accept-Encoding"] == "identity"
    assert "«gzip»" in response.get_json()["detail"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "The request does not say the Content-Type of its body."),
        ({"Content-Type": "text/plain"}, "A body of «text/plain» is no query."),
    ],
)
def test_a_body_of_another_type_is_told_from_one_without(
    client: FlaskClient, asked: dict[str, str], told: str
) -> None:
    response = client.post("/sparql", data=b"ASK {}", headers=asked)
    assert (response.status_code, response.get_json()["detail"]) == (415, told)


def test_two_queries_are_counted_in_a_sentence(client: FlaskClient) -> None:
    detail = client.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").get_json()["detail"]
    assert detail == "There are 2 parameters «query» in the request, one is needed."


def test_a_timeout_of_many_digits_is_as_good_as_none(client: FlaskClient) -> None:
    query = {"query": "ASK {}", "timeout": "9" * 20, "format": "json"}
    assert client.get("/sparql", query_string=query).get_json()["boolean"] is True
