"""Licence, accessibility, and the operator's own style sheet and address."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from plangraph.errors import UsageError
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web.app import create_app
from plangraph.web.pages.dates import spoken_date
from tests.pages.conftest import Site


def client(dataset: Dataset, settings: Settings) -> FlaskClient:
    return create_app(dataset, settings).test_client()


def test_every_graph_stands_with_its_licence_and_day(site: Site, lecce: Dataset) -> None:
    page = site.read("/it/licence")
    graphs = [row for row in page.rows if len(row) == 6]
    assert len(graphs) == len(lecce.graphs)
    assert all(row[1] == "CC BY 4.0" for row in graphs)
    assert [row[2] for row in graphs if row[0] == "Progetti del PNRR e del PNC"] == ["31 marzo 2025"]
    assert {int(row[5].replace(".", "")) for row in graphs} == set(lecce.graphs.values())
    assert "Non è una pubblicazione ufficiale" in page.text


def test_every_table_that_figures_come_from_stands_with_its_day(site: Site) -> None:
    page = site.read("/en/licence")
    (row,) = [
        row
        for row in page.rows
        if row[0].startswith("Italia Domani. Financial table and programming, version 04")
    ]
    assert row[1:] == ["December 2022 – April 2023", "CC BY 4.0"]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2025-03-31", "31 marzo 2025"),
        ("2025-04", "aprile 2025"),
        ("2025", "2025"),
        ("2022-12/2023-04", "dicembre 2022 – aprile 2023"),
        ("2025-02-30", "2025-02-30"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_date_is_spoken_as_far_as_it_is_one(text: str, spoken: str) -> None:
    assert spoken_date(text, "it") == spoken


@pytest.mark.parametrize(
    ("feedback", "link"),
    [
        ("rtd@comune.example.it", '<a href="mailto:rtd@comune.example.it">rtd@comune.example.it</a>'),
        ("mailto:rtd@comune.example.it", '<a href="mailto:rtd@comune.example.it">rtd@comune.example.it</a>'),
        (
            "https://comune.example.it/form",
            '<a href="https://comune.example.it/form">https://comune.example.it/form</a>',
        ),
    ],
)
def test_the_statement_names_the_operators_address(lecce: Dataset, feedback: str, link: str) -> None:
    assert link in client(lecce, Settings(feedback=feedback)).get("/it/accessibility").text


def test_without_an_address_the_statement_does_not_make_one_up(site: Site) -> None:
    page = site.read("/en/accessibility")
    assert "has given no address" in page.text
    assert "mailto:" not in page.text
    assert "partially conforms" in page.text


@pytest.mark.parametrize("feedback", ["javascript:alert(1)", "nobody", "a b@example.org"])
def test_an_address_that_is_none_is_refused(feedback: str) -> None:
    with pytest.raises(UsageError, match="--feedback"):
        Settings(feedback=feedback)


def test_a_theme_is_laid_over_every_page_and_kept_by_caches(lecce: Dataset, tmp_path: Path) -> None:
    sheet = tmp_path / "comune.css"
    sheet.write_text(":root { --brand: #063 }", encoding="utf-8")
    themed = client(lecce, Settings(theme=sheet))
    page = themed.get("/it/licence").text
    assert page.index("/static/plangraph.css") < page.index("/static/theme.css")
    response = themed.get("/static/theme.css")
    assert response.text == ":root { --brand: #063 }"
    assert response.content_type == "text/css; charset=utf-8"
    assert "style-src 'self'" in response.headers["Content-Security-Policy"]
    again = themed.get("/static/theme.css", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_without_a_theme_nobody_asks_for_one(site: Site) -> None:
    assert "theme.css" not in site.read("/it/").text
    assert site.client.get("/static/theme.css").status_code == 404


def test_a_theme_that_is_not_there_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--theme"):
        Settings(theme=tmp_path / "nowhere.css")
