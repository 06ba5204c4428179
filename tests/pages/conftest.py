"""The pages as HTTP gives them, over the plan of Lecce and over small plans that a test writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from plangraph.layout import Layout
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import graph_files
from plangraph.web.app import create_app

ID = "https://w3id.org/plangraph/id/"


class Reading(HTMLParser):
    """What stands on a page: its links, the options of its fields, its rows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.links: list[tuple[str, str]] = []
        """Address and words of each."""
        self.options: dict[str, list[tuple[str, str]]] = {}
        """Value and words of each, by the field's name."""
        self.rows: list[list[str]] = []
        """Words of the cells of each row of a table's body."""
        self._href, self._field, self._value = "", "", ""
        self._words: list[str] = []
        self._cell: list[str] | None = None
        self._in_body = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: told or "" for name, told in attrs}
        if tag == "a":
            self._href, self._words = given["href"], []
        elif tag == "select":
            self._field = given["name"]
        elif tag == "option":
            self._value, self._words = given["value"], []
        elif tag == "tbody":
            self._in_body = True
        elif tag == "tr" and self._in_body:
            self.rows.append([])
        elif tag in ("th", "td") and self._in_body:
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        words = " ".join("".join(self._words).split())
        if tag == "a":
            self.links.append((self._href, words))
        elif tag == "option":
            self.options.setdefault(self._field, []).append((self._value, words))
        elif tag == "tbody":
            self._in_body = False
        elif tag in ("th", "td") and self._cell is not None:
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._cell is not None:
            self._cell.append(data)

    def addresses(self, words: str) -> list[str]:
        """Return the addresses of the links with these words, or that begin with them."""
        return [href for href, told in self.links if told.startswith(words)]


class Site:
    """A service without a socket."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def read(self, address: str) -> Reading:
        """Return a page."""
        response = self.client.get(address.partition("#")[0])
        assert response.status_code == 200, address
        return Reading(response.text)

    def csv(self, address: str) -> list[dict[str, str]]:
        """Return the rows of a download."""
        response = self.client.get(address)
        assert response.status_code == 200, response.text
        assert response.mimetype == "text/csv"
        return list(csv.DictReader(io.StringIO(response.text)))

    def behind(self, address: str) -> list[dict[str, str]]:
        """Return what the query answers that an address of the query page shows."""
        given = parse_qs(urlsplit(address).query)
        return self.csv(f"/sparql?{urlencode({'query': given['query'][0], 'format': 'csv'})}")


@pytest.fixture(scope="session")
def lecce(root: Path) -> Dataset:
    """Return the graphs of Lecce as the server has them."""
    return open_dataset(graph_files(Layout(root)))


@pytest.fixture(scope="session")
def site(lecce: Dataset, root: Path) -> Site:
    """Return the service over the plan of Lecce."""
    return Site(create_app(lecce, Settings(), root / "queries").test_client())


@pytest.fixture
def site_of(tmp_path: Path) -> Callable[[str], Site]:
    """Return a service over one graph, ``graph/plan``, as Turtle says it; prefixes are declared."""

    def serve(turtle: str) -> Site:
        (tmp_path / "plan.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        return Site(
            create_app(open_dataset({f"{ID}graph/plan": [tmp_path / "plan.ttl"]}), Settings()).test_client()
        )

    return serve


PREFIXES = f"""
@base <{ID}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
