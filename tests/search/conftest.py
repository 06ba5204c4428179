"""The index of the real graphs, and one of a few things that a reader sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plangraph.layout import Layout
from plangraph.search.answer import Found
from plangraph.search.index import Index
from plangraph.store.embedded import EmbeddedDataset, open_dataset
from plangraph.store.graphs import PLAN_GRAPH, graph_files

SMALL = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <http://example.org/> .
@prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:parks a plan:Activity ; rdfs:label "Cura dei parchi e dei laghi"@it ; prov:wasDerivedFrom ex:row .
ex:row a plan:SourceRow ; plan:firstLine 7 ; plan:lastLine 8 ;
    plan:verbatim "<i>Cura</i>\\tdei parchi e dei laghi. Mobilita'" .
ex:quoted a plan:Activity ; rdfs:label "Altro"@it ; plan:sourceText "Un parco nel testo"@it .
ex:told a plan:Activity ; rdfs:label "Diverso"@it ; skos:definition "Un parco nella definizione"@it .
ex:bikes a skos:Concept ; skos:prefLabel "Piste ciclabili"@it, "Cycling routes"@en ; skos:altLabel "BICI" .
ex:hostile a plan:Activity ; rdfs:label "<script>alert('parco')</script>"@it .
ex:project a plan:InvestmentProject ; rdfs:label "Progetto"@it ; plan:cup "C81B21000040005" .
ex:measure a skos:Concept ; plan:regisCode "M5C2I2.01" ; skos:prefLabel "Quartieri"@it .
ex:below a skos:Concept ; plan:regisCode "M5C2I2.01.03" ; skos:prefLabel "Altri quartieri"@it .
ex:mention a plan:Mention ; plan:surfaceForm "parco" .
"""


@pytest.fixture(scope="session")
def real(root: Path) -> EmbeddedDataset:
    """Return the graphs as the server has them."""
    return open_dataset(graph_files(Layout(root)))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedDataset:
    """Return the things above."""
    path = tmp_path_factory.mktemp("small") / "small.ttl"
    path.write_text(SMALL, encoding="utf-8")
    return open_dataset({PLAN_GRAPH: [path]})


@pytest.fixture(scope="session")
def small_index(small: EmbeddedDataset) -> Index:
    """Return their index."""
    return Index(small)


@pytest.fixture(scope="session")
def find(real: EmbeddedDataset) -> Callable[..., Found]:
    """Return what searches the real graphs: ``find(typed, *kinds)``."""
    index = Index(real)
    return lambda typed, *kinds, language="it": index.find(typed, language=language, kinds=kinds, limit=1_000)


@pytest.fixture(scope="session")
def names(small_index: Index) -> Callable[[str], list[str]]:
    """Return what searches the small graph, and says the last part of each IRI, the best first."""

    def found(typed: str) -> list[str]:
        hits = small_index.find(typed, language="it", limit=100).hits
        return [hit.iri.rpartition("/")[2] for hit in hits]

    return found
