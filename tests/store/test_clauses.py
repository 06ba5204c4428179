"""Queries for another store are taken apart without a change of what they ask."""

from __future__ import annotations

import pyoxigraph
import pytest

from plangraph.store.clauses import NOTHING, take_apart
from plangraph.store.errors import QueryRefusedError

BASE = "http://base.example/x"


@pytest.mark.parametrize(
    ("text", "form", "default", "named"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT", (), ()),
        ("ASK{}", "ASK", (), ()),
        ("select(1 as ?x){}", "SELECT", (), ()),
        ("SELECT * FROM <http://a> FROM NAMED <b> { }", "SELECT", ("http://a",), ("http://base.example/b",)),
        ("PREFIX e: <http://e/> ASK FROM e:x FROM NAMED e: {}", "ASK", ("http://e/x",), ("http://e/",)),
        ("BASE <http://c/> ASK FROM <d> {}", "ASK", ("http://c/d",), ()),
        ("ASK FROM <http://a/è> {}", "ASK", ("http://a/è",), ()),
        ("SELECT *FROM NAMED<http://a>{} # xFROM", "SELECT", (), ("http://a",)),
        ("# FROM <http://no>\nDESCRIBE <http://x> FROM<http://a>", "DESCRIBE", ("http://a",), ()),
        ("SELECT ?from { ?from ?p 'FROM <http://no>' }", "SELECT", (), ()),
        ("PREFIX select: <http://e/> CONSTRUCT FROM <http://a> WHERE { }", "CONSTRUCT", ("http://a",), ()),
    ],
)
def test_form_and_dataset_are_found(
    text: str, form: str, default: tuple[str, ...], named: tuple[str, ...]
) -> None:
    clauses = take_apart(text, BASE)
    assert (clauses.form, clauses.default_graphs, clauses.named_graphs) == (form, default, named)
    sent = clauses.query(())
    pyoxigraph.Store().query(sent)  # still SPARQL, and needs no base from outside
    again = take_apart(sent)
    assert (again.default_graphs, again.named_graphs) == ((), ())


def test_graphs_that_are_not_served_become_one_that_is_empty() -> None:
    groups = "GRAPH e:a { ?s ?p ?o } GRAPH <b> { } GRAPH ?g { } graph<http://c>{}"
    text = f"PREFIX e: <http://e/> SELECT ?g {{ {groups} }}"
    sent = take_apart(text, BASE).query({"http://e/a"})
    assert sent.count(f"<{NOTHING}>") == 2
    assert "<http://e/a>" in sent
    assert "GRAPH ?g" in sent
    assert "http://c" not in sent


@pytest.mark.parametrize(
    "text", ["ASK FROMNAMED<http://a>{}", "ASK xFROM {}", r"ASK FROM <http://a/\u00e8> {}"]
)
def test_from_that_cannot_be_read_is_refused_rather_than_missed(text: str) -> None:
    with pytest.raises(QueryRefusedError, match="FROM cannot be told"):
        take_apart(text)


@pytest.mark.parametrize(
    ("text", "solutions"),
    [
        ("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o } LIMIT 3", 3),
        ("CONSTRUCT { ?s ?p 1 . } { ?s ?p ?o { ?s ?p ?o } }", 5),
        ("CONSTRUCT FROM <http://a> WHERE { ?s ?p ?o }", 5),
        ("DESCRIBE ?s <http://x> WHERE { ?s ?p ?o } OFFSET 1", 4),
        ("CONSTRUCT { ?p ?p ?n } { SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p }", 1),
        ("DESCRIBE ?p { ?s ?p ?o } GROUP BY ?p", 1),
        ("DESCRIBE <http://x>", None),
        ("SELECT * { ?s ?p ?o }", None),
    ],
)
def test_the_pattern_of_a_graph_can_be_asked_for_its_solutions(text: str, solutions: int | None) -> None:
    store = pyoxigraph.Store()
    for number in range(5):
        node = pyoxigraph.NamedNode(f"http://e/{number}")
        store.add(pyoxigraph.Quad(node, pyoxigraph.NamedNode("http://e/p"), node))
    sent = take_apart(text).solutions(())
    if sent is None:
        assert solutions is None
    else:
        answer = store.query(sent)
        assert isinstance(answer, pyoxigraph.QuerySolutions)
        assert len(list(answer)) == solutions
