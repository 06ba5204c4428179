"""Stored queries are in the graph, as those tools read them that look for examples in an endpoint."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from plangraph.errors import QueryError
from plangraph.layout import Layout
from plangraph.queries import read_queries
from plangraph.search.functions import with_search
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import QUERIES_GRAPH, graph_files
from plangraph.store.terms import Blank, Literal

ROOT = Path(__file__).resolve().parents[2]
# What the editor of the SIB Swiss Institute of Bioinformatics asks of an endpoint, in our words.
EXAMPLES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
SELECT ?example ?text ?comment {
  ?example a sh:SPARQLExecutable ; sh:select|sh:ask|sh:construct|spex:describe ?text ; rdfs:comment ?comment
  FILTER (LANG(?comment) = "it")
} ORDER BY ?example"""
DECLARED = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?prefix ?namespace {
  [] a sh:SPARQLExecutable ; sh:prefixes/sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ]
}"""


@pytest.fixture(scope="module")
def project() -> Dataset:
    """Return the project's stored queries, and nothing else."""
    files = graph_files(Layout(ROOT))
    return with_search(open_dataset({QUERIES_GRAPH: files[QUERIES_GRAPH]}))


def test_every_stored_query_is_an_example_that_parses(project: Dataset) -> None:
    rows = [[term.value if term else "" for term in row] for row in project.query(EXAMPLES).rows()]
    stored = read_queries(ROOT / "queries")
    assert [row[0].rpartition("/")[2] for row in rows] == sorted(query.name for query in stored)
    assert {row[2] for row in rows} == {query.question_it for query in stored}
    for _, text, _ in rows:
        assert "#+" not in text
        assert project.query(text)


def test_a_prefix_stands_for_one_namespace_everywhere(project: Dataset) -> None:
    namespaces: dict[str, set[str]] = defaultdict(set)
    for row in project.query(DECLARED).rows():
        prefix, namespace = (term for term in row if isinstance(term, Literal))
        assert namespace.datatype == "http://www.w3.org/2001/XMLSchema#anyURI"
        namespaces[prefix.value].add(namespace.value)
    assert namespaces["plan"] == {"https://w3id.org/plangraph/ontology#"}
    assert {prefix: found for prefix, found in namespaces.items() if len(found) > 1} == {}


def test_the_graph_of_queries_has_no_blank_nodes(project: Dataset) -> None:
    assert not [term for triple in project.graph(QUERIES_GRAPH) for term in triple if isinstance(term, Blank)]


def test_a_file_without_a_query_is_named(tmp_path: Path) -> None:
    path = tmp_path / "empty.rq"
    path.write_text("#+ summary: x\n#+ question: Che? / What?\n#+ audience: citizen\n", encoding="utf-8")
    with pytest.raises(QueryError, match=r"empty\.rq: no query\. Write one of SELECT"):
        open_dataset({QUERIES_GRAPH: [path]})
