"""Who mistypes an IRI gets a 404 that says what there is."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

AREA = "plan/lecce/2025-2027/area/12"
BASE = "https://w3id.org/plangraph/id/"


@pytest.mark.parametrize("path", ["plan/lecce/2025-2027/area/13", "plan/lecce/2025-2027/aera/12"])
def test_an_unknown_iri_is_not_found_and_the_likely_ones_are_named(client: FlaskClient, path: str) -> None:
    problem = client.get(f"/id/{path}", headers={"Accept": "application/json"})
    assert problem.status_code == 404
    assert problem.mimetype == "application/problem+json"
    named = problem.get_json()["suggestions"]
    assert named[0] == f"{BASE}plan/lecce/2025-2027"
    assert f"{BASE}{AREA}" in named
    page = client.get(f"/en/doc/{path}", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert f'href="/en/doc/{AREA}"' in page.text


@pytest.mark.parametrize("path", ["x" * 5000, "%3Cscript%3Ealert(1)%3C/script%3E", "%22%20onload=%22x"])
def test_hostile_iris_are_not_found_and_stay_text(client: FlaskClient, path: str) -> None:
    page = client.get(f"/it/doc/{path}", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "<script>alert" not in page.text
    assert '" onload="' not in page.text
