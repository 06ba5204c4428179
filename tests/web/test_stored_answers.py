"""``/queries/…``: stored questions as data."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web.app import create_app
from tests.web.test_query_page import LINES


@pytest.fixture
def asking(dataset: Dataset, tmp_path: Path) -> FlaskClient:
    """Return a client of a service with one stored question that has parameters."""
    (tmp_path / "lines.rq").write_text(LINES, encoding="utf-8")
    return create_app(dataset, Settings(), tmp_path).test_client()


def test_an_answer_comes_in_the_format_asked_for_with_the_values_of_the_address(asking: FlaskClient) -> None:
    everything = asking.get("/queries/lines", headers={"Accept": "text/csv"})
    assert everything.text.splitlines()[0] == "line,of"
    assert everything.text.splitlines()[1].startswith("139,https://")
    assert everything.headers["Access-Control-Allow-Origin"] == "*"
    assert len(asking.get("/queries/lines?line=7&format=csv").text.splitlines()) == 1
    assert len(asking.get("/queries/lines?line=139&format=csv").text.splitlines()) == 2
    named = asking.get("/queries/lines?line=&format=csv&labels=it").text
    assert named.splitlines()[0] == "line,of,ofLabel"
    assert asking.get("/queries/lines?format=xlsx").headers["Content-Disposition"].endswith('.xlsx"')


def test_kept_answers_know_their_parameters(asking: FlaskClient) -> None:
    lines = [len(asking.get(f"/queries/lines?line={line}&format=csv").text) for line in (139, 7, 139, 7)]
    assert lines[0] == lines[2] != lines[1] == lines[3]


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("nowhere", 404, "not-found"),
        ("lines?line=x", 400, "parameter"),
        ("lines?other=1", 400, "parameter"),
        ("lines?labels=de", 400, "parameter"),
        ("lines?format=turtle", 406, "not-acceptable"),
        ("lines?format=nothing", 400, "not-acceptable"),
    ],
)
def test_misuse_is_a_problem(asking: FlaskClient, address: str, status: int, kind: str) -> None:
    response = asking.get(f"/queries/{address}")
    assert response.status_code == status
    assert response.json["type"].endswith(f"#{kind}")  # type: ignore[index]


def test_values_are_terms_and_never_text(asking: FlaskClient) -> None:
    hostile = "http://example.org/x> } # "
    assert asking.get("/queries/lines", query_string={"of": hostile}).status_code == 400
    fine = asking.get("/queries/lines", query_string={"of": "http://example.org/')", "format": "csv"})
    assert len(fine.text.splitlines()) == 1


def test_the_list_of_them_is_a_page(asking: FlaskClient) -> None:
    assert asking.get("/queries", headers={"Accept-Language": "en"}).headers["Location"] == "/en/query"
