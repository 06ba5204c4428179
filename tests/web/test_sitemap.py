"""``/sitemap.xml``: every page once in each language, at the public address, in files of a lawful size."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from flask import Flask
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, FOAF

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import CATALOGUE_GRAPH
from plangraph.web import sitemap
from plangraph.web.app import create_app

XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PUBLIC = "https://piano.example.it/dati"


@pytest.fixture(scope="module")
def public(dataset: Dataset) -> Flask:
    return create_app(dataset, Settings(public_url=PUBLIC))


def locations(app: Flask, path: str) -> list[str]:
    response = app.test_client().get(path, headers={"Host": "evil.example"})
    assert (response.status_code, response.mimetype) == (200, "application/xml")
    return [str(node.text) for node in ElementTree.fromstring(response.data).iterfind(".//s:loc", XML)]


def all_pages(app: Flask) -> list[str]:
    files = locations(app, "/sitemap.xml")
    return [page for file in files for page in locations(app, file.removeprefix(PUBLIC))]


def test_it_lists_absolute_addresses_of_the_public_service(public: Flask) -> None:
    pages = all_pages(public)
    assert len(set(pages)) == len(pages)
    assert all(page.startswith((f"{PUBLIC}/it/", f"{PUBLIC}/en/")) for page in pages)
    assert f"{PUBLIC}/it/" in pages
    assert f"{PUBLIC}/en/query" in pages


def test_every_page_that_it_lists_is_there(public: Flask) -> None:
    for page in all_pages(public):
        response = public.test_client().get(page.removeprefix(PUBLIC))
        assert (response.status_code, response.mimetype) == (200, "text/html"), page


def test_everything_that_something_is_said_about_is_listed(public: Flask, dataset: Dataset) -> None:
    links = public.extensions["links"]
    pages = {urlsplit(page).path.removeprefix("/dati") for page in all_pages(public)}
    for graph in dataset.graphs:
        for subject, _, _ in dataset.graph(graph):
            address = links.address(subject.value, "it").partition("#")[0]
            assert not address.startswith("/it/") or "?" in address or address in pages


def test_each_page_names_itself_in_the_other_language(public: Flask) -> None:
    tree = ElementTree.fromstring(public.test_client().get("/sitemap-1.xml").data)
    for entry in tree.iterfind("s:url", XML):
        tags = {link.get("hreflang"): link.get("href") for link in entry.iterfind("x:link", XML)}
        assert tags.keys() == {"it", "en"}
        assert entry.findtext("s:loc", namespaces=XML) in tags.values()


def test_more_pages_than_a_file_may_hold_go_into_several(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(dataset, Settings(public_url=PUBLIC))
    whole = all_pages(app)
    monkeypatch.setattr(sitemap, "LARGEST", 10)
    app = create_app(dataset, Settings(public_url=PUBLIC))
    files = locations(app, "/sitemap.xml")
    assert len(files) == -(-len(whole) // 10)
    assert max(len(locations(app, file.removeprefix(PUBLIC))) for file in files) == 10
    assert all_pages(app) == whole
    assert app.test_client().get(f"/sitemap-{len(files) + 1}.xml").status_code == 404
    assert app.test_client().get("/sitemap-0.xml").status_code == 404


def test_of_too_many_things_only_the_pages_are_listed(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST", 1)
    pages = all_pages(create_app(dataset, Settings(public_url=PUBLIC)))
    assert pages
    assert not [page for page in pages if "/doc/" in page or "/iri/" in page]


def test_robots_are_told_where_the_map_is(public: Flask) -> None:
    text = public.test_client().get("/robots.txt", headers={"Host": "evil.example"}).text
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in text
    assert "Disallow: /sparql" in text


def test_the_catalogue_promises_addresses_of_the_service_that_gives_it_out(tmp_path: Path) -> None:
    site = "https://w3id.org/plangraph"
    file = tmp_path / "catalogue.ttl"
    file.write_text(
        f"<{site}/id/d> <{DCAT.downloadURL}> <{site}/dumps/plan.ttl> ;"
        f" <{FOAF.homepage}> <https://e.example/> ; <{DCAT.dataset}> <{site}/id/dataset> ."
    )
    dataset = open_dataset({CATALOGUE_GRAPH: [file]})
    node = URIRef(f"{site}/id/d")
    for public_url, there in (("", site), (f"{PUBLIC}/", PUBLIC)):
        app = create_app(dataset, Settings(public_url=public_url))
        text = app.test_client().get("/catalog", headers={"Accept": "text/turtle"}).text
        graph = Graph().parse(data=text, format="turtle")
        assert graph.value(node, DCAT.downloadURL) == URIRef(f"{there}/dumps/plan.ttl")
        assert graph.value(node, DCAT.dataset) == URIRef(f"{site}/id/dataset")
        assert graph.value(node, FOAF.homepage) == URIRef("https://e.example/")
