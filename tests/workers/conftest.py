"""Data to ask, and processes to look at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
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


@pytest.fixture(scope="session")
def family() -> Callable[[int], list[int]]:
    """Return what lists a process and all that descend from it, parents first; [] if it is gone."""
    if not Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").exists():
        pytest.skip("this system does not show its processes in /proc")
    return lambda pid: list(_family(pid))


def _family(pid: int) -> Iterator[int]:
    generation = [pid]
    while generation:
        alive = [each for each in generation if Path(f"/proc/{each}").exists()]
        yield from alive
        generation = [child for parent in alive for child in _children(parent)]


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it ended meanwhile
        return []
