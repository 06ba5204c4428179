"""The start page, the health report, and what every response carries."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web.app import create_app
from plangraph.web.wording import LANGUAGES, words

ADDRESSES = ["/", "/sparql", "/doc/plan/lecce/2025-2027/area/12.html", "/nowhere", "/ontology", "/health"]
BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_start_page_counts_what_there_is(client: FlaskClient, spoken: str) -> None:
    page = client.get(f"/?lang={spoken}").text
    assert f'<html lang="{spoken}">' in page
    figures = re.findall(r"<dt>(.*?)</dt><dd>(\d+)</dd>", page)
    t = words(spoken)
    assert figures == [(t["areas"], "1"), (t["objectives"], "1"), (t["activities"], "2")]


def test_the_language_is_the_browsers_unless_asked_otherwise(client: FlaskClient) -> None:
    assert '<html lang="it">' in client.get("/").text
    assert '<html lang="en">' in client.get("/", headers={"Accept-Language": "en-GB, it;q=0.5"}).text
    assert '<html lang="it">' in client.get("/?lang=it", headers={"Accept-Language": "en"}).text


def test_stored_queries_are_listed_and_fill_the_form(client: FlaskClient) -> None:
    assert "Quali sono le attività?" in client.get("/?lang=it").text
    assert "Which are the activities?" in client.get("/?lang=en").text
    assert "ORDER BY ?activity</textarea>" in client.get("/?example=activities").text.replace("\n</", "</")


def test_health_names_the_version_of_the_data(client: FlaskClient, dataset: Dataset) -> None:
    assert client.get("/health").json == {
        "status": "ok",
        "dataVersion": dataset.version,
        "triples": sum(dataset.graphs.values()),
        "queries": {},
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_is_locked_down(client: FlaskClient, address: str) -> None:
    headers = client.get(address, headers=BROWSER).headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_keep_the_policy_and_name_no_host(client: FlaskClient, address: str) -> None:
    response = client.get(address, headers={**BROWSER, "Host": "evil.example"})
    if response.mimetype == "text/html":
        assert not re.search(r"\sstyle=|\son\w+=|<style|<script", response.text)
        assert "Access-Control-Allow-Origin" not in response.headers
    assert "evil.example" not in response.text + str(response.headers)


def test_a_bug_is_an_honest_500_without_its_trace(
    dataset: Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    app: Flask = create_app(dataset, Settings())
    app.add_url_rule("/bug", view_func=lambda: vars()["a value of a client"])
    for accept in ("*/*", BROWSER["Accept"]):
        response = app.test_client().get("/bug?query=secret", headers={"Accept": accept})
        assert response.status_code == 500
        assert "KeyError" not in response.text
        assert "Traceback" not in response.text
    first, second = capsys.readouterr().err.splitlines()
    for line in (first, second):
        assert ' level=error event="request failed" method=GET path=/bug error=KeyError at="' in line
        assert re.search(r"test_pages\.py:\d+:<lambda>", line), "where it was"
        assert "client" not in line
        assert "secret" not in line


def test_every_sentence_is_said_in_both_languages() -> None:
    assert all(text for spoken in LANGUAGES for text in words(spoken).values())
