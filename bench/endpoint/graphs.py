"""The data of one size: a folder that ``plangraph serve`` takes, and the same quads in one file for the others."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from plangraph.layout import Layout
from plangraph.store.dataset import Dataset, open_dataset
from plangraph.store.formats import N_TRIPLES
from plangraph.store.graphs import graph_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphs:
    """One dataset in the forms that servers read."""

    size: str
    triples: int
    folder: Path
    """Built graphs for ``plangraph serve --data``."""
    quads: Path
    """All named graphs, N-Quads."""
    last: tuple[str, str]
    """Subject and predicate of the last quad of the file: who answers from it has read everything."""


def write_graphs(size: str, folder: Path, layout: Layout) -> tuple[Graphs, Dataset]:
    """Write the quads of ``plangraph serve --data folder`` beside its files and return both with the data read."""
    dataset = open_dataset(graph_files(layout, folder))
    quads = folder / "all.nq"
    with quads.open("wb") as file:
        for graph in dataset.graphs:
            end = f" <{graph}> .\n".encode()
            lines = dataset.dump(graph, N_TRIPLES).splitlines()
            file.writelines(line.removesuffix(b" .") + end for line in lines)
    subject, predicate = lines[-1].decode().split(" ", 2)[:2]
    found = Graphs(
        size=size, triples=sum(dataset.graphs.values()), folder=folder, quads=quads,
        last=(subject.strip("<>"), predicate.strip("<>")),
    )  # fmt: skip
    return found, dataset


def copy_plan(layout: Layout, folder: Path) -> None:
    """Copy the project's own built graphs into ``folder``."""
    for name in ("plan.ttl", "inferred.ttl", "catalogue.ttl"):
        shutil.copy(layout.data / name, folder / name)
