"""Errors in a query are placed at the first token that cannot be, in words."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.errors import QueryError
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.errors import (
    PlacedQueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTooComplexError,
    QueryTooLongError,
)
from plangraph.store.syntax import check
from plangraph.store.terms import Iri


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELCT * {}", 1, 1, "«SELCT» cannot stand here"),
        ("SELECT * { ?s ?p }", 1, 18, "«}» cannot stand here"),
        ("SELECT * {\r\n ?s ?p ?o\r\n FILTER(?x = ) }", 3, 14, "«)» cannot stand here"),
        ('SELECT * { ?s ?p "città" , }', 1, 28, "«}» cannot stand here"),
        ("SELECT * { ?s ?p ?o", 1, 20, "ends too early"),
        ("", 1, 1, "ends too early"),
        ("SELECT * { ?s ex:p ?o }", 1, 15, "the prefix «ex:» is not declared"),
        ('SELECT * { ?s ?p "open\n }', 1, 18, "not closed"),
        ("SELECT * { ?s <relative> ?o }", 1, 15, "the IRI <relative>"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", 1, 1, "neither grouped by nor aggregated"),
        ("# first\nSELECT ?x (1 AS ?x) {}", 2, 1, "named twice"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1, 1, "SELECT * cannot be grouped"),
        ("SELECT (?s AS ?o) { ?s ?p ?o }", 1, 1, "that the pattern has already"),
    ],
)
def test_the_place_is_that_of_the_first_wrong_token(
    dataset: Dataset, query: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(QuerySyntaxError, match=re.escape(words)) as error:
        dataset.query(query)
    assert (error.value.line, error.value.column) == (line, column)


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT * { ?s ?p ?o FILTER(<http://example.org/f>(?s)) }", 1, 28),
        ("PREFIX e: <http://example.org/>\nASK {\n  # e:f(?s)\n  ?s e:f ?o FILTER (e:f (?s)) }", 4, 21),
        ("BASE <http://example.org/> SELECT (<f>(1) AS ?x) {}", 1, 36),
    ],
)
def test_a_function_that_is_not_known_is_named_with_its_place(
    dataset: Dataset, query: str, line: int, column: int
) -> None:
    for ask in (lambda: list(dataset.query(query).rows()), lambda: check(query, functions=())):
        with pytest.raises(QuerySyntaxError, match=r"<http://example\.org/f> is not known") as error:
            ask()
        assert (error.value.line, error.value.column) == (line, column)


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX x: <http://www.w3.org/2001/XMLSchema#> ASK { FILTER(x:integer('1') = <urn:mine>(2, 3)) }",
        "SELECT * { ?s <http://example.org/f> (1 2) }",
        "SELECT * { ?s <urn:a>/<http://example.org/f> (1 2) }",
        "CONSTRUCT { ?s <http://example.org/f> (1) } WHERE { ?s ?p ?o }",
    ],
)
def test_functions_that_somebody_has_and_collections_are_fine(query: str) -> None:
    check(query, functions=("urn:mine",))


@given(st.text(alphabet="SELECT*{}?spo.<>\"'#:aé \n\r()", max_size=40))
def test_every_text_is_answered_or_explained(text: str) -> None:
    try:
        open_dataset({}).query(text)
    except QueryError as error:
        said = str(error)
    else:
        return
    assert said.endswith((".", "?"))


def test_a_query_is_judged_without_being_run() -> None:
    values = " ".join(str(number) for number in range(2000))
    lists = " ".join(f"VALUES ?{name} {{ {values} }}" for name in "abc")  # running it would take an hour
    product = f"{{ {lists} FILTER (?a + ?b + ?c < 0) }}"
    judging = "import sys; from plangraph.store.syntax import check; check(sys.stdin.read())"
    for query in (f"ASK {product}", f"SELECT * {product} ORDER BY ?a"):
        subprocess.run([sys.executable, "-c", judging], input=query, text=True, timeout=60, check=True)
    with pytest.raises(QuerySyntaxError, match="«garbage» cannot stand here"):
        check(f"ASK {product} garbage")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("SELECT * {", QuerySyntaxError),
        ("ASK { ?s <relative> ?o }", QuerySyntaxError),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", QueryRefusedError),
        ("CLEAR ALL", QueryRefusedError),
        ("ASK {" + "{" * 60, QueryTooComplexError),
        ("ASK {}" + " " * 100, QueryTooLongError),
    ],
)
def test_what_is_judged_is_what_would_be_refused(text: str, error: type[PlacedQueryError]) -> None:
    with pytest.raises(error):
        check(text, longest=100)


def test_relative_iris_need_a_base() -> None:
    check("ASK { ?s <relative> ?o }", base="http://example.org/sparql")
    dataset = open_dataset({})
    (row,) = dataset.query("SELECT (<x> AS ?y) {}", base="http://example.org/sparql").rows()
    assert row == (Iri("http://example.org/x"),)
    with pytest.raises(QuerySyntaxError, match="line 1, column 14: «}»"):
        dataset.query("ASK { ?s <x> }", base="http://example.org/sparql")
