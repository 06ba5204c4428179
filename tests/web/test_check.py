"""``POST /sparql/check`` judges a query without running it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

GOOD = "SELECT * WHERE { ?s ?p ?o }"


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        (GOOD, (True, None, None, None)),
        ("ASK { <relative> ?p ?o }", (True, None, None, None)),
        ("SELECT *\n{ ?s ?p }", (False, 2, 9, "«}» cannot stand here.")),
        (
            "SELECT * { ?s a plan:Activity }",
            (
                False,
                1,
                17,
                "the prefix «plan:» is not declared. Write PREFIX plan: <…> before the query.",
            ),
        ),
        (
            "ASK { SERVICE <http://127.0.0.1:9/> {} }",
            (False, 1, 7, "SERVICE is not allowed here. Query the other endpoint yourself."),
        ),
        (
            "ASK {\n  FILTER(<urn:nope>()) }",
            (False, 2, 10, "the function <urn:nope> is not known. Use SPARQL's own functions."),
        ),
        ("", (False, 1, 1, "the query ends too early. Is a bracket not closed?")),
    ],
)
def test_a_query_is_valid_or_has_a_place_and_a_reason(
    client: FlaskClient, query: str, verdict: tuple[object, ...]
) -> None:
    directly = client.post("/sparql/check", data=query, content_type="application/sparql-query")
    by_form = client.post("/sparql/check", data={"query": query})
    assert directly.status_code == 200
    assert directly.content_type == "application/json"
    assert directly.headers["Access-Control-Allow-Origin"] == "*"
    assert directly.json == dict(zip(("valid", "line", "column", "message"), verdict, strict=True))
    assert by_form.json == directly.json


@pytest.mark.parametrize(
    ("method", "arguments", "status"),
    [
        ("GET", {"query_string": {"query": GOOD}}, 405),
        ("POST", {"data": {}}, 415),
        ("POST", {"data": {"other": GOOD}}, 400),
        ("POST", {"data": GOOD, "content_type": "text/plain"}, 415),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403),
    ],
)
def test_misuse_is_a_problem_not_a_verdict(
    client: FlaskClient, method: str, arguments: dict[str, object], status: int
) -> None:
    response = client.open("/sparql/check", method=method, **arguments)  # type: ignore[arg-type]
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
