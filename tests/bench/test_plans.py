"""The generator of plans: the same bytes for the same seed, as many triples as wanted, terms that exist."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, RDF, SKOS

from bench.endpoint.plans import write_plans
from plangraph.layout import project_layout
from plangraph.namespaces import PLAN
from plangraph.turtle import read_turtle


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    path = tmp_path_factory.mktemp("plans") / "plan.ttl"
    return write_plans(6_000, 1, path), path


@pytest.fixture(scope="module")
def graph(generated: tuple[int, Path]) -> Graph:
    return Graph().parse(generated[1])


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    generated: tuple[int, Path], tmp_path: Path
) -> None:
    count, path = generated
    assert write_plans(6_000, 1, tmp_path / "again.ttl") == count
    write_plans(6_000, 2, tmp_path / "other.ttl")
    assert (tmp_path / "again.ttl").read_bytes() == path.read_bytes()
    assert (tmp_path / "other.ttl").read_bytes() != path.read_bytes()


def test_there_are_as_many_triples_as_it_says_and_hardly_more_than_wanted(
    generated: tuple[int, Path], graph: Graph
) -> None:
    count, _ = generated
    assert len(graph) == count
    assert 6_000 <= count < 6_020


def test_more_than_one_municipality_and_every_activity_is_within_an_area_of_a_plan(graph: Graph) -> None:
    assert len(set(graph.subjects(RDF.type, PLAN.StrategicPlan))) > 1
    activities = set(graph.subjects(RDF.type, PLAN.Activity))
    within = {row[0] for row in graph.query(  # type: ignore[index]
        f"SELECT ?a {{ ?a <{PLAN.ofObjective}>/<{PLAN.ofArea}>/<{PLAN.ofPlan}> ?plan }}"
    )}  # fmt: skip
    assert activities
    assert activities == within


def test_terms_and_concepts_are_those_of_the_ontology(graph: Graph) -> None:
    layout = project_layout()
    known = read_turtle([layout.ontology])
    concepts = set(known.subjects(RDF.type, SKOS.Concept)) | set(known.subjects(SKOS.inScheme, None))
    assert set(graph.objects(None, PLAN.citesProgramme)) <= concepts
    used = {term for term in graph.predicates() if str(term).startswith(str(PLAN))}
    assert used <= set(known.subjects())


def test_titles_are_made_of_words_that_the_text_search_looks_for(graph: Graph) -> None:
    titles = " ".join(str(title).lower() for title in graph.objects(None, DCTERMS.title))
    assert all(word in titles for word in ("scuola", "verde", "mobilità", "digitale", "spiaggia"))
    cups = [str(cup) for cup in graph.objects(None, PLAN.cup)]
    assert cups
    assert all(Literal(cup).value and len(cup) == 15 for cup in cups)
