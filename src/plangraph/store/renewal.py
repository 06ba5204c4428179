"""Bring a store on disk up to date: graphs whose content is unchanged stay, others are replaced.

Removing triples costs the engine five times as much as loading them, so a store is made anew unless little
of it changes (docs/decisions/0009-pnrr-import.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from plangraph.store.embedded import open_dataset
from plangraph.store.generations import (
    Generation,
    commit,
    copy_generation,
    current_generation,
    next_generation,
    renewing,
)

_CHUNK = 128 * 1024 * 1024
"""Characters of N-Triples loaded at once: some 800,000 triples. Larger ones cost memory, smaller ones leave
the engine more to merge."""
_REMOVING = 5
"""What removing a triple costs, in triples loaded."""
_REMOVABLE = 400_000
"""Triples of one graph that are removed at once at most: the engine keeps them all in memory meanwhile."""


@dataclass(frozen=True, slots=True)
class Part:
    """The content of one named graph, not yet made."""

    fingerprint: str
    """What tells this content from any other; compared with that of the store."""
    lines: Callable[[], Iterable[str]]
    """Yields N-Triples, one or more whole lines at a time."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """What became of a store."""

    generation: Generation
    loaded: tuple[str, ...]
    """Graphs whose content was read; none where everything was as wanted."""
    removed: tuple[str, ...]
    """Graphs that the store had and that are no longer wanted."""


def renew(
    folder: Path,
    files: Mapping[str, Sequence[Path]],
    parts: Mapping[str, Part],
    progress: Callable[[str], None] = lambda _: None,
) -> Renewed:
    """Make the store in ``folder`` hold these graphs and no others; until that is done, the old one counts.

    Args:
        folder: made if it does not exist.
        files: graphs made of files, as for ``open_dataset``.
        parts: graphs made of lines.
        progress: told the IRI of each of ``parts`` before its lines are asked for.

    Raises:
        UsageError: somebody else renews the folder.
        RdfSyntaxError: see ``open_dataset``.
    """
    with renewing(folder):
        current = current_generation(folder)
        small = open_dataset(files)
        wanted = {**small.fingerprints} | {graph: part.fingerprint for graph, part in parts.items()}
        had = current.fingerprints if current else {}
        removed = tuple(sorted(set(had) - set(wanted)))
        if current and dict(had) == wanted:
            return Renewed(current, (), ())
        path = next_generation(folder, current)
        dropped = [graph for graph in had if wanted.get(graph) != had[graph]]
        if current and _is_little(dropped, current.sizes):
            copy_generation(folder / current.name, path)
            store = Store(str(path))
            for graph in dropped:
                store.remove_graph(NamedNode(graph))
            missing = {graph for graph in wanted if graph not in had or graph in dropped}
        else:
            store, missing = Store(str(path)), set(wanted)
        sizes = {graph: current.sizes[graph] for graph in wanted if graph not in missing} if current else {}
        for graph in sorted(missing & set(small.graphs)):
            _load(store, graph, [small.lines(graph)])
            sizes[graph] = small.graphs[graph]
        for graph in (graph for graph in parts if graph in missing):
            progress(graph)
            _load(store, graph, parts[graph].lines())
            sizes[graph] = _count(store, graph)
        store.flush()
        del store
        generation = Generation(path.name, wanted, sizes, dict(small.prefixes))
        commit(folder, generation)
        return Renewed(generation, tuple(sorted(missing)), removed)


def _is_little(dropped: Sequence[str], sizes: Mapping[str, int]) -> bool:
    counts = [sizes[graph] for graph in dropped]
    kept = sum(sizes.values()) - sum(counts)
    return sum(counts) * _REMOVING < kept and max(counts, default=0) <= _REMOVABLE


def _load(store: Store, graph: str, lines: Iterable[str]) -> None:
    """Load lines while the next ones are made; no more than two chunks exist at a time."""
    node, under_way = NamedNode(graph), None
    with ThreadPoolExecutor(1) as loader:
        for chunk in _chunks(lines):
            _finish(under_way)
            under_way = loader.submit(
                store.bulk_load, chunk, format=RdfFormat.N_TRIPLES, to_graph=node, lenient=True
            )
        _finish(under_way)


def _finish(under_way: Future[None] | None) -> None:
    if under_way is not None:
        under_way.result()


def _chunks(lines: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    length = 0
    for line in lines:
        held.append(line)
        length += len(line)
        if length >= _CHUNK:
            yield "".join(held).encode()
            held, length = [], 0
    yield "".join(held).encode()


def _count(store: Store, graph: str) -> int:
    answer = store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return int(next(iter(answer))["n"].value)  # type: ignore[arg-type]
