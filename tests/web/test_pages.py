"""The start page, the health report, and what every response carries."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web.app import create_app
from plangraph.web.translations import LANGUAGES, gettext

ADDRESSES = [
    "/",
    "/it/",
    "/en/query",
    "/en/problems",
    "/sparql",
    "/it/doc/plan/lecce/2025-2027/area/12",
    "/nowhere",
    "/en/nowhere",
    "/ontology",
    "/health",
]
BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_start_page_counts_what_there_is(client: FlaskClient, spoken: str) -> None:
    page = client.get(f"/{spoken}/").text
    assert f'<html lang="{spoken}">' in page
    figures = re.findall(r"<dt>(.*?)</dt><dd><a [^>]*>(\d+)</a></dd>", page)
    names = ("areas", "objectives", "activities", "projects")
    told = [gettext(spoken, f"overview.figure.{name}") for name in names]
    assert figures == list(zip(told, "1121", strict=True))


def test_the_first_language_is_the_browsers_and_then_that_of_the_address(client: FlaskClient) -> None:
    english = {"Accept-Language": "en-GB, it;q=0.5"}
    assert client.get("/").headers["Location"] == "/it/"
    assert client.get("/", headers=english).headers["Location"] == "/en/"
    assert client.get("/problems", headers=english).headers["Location"] == "/en/problems"
    assert '<html lang="it">' in client.get("/it/", headers=english).text
    assert '<html lang="en">' in client.get("/nowhere", headers={**BROWSER, **english}).text


def test_a_page_names_itself_in_the_other_language(client: FlaskClient) -> None:
    response = client.get("/en/query?name=activities&x=%22%3E%0D%0A")
    assert '<link rel="alternate" hreflang="it" href="http://127.0.0.1:8000/it/query?name=' in response.text
    assert '<a href="/it/query?name=activities&amp;x=%22%3E%0D%0A" lang="it" hreflang="it">' in response.text
    own = '<http://127.0.0.1:8000/en/query?name=activities&x=%22%3E%0D%0A>; rel="canonical"'
    assert response.headers["Link"].startswith(own)


def test_stored_queries_are_listed_and_fill_the_form(client: FlaskClient) -> None:
    assert "Quali sono le attività?" in client.get("/it/query").text
    assert "Which are the activities?" in client.get("/en/query").text
    assert "ORDER BY ?activity</textarea>" in client.get("/en/query?name=activities").text.replace(
        "\n</", "</"
    )


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
        data = '<script type="application/ld+json">'  # which no browser runs
        inline = r'\sstyle=|\son\w+=|<style|<script(?! type="module" src="/static/)'
        assert not re.search(inline, response.text.replace(data, ""))
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


def test_the_text_of_the_plan_is_in_the_menu(client: FlaskClient) -> None:
    menu = client.get("/it/").text.partition("<main")[0]
    assert '<a href="/it/source">Testo di origine</a>' in menu
