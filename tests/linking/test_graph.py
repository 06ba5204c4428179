"""The graph of links: deterministic, conforming, and without a word on the plan itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from plangraph import pipeline
from plangraph.iris import Iris
from plangraph.layout import project_layout
from plangraph.linking import Finder, links_graph, read_decisions, sssom_bytes, with_decisions
from plangraph.linking.words import Words
from plangraph.namespaces import ID, PLAN
from plangraph.profile import Profile
from plangraph.reasoning import read_ontology
from plangraph.turtle import read_turtle, turtle_bytes
from plangraph.validation import read_shapes, report_text, validate

MONTEFINTO = Path(__file__).parents[1] / "pipeline" / "montefinto" / "plan.toml"
DAY = date(2026, 1, 10)


@pytest.fixture(scope="module")
def graph(lecce: Finder, iris: Iris, profile: Profile) -> Graph:
    return links_graph(with_decisions(lecce, ()), iris, profile.modified)


def test_the_committed_links_of_lecce_are_what_linking_gives(
    root: Path, lecce: Finder, iris: Iris, profile: Profile
) -> None:
    decisions = read_decisions(profile.path.parent / "links.toml", iris.plan)
    made = links_graph(with_decisions(lecce, decisions), iris, profile.modified)
    committed = read_turtle([root / "data" / "links.ttl"])
    assert turtle_bytes(committed) == turtle_bytes(made), "run plangraph pnrr link"


def test_the_links_of_lecce_conform_to_their_shapes(graph: Graph) -> None:
    layout = project_layout()
    report = validate(graph, Graph(), read_ontology(layout.ontology), read_shapes(layout.shapes))
    assert report.conforms, report_text(report)


def test_every_activity_has_a_record_of_what_was_searched_and_when(
    lecce: Finder, graph: Graph, iris: Iris
) -> None:
    searched = set(graph.objects(None, PLAN.searchedActivity))
    assert searched == {activity.iri for activity in lecce.activities}
    assert set(graph.objects(None, DCTERMS.isPartOf)) == {iris.link_run}
    used = set(graph.objects(iris.link_run, PROV.used))
    assert {ID["graph/plan"], ID["graph/vocabulary"], ID["graph/pnrr"]} < used
    assert ID["pnrr-table/quadro-finanziario-repowereu"] in used
    assert (iris.link_run, DCTERMS.date, None) in graph


def test_links_say_nothing_on_the_plan_itself(graph: Graph) -> None:
    about_the_plan = [subject for subject in graph.subjects() if "/plan/lecce/" in str(subject)]
    assert about_the_plan == []
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)
    assert (None, PLAN.fundedUnder, None) not in graph


def test_the_quote_of_a_link_stands_in_its_row(graph: Graph, root: Path) -> None:
    plan = read_turtle([root / "data" / "plan.ttl"])
    for link, quote in graph.subject_objects(PLAN.quote):
        rows = " ".join(
            str(text)
            for row in graph.objects(link, PROV.wasDerivedFrom)
            for text in plan.objects(row, PLAN.verbatim)
        )
        assert str(quote) in rows


def test_a_decision_names_who_when_and_why_in_the_graph(find: Callable[..., Finder], tmp_path: Path) -> None:
    town = Iris("https://example.org/id/", "town/2026")
    path = tmp_path / "links.toml"
    path.write_text(
        '[[decision]]\nactivity = "1"\nmeasure = "M2C2I4.01"\nstatus = "rejected"\nby = "Settore 06"\n'
        'on = 2026-11-23\nwhy = "Altra misura"\n',
        encoding="utf-8",
    )
    plan = """act:1 a plan:Activity ; plan:position 1 ; dcterms:title "Mobilità ciclistica"@it ;
        plan:sourceText "Mobilità ciclistica"@it ; prov:wasDerivedFrom ex:row ."""
    linked = with_decisions(find(plan), read_decisions(path, town.plan))
    graph = links_graph(linked, town, DAY)
    (link,) = graph.subjects(RDF.type, PLAN.MeasureLink)
    assert graph.value(link, PLAN.linkStatus) == ID["link-status/rejected"]
    assert graph.value(link, PLAN.decidedOn) == Literal("2026-11-23", datatype=XSD.date)
    assert graph.value(link, PLAN.decisionReason) == Literal("Altra misura")
    assert graph.value(link, PROV.wasAttributedTo) == town.steward("Settore 06")
    (row,) = rows_of(sssom_bytes(linked, town, DAY))
    assert (row["predicate_modifier"], row["mapping_justification"], row["author_label"]) == (
        "Not",
        "semapv:ManualMappingCuration",
        "Settore 06",
    )


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Return the rows of an SSSOM table."""
    lines = [line for line in content.decode().splitlines(keepends=True) if not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("".join(lines)), delimiter="\t"))


def test_sssom_has_a_row_for_every_link_and_no_confidence_where_words_are_alike(
    lecce: Finder, iris: Iris
) -> None:
    linked = with_decisions(lecce, ())
    content = sssom_bytes(linked, iris, DAY)
    rows = rows_of(content)
    assert len(rows) == len(linked.links)
    assert {row["predicate_id"] for row in rows} == {"skos:relatedMatch"}
    for row in rows:
        assert (row["confidence"] == "") == (row["similarity_score"] != "")
    metadata = [line for line in content.decode().splitlines() if line.startswith("#")]
    for slot in ("mapping_set_id", "license", "curie_map"):
        assert any(line.startswith(f"#{slot}:") for line in metadata)


def test_every_prefix_of_an_sssom_table_is_declared(lecce: Finder, iris: Iris) -> None:
    content = sssom_bytes(with_decisions(lecce, ()), iris, DAY)
    declared = {
        line.split(":")[0].strip("# ") for line in content.decode().splitlines() if line.startswith("#  ")
    }
    columns = ("subject_id", "predicate_id", "object_id", "mapping_justification")
    used = {row[column].split(":")[0] for row in rows_of(content) for column in columns}
    assert used <= declared


@pytest.mark.slow
def test_another_municipality_is_linked_by_the_same_code(words: Words, scheme: Graph) -> None:
    built = pipeline.build(MONTEFINTO, project_layout())
    finder = Finder(built.asserted, scheme, Graph(), words, built.profile.municipality.istat_code)
    iris = Iris(built.profile.base, built.profile.slug)
    graph = links_graph(with_decisions(finder, ()), iris, built.profile.modified)
    stated = set(graph.subjects(PLAN.linkStatus, ID["link-status/stated"]))
    targets = {
        str(target).rpartition("/")[2]
        for link in stated
        for predicate in (PLAN.linkedMeasure, PLAN.linkedProject)
        for target in graph.objects(link, predicate)
    }
    assert {"M1C1I1.04", "B2_07", "D81F22001230006", "D81F22004560006", "D81F22007890006"} <= targets
    assert all(str(link).startswith("https://dati.montefinto.example/id/link/") for link in stated)
    assert all(isinstance(node, URIRef) for node in graph.subjects())
