"""Search from SPARQL: the functions of ``ontology/search.ttl``."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF

from plangraph.search.functions import with_search
from plangraph.search.index import Index
from plangraph.store.embedded import EmbeddedDataset
from plangraph.store.errors import QueryRefusedError, QuerySyntaxError, SearchUnavailableError
from plangraph.store.formats import CSV, JSON, N_TRIPLES, Format
from plangraph.store.functions import NAMESPACE, SEARCH, refuse_search
from plangraph.store.syntax import check
from plangraph.store.terms import Literal

PREFIXES = f"""PREFIX ex: <http://example.org/> PREFIX plan: <https://w3id.org/plangraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX search: <{NAMESPACE}> """

Ask = Callable[[str], list[list[str]]]


@pytest.fixture(scope="module")
def searching(small: EmbeddedDataset, small_index: Index) -> EmbeddedDataset:
    return with_search(small, small_index)


@pytest.fixture(scope="module")
def ask(searching: EmbeddedDataset) -> Ask:
    def asked(pattern: str) -> list[list[str]]:
        rows = searching.query(f"{PREFIXES} SELECT DISTINCT * WHERE {{ {pattern} }} ORDER BY ?x ?y").rows()
        return [["" if term is None else term.value.rpartition("/")[2] for term in row] for row in rows]

    return asked


def test_a_filter_finds_what_a_search_finds(ask: Ask, names: Callable[[str], list[str]]) -> None:
    found = ask('{ SELECT DISTINCT ?x { ?x a ?type } } FILTER (search:matches(?x, "parchi"))')
    assert [x for (x,) in found] == sorted(names("parchi"))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ('?x a plan:Activity OPTIONAL { ?x rdfs:label ?y FILTER search:matches(?x, "laghi") }', 4),
        ('{ ?x a plan:Activity FILTER search:matches(?x, "laghi") } UNION { ?x a plan:Programme }', 1),
        ('?x a plan:Activity FILTER NOT EXISTS { ?x a ?y FILTER search:matches(?x, "laghi") }', 3),
        ('?x a plan:Activity MINUS { ?x a plan:Activity FILTER search:matches(?x, "laghi") }', 3),
        ('{ SELECT ?x { ?x a plan:Activity FILTER search:matches(?x, "laghi") } }', 1),
        ('GRAPH ?y { ?x a plan:Activity FILTER search:matches(?x, "laghi") }', 1),
        ('VALUES ?y { "laghi" "ciclabile" } ?x a ?z FILTER search:matches(?x, ?y)', 3),
    ],
)
def test_it_holds_wherever_a_filter_may_stand(ask: Ask, pattern: str, expected: int) -> None:
    assert len(ask(pattern)) == expected


def test_scores_and_snippets_are_there_for_what_is_found_only(searching: EmbeddedDataset) -> None:
    text = """SELECT ?x ?score ?snippet { ?x a plan:Activity
      BIND (search:score(?x, "parco") AS ?score) BIND (search:snippet(?x, "parco") AS ?snippet) }
      ORDER BY DESC(?score)"""
    rows = list(searching.query(PREFIXES + text).rows())
    told = {x.value.rpartition("/")[2]: (score, snippet) for x, score, snippet in rows if x is not None}
    score, snippet = told["parks"]
    assert isinstance(score, Literal)
    assert float(score.value) > float(told["told"][0].value)  # type: ignore[union-attr]
    assert snippet == Literal("Cura dei <mark>parchi</mark> e dei laghi", datatype=f"{RDF}HTML")
    nothing = searching.query(f'{PREFIXES} SELECT ?x {{ BIND (search:score(ex:nowhere, "parco") AS ?x) }}')
    assert list(nothing.rows()) == [(None,)]


@pytest.mark.parametrize(
    "call",
    [
        "search:matches(?x)",
        'search:matches("parco", ?x)',
        "search:matches(?x, ex:y)",
        'search:score(?u, "parco")',
    ],
)
def test_arguments_of_another_kind_are_an_error_of_sparql(ask: Ask, call: str) -> None:
    assert ask(f"VALUES ?x {{ ex:parks }} BIND ({call} AS ?y)") == [["parks", ""]]


@pytest.mark.parametrize(
    ("asked", "form"), [("SELECT ?x", CSV), ("ASK", JSON), ("CONSTRUCT { ?x a ex:Found }", N_TRIPLES)]
)
def test_too_many_words_are_told_and_not_passed_over(
    searching: EmbeddedDataset, asked: str, form: Format
) -> None:
    text = f'{PREFIXES} {asked} WHERE {{ ?x a plan:Activity FILTER search:matches(?x, "{"a " * 300}") }}'
    with pytest.raises(QuerySyntaxError, match="600 characters"):
        searching.query(text).write(form)


def test_without_room_for_an_index_a_query_fails_and_says_so(
    small: EmbeddedDataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    dataset = with_search(small)
    with pytest.raises(SearchUnavailableError, match="no folder"):
        dataset.query(f'{PREFIXES} ASK {{ ?x a plan:Activity FILTER search:matches(?x, "parco") }}')
    assert dataset.query("ASK { ?s ?p ?o }"), "all else is answered"


def test_the_grammar_check_and_the_guard_let_the_functions_pass() -> None:
    check(f'{PREFIXES} SELECT * {{ ?x a ?y FILTER search:matches(?x, "parco") }}')


def test_a_dataset_without_them_says_that_they_are_not_known(small: EmbeddedDataset) -> None:
    with pytest.raises(QuerySyntaxError, match=r"<https://w3id.org/plangraph/search#matches> is not known"):
        bool(small.query(f'{PREFIXES} ASK {{ ?x a ?y FILTER search:matches(?x, "parco") }}'))


@pytest.mark.parametrize(
    "text",
    [
        PREFIXES + 'SELECT * {\n ?x a ?y FILTER search:matches(?x, "a") }',
        f'SELECT * {{\n ?x a ?y FILTER <{NAMESPACE}score>(?x, "a") }}',
        f'PREFIX s: <{NAMESPACE}> ASK {{\n ?x a ?y FILTER s:snippet (?x, "a") }}',
    ],
)
def test_where_another_store_would_have_to_know_them_they_are_refused_with_their_place(text: str) -> None:
    with pytest.raises(QueryRefusedError, match="not to be had") as refused:
        refuse_search(text, "a reason")
    assert refused.value.line == text[: text.index("FILTER")].count("\n") + 1


def test_who_only_declares_the_prefix_is_not_refused() -> None:
    refuse_search(
        f"{PREFIXES} SELECT * {{ ?x a <{NAMESPACE}matches> ; rdfs:label 'search:matches(' }}", "a reason"
    )


def test_functions_are_those_of_the_ontology(root: Path, searching: EmbeddedDataset) -> None:
    path = root / "ontology" / "search.ttl"
    declared = {
        str(term) for term in Graph().parse(path).subjects(RDF.type) if str(term).startswith(NAMESPACE)
    }
    assert declared == set(SEARCH) == set(searching.functions)
    examples = re.findall(r'skos:example "(.*)" ;', path.read_text(encoding="utf-8"))
    assert len(examples) == len(SEARCH)
    for example in examples:
        pattern = example.replace('\\"', '"')
        check(f"{PREFIXES} SELECT * {{ ?activity a plan:Activity {pattern} }}")
