"""The queries of the benchmark: valid, with values in the data, and fresh without other solutions."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.endpoint.workload import MARK, Request, fill, read_templates
from plangraph.layout import project_layout
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.formats import CSV, N_TRIPLES
from plangraph.store.graphs import graph_files


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return open_dataset(graph_files(project_layout()))


@pytest.fixture(scope="module")
def requests(dataset: Dataset) -> list[Request]:
    return fill(read_templates(), dataset, each=2, seed=1)


def test_there_are_at_least_twelve_queries_and_each_finds_values_in_the_plan(requests: list[Request]) -> None:
    assert len({request.name for request in requests}) == len(read_templates()) >= 12


def test_every_query_answers_something_for_one_of_its_values(
    requests: list[Request], dataset: Dataset
) -> None:
    answering = {request.name for request in requests if _answer(request, 1, dataset)}
    assert {request.name for request in requests} - answering <= {"text-pattern"}


def test_a_fresh_name_changes_the_text_but_neither_solutions_nor_length(
    requests: list[Request], dataset: Dataset
) -> None:
    for request in requests:
        assert request.named(1) != request.named(2)
        assert len(request.named(1)) == len(request.named(0xFFFFFFFF))
        first, second = _answer(request, 1, dataset), _answer(request, 2, dataset)
        assert first == second.replace(b"00000002", b"00000001")


def test_the_seed_decides_values_and_order(requests: list[Request], dataset: Dataset) -> None:
    assert fill(read_templates(), dataset, each=2, seed=1) == requests
    assert fill(read_templates(), dataset, each=2, seed=2) != requests


def test_a_query_without_a_slot_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "bare.rq").write_text("#+ summary: x\n#+ values: { ?value ?p ?o }\nASK { ?s ?p ?o }")
    with pytest.raises(ValueError, match=r"^bare\.rq: needs"):
        read_templates(tmp_path)


def test_the_mark_occurs_nowhere_but_where_the_name_goes(requests: list[Request]) -> None:
    assert all(MARK in request.text and MARK not in request.named(7) for request in requests)


def _answer(request: Request, number: int, dataset: Dataset) -> bytes:
    answer = dataset.query(request.named(number))
    if request.name == "ask-pnrr":
        return str(bool(answer)).encode()
    written = answer.write(N_TRIPLES if request.accept == "application/n-triples" else CSV)
    lines = written.splitlines()
    return written if request.accept == "application/n-triples" or len(lines) > 1 else b""
