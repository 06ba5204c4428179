"""The plan of Lecce with the PNRR as committed, and small plans with small schemes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from plangraph.iris import Iris
from plangraph.layout import project_layout
from plangraph.linking import Finder, read_words
from plangraph.linking.words import Words
from plangraph.profile import Profile, read_profile
from plangraph.turtle import read_turtle

PREFIXES = """
@prefix act: <https://example.org/id/plan/town/2026/activity/> .
@prefix cup: <https://w3id.org/italia/PublicInvestment/data/CUP/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
@prefix id: <https://w3id.org/plangraph/id/> .
@prefix kind: <https://w3id.org/plangraph/id/mention-kind/> .
@prefix level: <https://w3id.org/plangraph/id/pnrr-kind/> .
@prefix plan: <https://w3id.org/plangraph/ontology#> .
@prefix pnrr: <https://w3id.org/plangraph/id/pnrr/> .
@prefix programme: <https://w3id.org/plangraph/id/programme/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://example.org/id/plan/town/2026> a plan:StrategicPlan ; dcterms:spatial ex:town .
"""

SCHEME = """
programme:PNRR skos:inScheme id:pnrr ; skos:notation "PNRR" .
pnrr:M2 skos:inScheme id:pnrr ; skos:notation "M2" ; skos:broader programme:PNRR ;
    skos:prefLabel "Rivoluzione verde"@it .
pnrr:M2C2 skos:inScheme id:pnrr ;
    plan:regisCode "M2C2" ; skos:broader pnrr:M2 ;
    skos:prefLabel "Energia"@it .
pnrr:M2C2I4.01 skos:inScheme id:pnrr ;
    plan:regisCode "M2C2I4.01" ; plan:measureId "M2C2I4.1" ; skos:broader pnrr:M2C2 ;
    dcterms:type level:measure, level:investment ;
    skos:prefLabel "Rafforzamento mobilità ciclistica"@it ;
    prov:wasDerivedFrom <https://w3id.org/plangraph/id/pnrr-table/quadro> .
pnrr:M2C2I4.01.02 skos:inScheme id:pnrr ;
    plan:regisCode "M2C2I4.01.02" ; skos:broader pnrr:M2C2I4.01 ;
    dcterms:type level:sub-measure, level:investment ;
    skos:prefLabel "Ciclovie urbane"@it .
pnrr:M2C2I4.03 skos:inScheme id:pnrr ;
    plan:regisCode "M2C2I4.03" ; plan:measureId "M2C2I4.3" ; skos:broader pnrr:M2C2 ;
    dcterms:type level:measure, level:investment ;
    skos:prefLabel "Infrastrutture di ricarica elettrica"@it .
pnrr:M2C2R1.01 skos:inScheme id:pnrr ;
    plan:regisCode "M2C2R1.01" ; skos:broader pnrr:M2C2 ;
    dcterms:type level:measure, level:reform ;
    skos:prefLabel "Ciclovie e piste ciclabili: nuove norme"@it .
pnrr:M1 skos:inScheme id:pnrr ; skos:notation "M1" ; skos:broader programme:PNRR ;
    skos:prefLabel "Digitalizzazione"@it .
pnrr:M1C1 skos:inScheme id:pnrr ;
    plan:regisCode "M1C1" ; skos:broader pnrr:M1 ;
    skos:prefLabel "Pubblica amministrazione"@it .
pnrr:M1C1I1.02 skos:inScheme id:pnrr ;
    plan:regisCode "M1C1I1.02" ; plan:measureId "M1C1I1.2" ; skos:broader pnrr:M1C1 ;
    dcterms:type level:measure, level:investment ;
    skos:prefLabel "Abilitazione al cloud"@it .
pnrr:M1C1I1.05 skos:inScheme id:pnrr ;
    plan:regisCode "M1C1I1.05" ; plan:measureId "M1C1I1.5" ; skos:broader pnrr:M1C1 ;
    dcterms:type level:measure, level:investment ;
    skos:prefLabel "Cybersecurity"@it .
"""
"""Six measures, one of them a reform, in two components."""


@pytest.fixture(scope="session")
def words(root: Path) -> Words:
    return read_words(root / "data" / "pnrr" / "linking.toml")


@pytest.fixture(scope="session")
def profile(root: Path) -> Profile:
    return read_profile(root / "data" / "source" / "lecce-2025-2027" / "plan.toml")


@pytest.fixture(scope="session")
def iris(profile: Profile) -> Iris:
    return Iris(profile.base, profile.slug)


@pytest.fixture(scope="session")
def scheme() -> Graph:
    return read_turtle([project_layout().ontology / "schemes"])


@pytest.fixture(scope="session")
def lecce(root: Path, words: Words, profile: Profile, scheme: Graph) -> Finder:
    plan, open_data = read_turtle([root / "data" / "plan.ttl"]), read_turtle([root / "data" / "pnrr.ttl"])
    return Finder(plan, scheme, open_data, words, profile.municipality.istat_code)


@pytest.fixture(scope="session")
def turtle() -> Callable[[str], Graph]:
    return lambda text: Graph(bind_namespaces="none").parse(data=PREFIXES + text, format="turtle")


@pytest.fixture(scope="session")
def find(words: Words, turtle: Callable[[str], Graph]) -> Callable[..., Finder]:
    """Return a finder over a plan and open data written as Turtle, with the small scheme."""

    def made(plan: str, open_data: str = "") -> Finder:
        data = turtle(open_data) if open_data else Graph()
        return Finder(turtle(plan), turtle(SCHEME), data, words, "000001")

    return made
