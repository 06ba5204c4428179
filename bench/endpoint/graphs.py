"""The data of one size: a folder for ``plangraph serve``, and the same quads in one file for the others."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from bench.endpoint.plans import write_plans
from plangraph.layout import Layout
from plangraph.store.dataset import Dataset
from plangraph.store.embedded import open_dataset
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
    """Write what ``plangraph serve --data folder`` reads as quads, and return it with the data read."""
    dataset = open_dataset(graph_files(layout, folder))
    quads, last = folder / "all.nq", ["", ""]
    with quads.open("wb") as file:
        for graph in dataset.graphs:
            end = f" <{graph}> .\n".encode()
            lines = dataset.dump(graph, N_TRIPLES).splitlines()
            file.writelines(line.removesuffix(b" .") + end for line in lines)
            if lines:
                last = lines[-1].decode().split(" ", 2)
    found = Graphs(
        size=size,
        triples=sum(dataset.graphs.values()),
        folder=folder,
        quads=quads,
        last=(last[0].strip("<>"), last[1].strip("<>")),
    )
    return found, dataset


def make_plan(layout: Layout, folder: Path, *, triples: int, seed: int) -> None:
    """Put the project's own built graphs into ``folder``; or generated ones, with nothing inferred.

    Args:
        layout: where the project's own are.
        folder: empty.
        triples: to generate; 0 for the project's own.
        seed: of the generator.
    """
    if triples:
        write_plans(triples, seed, folder / "plan.ttl")
        (folder / "inferred.ttl").write_bytes(b"")
        return
    for name in ("plan.ttl", "inferred.ttl", "catalogue.ttl"):
        shutil.copy(layout.data / name, folder / name)
