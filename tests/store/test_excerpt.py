"""A part of an answer, as a page shows it."""

from __future__ import annotations

import json

import pytest

from plangraph.errors import QueryError
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.errors import AnswerTooLargeError
from plangraph.store.excerpt import Excerpt, Window, read_excerpt, write_excerpt
from plangraph.store.formats import Kind
from plangraph.store.narrowing import narrowed
from plangraph.store.terms import Blank, Iri, Literal, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "http://example.org/"
DATA = f"""
@prefix ex: <{EX}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:z rdfs:label "Àlpe"@it . ex:y rdfs:label "alba"@it . ex:x rdfs:label "Zara"@it .
ex:z ex:size 10 . ex:y ex:size 9.5 . ex:x ex:size 100 .
"""
SIZES = f"SELECT ?thing ?size {{ ?thing <{EX}size> ?size }} ORDER BY ?thing"


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("excerpt") / "things.ttl"
    path.write_text(DATA, encoding="utf-8")
    return open_dataset({f"{EX}graph": [path]})


def part(dataset: Dataset, text: str, largest: int = 10_000, **wanted: object) -> Excerpt:
    window = Window(**{"most": 10, "language": "it"} | wanted)  # type: ignore[arg-type]
    return read_excerpt(write_excerpt(dataset.query(text), dataset, window, largest=largest))


def column(excerpt: Excerpt, place: int = 0) -> list[str | None]:
    return [term.value.removeprefix(EX) if (term := row[place]) else None for row in excerpt.rows]


def test_a_part_says_how_many_rows_the_whole_has(things: Dataset) -> None:
    found = part(things, SIZES, first=1, most=1)
    assert (found.kind, found.columns, found.total) == (Kind.SOLUTIONS, ("thing", "size"), 3)
    assert found.rows == ((Iri(f"{EX}y"), Literal("9.5", datatype=f"{XSD}decimal")),)
    assert part(things, SIZES, first=3).rows == ()


def test_numbers_are_sorted_by_value_and_things_by_their_names(things: Dataset) -> None:
    assert column(part(things, SIZES)) == ["x", "y", "z"]
    assert column(part(things, SIZES, column="size"), 1) == ["9.5", "10", "100"]
    assert column(part(things, SIZES, column="size", is_descending=True), 1) == ["100", "10", "9.5"]
    assert column(part(things, SIZES, column="thing")) == ["y", "z", "x"], "alba, Àlpe, Zara"
    assert column(part(things, SIZES, column="nothing")) == ["x", "y", "z"]


@pytest.mark.parametrize("falls", [False, True])
def test_what_is_not_bound_comes_last_either_way(things: Dataset, falls: bool) -> None:
    text = "SELECT ?x { VALUES ?x { 2 UNDEF 'a' 10 'NaN'^^<http://www.w3.org/2001/XMLSchema#double> } }"
    found = column(part(things, text, column="x", is_descending=falls))
    assert found == (["NaN", "a", "10", "2", None] if falls else ["2", "10", "a", "NaN", None])


def test_all_values_of_a_column_are_told_unless_they_are_too_many(things: Dataset) -> None:
    found = part(things, SIZES, most=0, values_of=("size", "nothing"))
    assert [term.value for term in found.values["size"]] == ["9.5", "10", "100"]
    assert found.rows == ()
    many = f"SELECT ?n {{ VALUES ?n {{ {' '.join(map(str, range(501)))} }} }}"
    assert part(things, many, values_of=("n",)).values == {}


def test_a_graph_is_a_table_of_triples_and_an_ask_says_yes_or_no(things: Dataset) -> None:
    found = part(things, "CONSTRUCT { _:a a ?thing } WHERE " + SIZES.partition("?size ")[2], most=1)
    assert (found.kind, found.columns, found.total) == (Kind.GRAPH, ("subject", "predicate", "object"), 3)
    assert isinstance(found.rows[0][0], Blank)
    assert part(things, "ASK {}").is_true
    assert not part(things, "ASK { <x:x> <x:x> <x:x> }").is_true


def test_a_part_that_is_too_large_is_refused_and_a_failing_query_fails(things: Dataset) -> None:
    with pytest.raises(AnswerTooLargeError):
        part(things, SIZES, largest=100)
    with pytest.raises(QueryError):
        part(things, "SELECT (<x:unknown>(1) AS ?x) {}")


def test_solutions_are_narrowed_to_values_as_the_engine_would(things: Dataset) -> None:
    wanted: list[dict[str, Term]] = [
        {"size": Literal("10", datatype=f"{XSD}integer")},
        {"thing": Iri(f"{EX}y")},
        {"thing": Iri(f"{EX}y"), "size": Literal("10", datatype=f"{XSD}integer")},
        {"size": Literal("10")},
    ]
    for values in wanted:
        by_hand = list(narrowed(things.query(SIZES), values).rows())
        assert by_hand == list(things.query(SIZES, substitutions=values).rows()), json.dumps(str(values))
    assert narrowed(things.query("ASK {}"), {"x": Iri("x:x")}).kind is Kind.BOOLEAN
