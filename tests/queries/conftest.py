"""The real data, asked through the store as the server asks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plangraph.layout import Layout
from plangraph.queries import StoredQuery, bind, read_queries
from plangraph.search.functions import with_search
from plangraph.store.answer import Answer
from plangraph.store.embedded import EmbeddedDataset, open_dataset
from plangraph.store.graphs import graph_files
from plangraph.store.terms import Iri, Literal, Term

Row = Mapping[str, str]
Ask = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def dataset(root: Path) -> EmbeddedDataset:
    """Return the graphs as the server has them."""
    return with_search(open_dataset(graph_files(Layout(root))))


@pytest.fixture(scope="session")
def queries(root: Path) -> Mapping[str, StoredQuery]:
    """Return the stored queries by name."""
    return {query.name: query for query in read_queries(root / "queries")}


@pytest.fixture(scope="session")
def answer(dataset: EmbeddedDataset, queries: Mapping[str, StoredQuery]) -> Callable[..., Answer]:
    """Return a function from a query's name and typed parameters to the answer."""

    def run(name: str, **given: str) -> Answer:
        values = bind(queries[name], given)
        terms: dict[str, Term] = {
            key: Iri(value.text) if value.datatype is None else Literal(value.text, datatype=value.datatype)
            for key, value in values.items()
        }
        return dataset.query(queries[name].text, substitutions=terms)

    return run


@pytest.fixture(scope="session")
def ask(answer: Callable[..., Answer]) -> Ask:
    """Return a function from a query's name and typed parameters to rows; what is not bound is empty."""

    def run(name: str, **given: str) -> list[Row]:
        found = answer(name, **given)
        columns = found.variables
        return [
            {column: "" if cell is None else cell.value for column, cell in zip(columns, row, strict=True)}
            for row in found.rows()
        ]

    return run


@pytest.fixture(scope="session")
def lines(root: Path) -> Mapping[int, str]:
    """Return the plan's text by line number, 1-based."""
    (path,) = (root / "data" / "source" / "lecce-2025-2027").glob("*.txt")
    return dict(enumerate(path.read_text(encoding="utf-8").split("\n"), start=1))
