"""Every stored query gives the answer that its case expects, asked of the real data."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from plangraph.queries import StoredQuery
from plangraph.store.answer import Answer
from plangraph.store.formats import N_TRIPLES

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["case"]

Ask = Callable[..., list[Mapping[str, str]]]


def of_kind(suffix: str) -> pytest.MarkDecorator:
    cases = [case for case in CASES if case["expected"].endswith(suffix)]
    return pytest.mark.parametrize("case", cases, ids=lambda case: case["expected"])


@of_kind(".csv")
def test_rows_are_those_expected_in_that_order(ask: Ask, case: Mapping[str, Any]) -> None:
    found = ask(case["query"], **case.get("parameters", {}))
    with (HERE / case["expected"]).open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    for column in case.get("varying", ()):
        assert all(row[column] for row in found), f"{column} is empty"
        found = [{**row, column: "…"} for row in found]
    assert found == expected


@of_kind(".ttl")
def test_triples_are_those_expected(answer: Callable[..., Answer], case: Mapping[str, Any]) -> None:
    found = set(Graph().parse(data=answer(case["query"]).write(N_TRIPLES), format="nt"))
    expected = set(Graph().parse(HERE / case["expected"]))
    assert found - expected == set()
    assert expected - found == set()


@of_kind(".txt")
def test_truth_is_that_expected(answer: Callable[..., Answer], case: Mapping[str, Any]) -> None:
    assert f"{bool(answer(case['query']))}\n".lower() == (HERE / case["expected"]).read_text(encoding="utf-8")


def test_no_query_is_without_a_case_and_no_case_without_a_query(queries: Mapping[str, StoredQuery]) -> None:
    assert {case["query"] for case in CASES} == set(queries)


def test_no_expected_answer_is_without_a_case_and_no_case_without_an_answer() -> None:
    there = {path.name for path in HERE.iterdir() if path.suffix in {".csv", ".ttl", ".txt"}}
    assert sorted(case["expected"] for case in CASES) == sorted(there)
