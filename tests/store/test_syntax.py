"""Errors in a query are placed at the first token that cannot be, in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.errors import QueryError
from plangraph.store.dataset import Dataset, open_dataset
from plangraph.store.errors import QuerySyntaxError


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
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", 1, 35, "neither grouped by nor aggregated"),
        ("SELECT ?x (1 AS ?x) {}", 1, 23, "named twice"),
    ],
)
def test_the_place_is_that_of_the_first_wrong_token(
    dataset: Dataset, query: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(QuerySyntaxError, match=re.escape(words)) as error:
        dataset.query(query)
    assert (error.value.line, error.value.column) == (line, column)


def test_a_function_that_is_not_known_is_named(dataset: Dataset) -> None:
    with pytest.raises(QuerySyntaxError, match=r"<http://example\.org/f> is not known"):
        list(dataset.query("SELECT * { ?s ?p ?o FILTER(<http://example.org/f>(?s)) }").rows())


@given(st.text(alphabet="SELECT*{}?spo.<>\"'#:aé \n\r()", max_size=40))
def test_every_text_is_answered_or_explained(text: str) -> None:
    try:
        open_dataset({}).query(text)
    except QueryError as error:
        said = str(error)
    else:
        return
    assert said.endswith((".", "?"))
