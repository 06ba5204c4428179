"""The description of the service for programs: valid, complete, and true."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from plangraph.judging.formats import REPORT_FORMATS
from plangraph.store.formats import FORMATS
from plangraph.web.kinds import KINDS
from plangraph.web.translations import LANGUAGES
from tests.web.conftest import Running

PAGES = re.compile(rf"/<any\({', '.join(LANGUAGES)}\):lang>/|/static/")
WITHOUT_ANSWER = {"/update", "/sparql/update"}
"""Addresses that say only that there is no such thing here."""


@pytest.fixture
def described(client: FlaskClient) -> dict[str, Any]:
    response = client.get("/openapi.json")
    assert (response.status_code, response.mimetype) == (200, "application/json")
    document: dict[str, Any] = json.loads(response.text)
    return document


def test_the_description_is_valid_openapi(described: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(described).validate()
    assert described["openapi"].startswith("3.1.")


def test_every_address_for_programs_is_described_and_no_other(app: Flask, described: dict[str, Any]) -> None:
    known = {
        (path, method.upper()) for path, operations in described["paths"].items() for method in operations
    }
    there = {
        (path, method)
        for rule in app.url_map.iter_rules()
        if not PAGES.match(rule.rule) and rule.rule not in WITHOUT_ANSWER
        for path in _paths(rule.rule)
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "DELETE", "PATCH"}
    }
    assert known == there, "describe a new address in plangraph.web.openapi"


def _paths(rule: str) -> list[str]:
    """Return a route as OpenAPI writes paths, one for each of the values that it lists."""
    listed = re.search(r"<any\(([^)]*)\):\w+>", rule)
    if listed:
        return [rule.replace(listed[0], value) for value in listed[1].split(", ")]
    return [re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)]


def test_formats_and_problems_are_those_of_the_service(described: dict[str, Any]) -> None:
    asked = described["paths"]["/sparql"]["get"]
    names = next(each["schema"]["enum"] for each in asked["parameters"] if each["name"] == "format")
    assert set(names) == {form.name for form in FORMATS}
    reports = described["paths"]["/validate"]["post"]["responses"]["200"]["content"]
    assert set(reports) == {form.media_type for form in REPORT_FORMATS}
    told = json.dumps(described["components"]["schemas"]["Problem"])
    assert all(kind.name in told for kind in KINDS)
    names = [
        operation["operationId"]
        for operations in described["paths"].values()
        for operation in operations.values()
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("address", ["/", "/sparql", "/data?default"])
def test_the_service_leads_to_its_description(client: FlaskClient, address: str) -> None:
    assert '</openapi.json>; rel="service-desc"' in ", ".join(client.get(address).headers.getlist("Link"))


@pytest.mark.slow
def test_the_service_keeps_to_its_description(server: Running, tmp_path: Path) -> None:
    """Schemathesis asks what the description allows, and more; validation has tests of its own."""
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    limits = ["--phases", "fuzzing", "--max-examples", "4", "--seed", "1", "--exclude-path", "/validate"]
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run"),
            f"http://127.0.0.1:{server.port}/openapi.json",
            *("--checks", checks, "--warnings", "off", "--no-color", "--generation-database", "none"),
            *limits,
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,  # it remembers there what it found
    )
    assert run.returncode == 0, run.stdout[-5_000:]
