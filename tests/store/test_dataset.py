"""Files become named graphs, and queries see the graphs they choose."""

from __future__ import annotations

from pathlib import Path

import pytest

from plangraph.errors import RdfSyntaxError
from plangraph.layout import Layout
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import EmbeddedDataset, open_dataset
from plangraph.store.errors import QueryParameterError
from plangraph.store.graphs import CATALOGUE_GRAPH, PLAN_GRAPH, graph_files
from plangraph.store.terms import Iri, Literal

PEOPLE, KNOWS = "http://example.org/people", "http://example.org/acquaintance"
ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
IN_GRAPHS = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


def count(dataset: Dataset, query: str, **graphs: list[str]) -> int:
    return len(list(dataset.query(query, **graphs).rows()))  # type: ignore[arg-type]


def test_the_default_graph_is_the_union_of_all(dataset: Dataset) -> None:
    assert dataset.graphs == {PEOPLE: 4, KNOWS: 1}
    assert count(dataset, ALL) == count(dataset, IN_GRAPHS) == 5


@pytest.mark.parametrize(
    ("clause", "in_default", "in_named"),
    [
        (f"FROM <{PEOPLE}>", 4, 0),
        (f"FROM NAMED <{PEOPLE}>", 0, 4),
        (f"FROM <{KNOWS}> FROM NAMED <{PEOPLE}>", 1, 4),
        ("FROM <http://127.0.0.1:9/>", 0, 0),
        ("FROM <file:///etc/passwd>", 0, 0),
    ],
)
def test_from_selects_among_the_graphs_and_fetches_nothing(
    dataset: Dataset, clause: str, in_default: int, in_named: int
) -> None:
    assert count(dataset, ALL.replace("WHERE", f"{clause} WHERE")) == in_default
    assert count(dataset, IN_GRAPHS.replace("WHERE", f"{clause} WHERE")) == in_named


@pytest.mark.parametrize(
    ("default", "named", "in_default", "in_named"),
    [
        ([PEOPLE], [], 4, 0),
        ([], [PEOPLE, KNOWS], 0, 5),
        ([PEOPLE, KNOWS], [KNOWS], 5, 1),
        (["http://example.org/none"], [], 0, 0),
    ],
)
def test_graphs_of_the_request_replace_those_of_the_query(
    dataset: Dataset, default: list[str], named: list[str], in_default: int, in_named: int
) -> None:
    clause = "FROM <http://example.org/other> FROM NAMED <http://example.org/other> WHERE"
    for query, expected in ((ALL, in_default), (IN_GRAPHS, in_named)):
        for text in (query, query.replace("WHERE", clause)):
            assert count(dataset, text, default_graphs=default, named_graphs=named) == expected


def test_a_graph_that_is_no_iri_is_refused(dataset: Dataset) -> None:
    with pytest.raises(QueryParameterError, match="«no iri» is no absolute IRI"):
        dataset.query(ALL, default_graphs=["no iri"])


def test_parameters_are_bound_not_pasted(dataset: EmbeddedDataset) -> None:
    query = "SELECT ?person ?name WHERE { ?person <http://example.org/name> ?name }"
    answer = dataset.query(query, substitutions={"person": Iri("http://example.org/anna")})
    assert list(answer.rows()) == [
        (Iri("http://example.org/anna"), Literal('Anna, "la rossa"\r\nLecce', "it", answer_datatype()))
    ]


def answer_datatype() -> str:
    return "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def test_a_description_has_both_directions_and_the_parts(dataset: Dataset) -> None:
    description = dataset.describe("http://example.org/anna")
    assert len(description.outgoing) == 4
    assert [subject for subject, _, _ in description.inbound] == [Iri("http://example.org/bruno")]


@pytest.mark.parametrize(
    ("iri", "known"),
    [("http://example.org/anna", True), ("http://example.org/Person", False), ("no iri", False), ("", False)],
)
def test_known_is_what_something_is_said_about(dataset: Dataset, iri: str, known: bool) -> None:
    assert dataset.knows(iri) is known
    assert bool(dataset.describe(iri).outgoing) is known


def test_the_version_follows_the_bytes_and_the_names(tmp_path: Path) -> None:
    one, other = tmp_path / "one.ttl", tmp_path / "other.ttl"
    one.write_text("<http://a> <http://b> 1 .")
    other.write_text("<http://a> <http://b> 1 . # the same triple")
    version = open_dataset({"http://g": [one]}).version
    assert version == open_dataset({"http://g": [one]}).version
    assert version != open_dataset({"http://g": [other]}).version
    assert version != open_dataset({"http://h": [one]}).version


def test_turtle_that_does_not_parse_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("<http://a> <http://b> 1 .\n\n<http://a> <http://b 1 .\n")
    with pytest.raises(RdfSyntaxError, match=r"bad\.ttl:3: not Turtle") as error:
        open_dataset({"http://g": [path]})
    assert error.value.line == 3


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RdfSyntaxError, match="plangraph build"):
        open_dataset(graph_files(Layout(tmp_path)))


def test_a_built_folder_of_ones_own_stands_in_for_the_projects(tmp_path: Path) -> None:
    files = graph_files(Layout(tmp_path / "project"), tmp_path / "mine")
    assert files[PLAN_GRAPH] == [tmp_path / "mine" / "plan.ttl"]
    assert CATALOGUE_GRAPH not in files
