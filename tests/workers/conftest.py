"""Data to ask, and processes to look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from plangraph.layout import Layout
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
from plangraph.store.graphs import graph_files

CHAIN = "\n".join(
    f"<http://example.org/{n}> <http://example.org/next> <http://example.org/{n + 1}> ." for n in range(300)
)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a built graph, a chain of 300 links, and no stored queries."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "data").mkdir()
    (folder / "queries").mkdir()
    (folder / "data" / "plan.ttl").write_text(CHAIN, encoding="utf-8")
    (folder / "data" / "inferred.ttl").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def dataset(project: Path) -> Dataset:
    """Return the chain."""
    return open_dataset(graph_files(Layout(project)))
