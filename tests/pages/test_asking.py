"""A query of a page stays the query it is, whatever the reader's values are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.store.terms import Literal
from plangraph.web.app import create_app
from plangraph.web.own_queries import QUERIES
from plangraph.web.pages.asking import ask, query_text, value

FILES = sorted(QUERIES.rglob("*.rq"))


@pytest.fixture(scope="module")
def app(lecce: Dataset) -> Flask:
    return create_app(lecce, Settings())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_sparql_as_it_stands(path: Path, lecce: Dataset) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#+ summary: ")
    lecce.query(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_condition_alone_leaves_sparql(path: Path, lecce: Dataset) -> None:
    name = str(path.relative_to(QUERIES).with_suffix(""))
    conditions = set(re.findall(r"# if (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert "# if" not in query_text(name)
    lecce.query(query_text(name))
    for condition in conditions:
        text = query_text(name, **{condition: True})
        assert text != query_text(name)
        if condition not in ("cited", "funded", "scope"):  # those go with a programme
            lecce.query(text)


# What no client can send: a lone surrogate is no character of UTF-8.
@given(words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_no_value_becomes_more_than_a_term(app: Flask, words: str) -> None:
    with app.test_request_context("/it/"):
        asked = ask("activities", words=Literal(words), type=Literal("development"))
        plain = query_text("activities", words=Literal("x"), type=Literal("development"))
        titles = [value(row, "title") for row in ask("activities").rows]
    assert asked.text.count("\n") == plain.count("\n")
    assert len(asked.rows) <= len(titles)
    if words.isascii():
        assert {value(row, "title") for row in asked.rows} <= {
            title for title in titles if words.lower() in title.lower()
        }


def test_a_value_with_all_that_sparql_gives_meaning_to_is_only_a_value(app: Flask) -> None:
    hostile = 'x" } } # \\" \n } VALUES ?a { <http://example.org/> \\u0022'
    with app.test_request_context("/it/"):
        asked = ask("activities", programme=Literal(hostile), cited=True)
    assert asked.rows == ()
    assert r'"x\" } } # \\\" \n } VALUES ?a { <http://example.org/> \\u0022"' in asked.text
