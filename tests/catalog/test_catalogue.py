"""The catalogue promises what is there, in the words of DCAT-AP 3 and DCAT-AP_IT."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from flask import Flask
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, SH
from rdflib.term import Node

from plangraph import pipeline
from plangraph.catalog import catalogue_graph, held_graphs
from plangraph.catalog.places import PLANGRAPH
from plangraph.errors import PlangraphError
from plangraph.layout import project_layout
from plangraph.namespaces import COV, DCATAPIT, SPDX, VCARD
from plangraph.profile import Publisher, read_profile
from plangraph.settings import Settings
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import graph_files
from plangraph.turtle import read_turtle
from plangraph.validation import Severity, read_shapes, validate
from plangraph.web.app import create_app

EUROPEAN = ("dcat-ap-3.0.0-shapes.ttl", "dcat-ap-3.0.0-shapes_recommended.ttl")
SITE = "https://w3id.org/plangraph/"
OFFICE = Publisher(name="Ufficio dati", slug="ufficio-dati", identifier="c_e506", email="dati@comune.example")


@pytest.fixture(scope="module")
def catalogue(built: pipeline.Built) -> Graph:
    return built.catalogue


@pytest.fixture(scope="module")
def app() -> Flask:
    layout = project_layout()
    return create_app(open_dataset(graph_files(layout)), Settings(), layout.queries)


def with_publisher(built: pipeline.Built, publisher: Publisher | None) -> Graph:
    vocabulary = Graph()
    held = held_graphs(built.asserted, built.inferred, vocabulary, built.findings, project_layout().data)
    return catalogue_graph(replace(built.profile, publisher=publisher), held)


@pytest.fixture(scope="module")
def european(root: Path) -> tuple[Graph, ...]:
    """Return the shapes that the European Commission publishes, the mandatory ones and the recommended."""
    folder = root.parent / "shared" / "dcat"
    if not folder.is_dir():
        pytest.skip("the European shapes are not beside the checkout, in ../shared/dcat")
    return tuple(Graph().parse(folder / name) for name in EUROPEAN)


def complaints(data: Graph, shapes: Graph) -> set[tuple[str, str]]:
    """Return class and property of each result."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    return {
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultPath)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_it_satisfies_all_that_the_european_shapes_make_mandatory(
    catalogue: Graph, european: tuple[Graph, ...]
) -> None:
    assert complaints(catalogue, european[0]) == set()


def test_the_european_shapes_refuse_a_catalogue_that_lacks_something(
    catalogue: Graph, european: tuple[Graph, ...]
) -> None:
    (node,) = catalogue.subjects(RDF.type, DCAT.Catalog)
    lacking = Graph()
    for triple in catalogue:
        if triple[:2] != (node, DCTERMS.publisher):
            lacking.add(triple)
    assert complaints(lacking, european[0]) == {(str(node), str(DCTERMS.publisher))}


def test_of_what_is_recommended_only_what_has_no_answer_is_left_out(
    built: pipeline.Built, european: tuple[Graph, ...]
) -> None:
    missing = complaints(with_publisher(built, OFFICE), european[1])
    timeless = {f"{SITE}id/dataset/lecce/2025-2027/{name}" for name in ("vocabulary", "shapes", "queries")}
    assert missing == {
        *((node, str(name)) for node in timeless for name in (DCTERMS.spatial, DCTERMS.temporal)),
        (f"{SITE}id/agent/ufficio-dati", str(DCTERMS.type)),  # which of ADMS, only the operator knows
    }


def test_without_a_publisher_in_the_profile_nothing_but_the_contact_is_missing_besides(
    catalogue: Graph, european: tuple[Graph, ...]
) -> None:
    missing = {path for _, path in complaints(catalogue, european[1])}
    assert missing == {str(DCAT.contactPoint), *map(str, (DCTERMS.spatial, DCTERMS.temporal, DCTERMS.type))}


def test_it_conforms_to_our_own_shapes_of_the_italian_profile(built: pipeline.Built) -> None:
    shapes = read_shapes(project_layout().shapes)
    for publisher in (None, OFFICE):
        report = validate(with_publisher(built, publisher), Graph(), Graph(), shapes)
        assert [result for result in report.results if result.severity is Severity.VIOLATION] == []


def test_titles_and_descriptions_are_in_both_languages(catalogue: Graph) -> None:
    kinds = (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, DCAT.DataService)
    for node in {node for kind in kinds for node in catalogue.subjects(RDF.type, kind)}:
        for name in (DCTERMS.title, DCTERMS.description):
            values = [value for value in catalogue.objects(node, name) if isinstance(value, Literal)]
            assert sorted(str(value.language) for value in values) == ["en", "it"], (node, name)


def test_the_holder_of_the_plan_is_the_municipality_by_its_ipa_code(built: pipeline.Built) -> None:
    node = URIRef(f"{SITE}id/dataset/lecce/2025-2027")
    holder = built.catalogue.value(node, DCTERMS.rightsHolder)
    assert built.catalogue.value(holder, DCTERMS.identifier) == Literal("c_e506")
    assert (holder, COV.IPAcode, Literal("c_e506")) in built.asserted
    assert built.catalogue.value(node, DCTERMS.publisher) != holder


def test_an_operator_is_named_with_an_address_to_write_to(built: pipeline.Built) -> None:
    graph = with_publisher(built, OFFICE)
    (node,) = graph.subjects(RDF.type, DCAT.Catalog)
    publisher = graph.value(node, DCTERMS.publisher)
    assert (publisher, FOAF.name, Literal("Ufficio dati", lang="it")) in graph
    assert set(graph.objects(None, DCTERMS.publisher)) == {publisher}
    (contact,) = set(graph.objects(None, DCAT.contactPoint))
    assert graph.value(contact, VCARD.hasEmail) == URIRef("mailto:dati@comune.example")


def test_only_a_municipality_that_publishes_itself_publishes_officially(built: pipeline.Built) -> None:
    itself = replace(OFFICE, slug=built.profile.municipality.slug)
    for publisher, official in ((None, False), (OFFICE, False), (itself, True)):
        text = " ".join(map(str, with_publisher(built, publisher).objects(None, DCTERMS.description)))
        assert ("no official publication" not in text) is official


def test_a_graph_that_is_not_there_is_not_promised(built: pipeline.Built, tmp_path: Path) -> None:
    data = project_layout().data
    shutil.copy(data / "pnrr.ttl", tmp_path)
    for folder, missing in ((tmp_path, {"links"}), (None, {"links", "pnrr"}), (data, set())):
        held = held_graphs(built.asserted, built.inferred, Graph(), Graph(), folder)
        text = catalogue_graph(built.profile, held).serialize(format="nt")
        assert {name for name in ("links", "pnrr") if f"graph/{name}>" not in text} == missing
        assert {name for name in ("links", "pnrr") if f"dumps/{name}." not in text} == missing


def test_figures_of_the_pnrr_say_which_tables_they_come_from_and_from_when(catalogue: Graph) -> None:
    node = URIRef(f"{SITE}id/dataset/lecce/2025-2027/pnrr")
    projects = read_turtle([project_layout().data / "pnrr.ttl"])
    graph = URIRef(f"{SITE}id/graph/pnrr")
    tables = set(catalogue.objects(node, PROV.wasDerivedFrom))
    assert tables
    assert tables == set(projects.objects(graph, PROV.wasDerivedFrom))
    assert catalogue.value(node, DCTERMS.modified) == projects.value(graph, DCTERMS.modified)


def test_size_and_checksum_are_those_of_the_file_that_is_served(catalogue: Graph, app: Flask) -> None:
    measured = list(catalogue.subjects(DCAT.byteSize, None))
    assert len(measured) == 5
    for node in measured:
        body = app.test_client().get(path(catalogue.value(node, DCAT.downloadURL))).data
        checksum = catalogue.value(node, SPDX.checksum)
        assert len(body) == int(str(catalogue.value(node, DCAT.byteSize)))
        assert hashlib.sha256(body).hexdigest() == str(catalogue.value(checksum, SPDX.checksumValue))


def test_every_address_that_it_promises_answers(catalogue: Graph, app: Flask) -> None:
    wants_a_parameter = {path(address) for address in catalogue.objects(None, DCAT.endpointURL)}
    for address in sorted(set(addresses(catalogue))):
        response = app.test_client().get(path(address), headers={"Accept": "*/*"}, follow_redirects=True)
        asks_for_one = path(address) in wants_a_parameter and response.status_code == 400
        assert response.status_code == 200 or asks_for_one, address


def test_every_file_has_the_media_type_that_it_promises(catalogue: Graph, app: Flask) -> None:
    for node, address in catalogue.subject_objects(DCAT.downloadURL):
        response = app.test_client().get(path(address))
        promised = DCAT.compressFormat if (node, DCAT.compressFormat, None) in catalogue else DCAT.mediaType
        assert str(catalogue.value(node, promised)).endswith(f"media-types/{response.mimetype}"), address


def test_nothing_is_said_twice_in_two_graphs(catalogue: Graph) -> None:
    assert not set(catalogue) & set(read_turtle([project_layout().data / "pnrr.ttl"]))


def test_a_profile_may_name_a_publisher_and_must_do_it_completely(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(project_layout().data / "source" / "lecce-2025-2027", tmp_path / "plan"))
    profile = folder / "plan.toml"
    text = profile.read_text(encoding="utf-8")
    table = '\n[publisher]\nname = "Ufficio dati"\nslug = "ufficio-dati"\nidentifier = "c_e506"\n'
    profile.write_text(f'{text}{table}email = "dati@comune.example"\n', encoding="utf-8")
    assert read_profile(profile).publisher == OFFICE
    profile.write_text(text + table, encoding="utf-8")
    with pytest.raises(PlangraphError, match=r"publisher\.email is missing"):
        read_profile(profile)
    profile.write_text(f'{text}{table}email = "dati chiocciola"\n', encoding="utf-8")
    with pytest.raises(PlangraphError, match=r"publisher\.email"):
        read_profile(profile)


def test_who_publishes_where_nobody_is_named_has_no_address(catalogue: Graph) -> None:
    assert not PLANGRAPH.email
    assert (None, DCAT.contactPoint, None) not in catalogue
    assert (None, RDF.type, DCATAPIT.Organization) not in catalogue


def addresses(catalogue: Graph) -> Iterator[str]:
    for name in (DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL, DCAT.endpointDescription, FOAF.homepage):
        yield from (str(value) for value in catalogue.objects(None, name) if str(value).startswith(SITE))


def path(address: Node | str | None) -> str:
    return "/" + str(address).removeprefix(SITE)
