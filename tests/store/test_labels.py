"""Columns of labels beside the columns of IRIs."""

from __future__ import annotations

import pytest

from plangraph.errors import QueryError
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.labels import label, labelled
from plangraph.store.terms import Iri, Literal

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DATA = f"""
@prefix ex: <http://example.org/> .
@prefix rdfs: <{RDFS}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:lecce rdfs:label "Lecce" ; skos:prefLabel "Lecce, città"@it ; ex:in ex:puglia .
ex:puglia skos:prefLabel "Puglia"@it, "Apulia"@en ; ex:in ex:italia .
ex:italia ex:code "IT" .
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("labels") / "places.ttl"
    path.write_text(DATA, encoding="utf-8")
    return open_dataset({"http://example.org/places": [path]})


@pytest.mark.parametrize(
    ("name", "language", "found"),
    [
        ("puglia", "en", ("Apulia", "en")),
        ("puglia", "it", ("Puglia", "it")),
        ("lecce", "en", ("Lecce", "")),
        ("italia", "it", None),
    ],
)
def test_the_label_is_in_the_language_wanted_or_the_next_best(
    places: Dataset, name: str, language: str, found: tuple[str, str] | None
) -> None:
    best = label(places, f"http://example.org/{name}", language)
    assert (best and (best.value, best.language)) == found


def test_each_column_of_iris_is_followed_by_its_labels(places: Dataset) -> None:
    query = "SELECT ?code ?where ?place { ?place <http://example.org/in> ?where } ORDER BY ?place"
    answer = labelled(places.query(query), places, "en")
    assert answer.variables == ("code", "where", "whereLabel", "place", "placeLabel")
    first, second = answer.rows()
    assert first[1:4:2] == (Iri("http://example.org/puglia"), Iri("http://example.org/lecce"))
    assert [term and term.value for term in (first[2], first[4])] == ["Apulia", "Lecce"]
    assert first[0] is second[2] is None, "what is not bound or has no label stays so"


def test_a_name_that_is_taken_is_not_used_twice(places: Dataset) -> None:
    query = 'SELECT ?x ?xLabel { VALUES (?x ?xLabel) { (<http://example.org/puglia> "mine") } }'
    answer = labelled(places.query(query), places, "it")
    assert answer.variables == ("x", "xLabel_", "xLabel")
    assert next(answer.rows())[2] == Literal("mine")


def test_literals_and_triples_keep_all_they_have(places: Dataset) -> None:
    query = 'SELECT ("a"@it--ltr AS ?x) (<<( <a:a> <a:b> 1.5 )>> AS ?y) {}'
    plain = [tuple(row) for row in places.query(query).rows()]
    assert [tuple(row) for row in labelled(places.query(query), places, "it").rows()] == plain


def test_only_columns_are_labelled(places: Dataset) -> None:
    with pytest.raises(QueryError, match="ASK has no columns"):
        labelled(places.query("ASK {}"), places, "it")
