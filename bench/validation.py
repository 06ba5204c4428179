"""The native engine beside pyshacl, at the size of the plan, at 10⁵ and at 10⁶ triples.

``python bench/validation.py [--tables DIR] [--runs N] [--largest-reference TRIPLES]``; DIR holds the
published tables of Italia Domani (default: ../shared/pnrr). Data: the built plan with what is inferred and
its links; the projects of the province of Lecce; those of sixteen provinces. Each measurement is a process of
its own, which reads ontology, shapes and data, then validates: the plan once to warm up and once to be timed,
the others once. Engines take turns. Prints medians, extremes, ratios and the peak memory of the process (on
Linux); asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from rdflib import Graph

from plangraph.layout import project_layout
from plangraph.pnrr.importing import read_reference, read_register
from plangraph.pnrr.inputs import read_inputs
from plangraph.pnrr.ledger import Ledger
from plangraph.pnrr.scope import Scope, projects_within
from plangraph.pnrr.triples import TRIPLES, Desk
from plangraph.reasoning import read_ontology
from plangraph.turtle import read_turtle
from plangraph.validation import ValidationReport, read_shapes, validate, validate_ntriples
from plangraph.validation.engines import ENGINES, chosen_engine

_PLAN = ("plan.ttl", "catalogue.ttl", "links.ttl")
_LECCE = ("075",)
_MANY = (
    *[
        "061",
        "062",
        "063",
        "064",
        "065",
        "066",
        "067",
        "070",
        "071",
        "072",
        "073",
        "074",
        "075",
        "082",
        "087",
    ],
    "110",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    default = Path(__file__).resolve().parents[2] / "shared" / "pnrr"
    parser.add_argument("--tables", type=Path, default=default)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--largest-reference", type=int, default=200_000, metavar="TRIPLES")
    parser.add_argument("--measure", nargs=2, metavar=("ENGINE", "DATA"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measured(*given.measure)))
        return
    with tempfile.TemporaryDirectory() as folder:
        sizes = {"plan": "plan"}
        if given.tables.is_dir():
            for name, provinces in (("a province", _LECCE), ("provinces", _MANY)):
                path = Path(folder) / f"{len(provinces)}.nt"
                path.write_text(
                    "\n".join(lines_of_provinces(given.tables, provinces)) + "\n", encoding="utf-8"
                )
                sizes[name] = str(path)
        print(
            f"{'data':12} {'triples':>9} {'engine':10} {'median s':>9} {'least':>8} {'most':>8} {'MB':>6} ÷"
        )
        for name, data in sizes.items():
            compare(name, data, given.runs, given.largest_reference)


def compare(name: str, data: str, runs: int, largest: int) -> None:
    """Measure both engines in turns on the same data, and print them."""
    triples = _triples(data)
    engines = [engine for engine in ENGINES if engine == "native" or triples <= largest]
    found: dict[str, list[dict[str, float]]] = {engine: [] for engine in engines}
    for _ in range(runs):
        for engine in engines:
            command = [sys.executable, __file__, "--measure", engine, data]
            answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found[engine].append(json.loads(answer))
    medians = {engine: statistics.median(run["seconds"] for run in found[engine]) for engine in engines}
    for engine in engines:
        seconds = [run["seconds"] for run in found[engine]]
        peak = max(run["megabytes"] for run in found[engine])
        ratio = f"{medians['reference'] / medians['native']:.0f}" if len(engines) > 1 else "–"
        print(
            f"{name:12} {found[engine][0]['triples']:9.0f} {engine:10} {medians[engine]:9.2f} "
            f"{min(seconds):8.2f} {max(seconds):8.2f} {peak:6.0f} {ratio}",
            flush=True,
        )


def measured(engine: str, data: str) -> dict[str, float]:
    """Return seconds by the clock of a second validation in this process, and what it took in memory."""
    run, timed_runs, triples = _prepared(engine, data), 2 if data == "plan" else 1, _triples(data)
    seconds = 0.0
    for _ in range(timed_runs):
        start = time.perf_counter()
        run()
        seconds = time.perf_counter() - start
    return {"seconds": seconds, "triples": triples, "megabytes": _peak()}


def _peak() -> float:
    # Not getrusage: its maximum outlives exec, so that a child begins with its parent's.
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.is_file() else None
    return int(found[1]) / 1024 if found else 0.0


def _triples(data: str) -> int:
    if data != "plan":
        return Path(data).read_bytes().count(b"\n")
    built = project_layout().data
    return len(read_turtle([built / name for name in (*_PLAN, "inferred.ttl")]))


def _prepared(engine: str, data: str) -> Callable[[], ValidationReport]:
    layout = project_layout()
    ontology, shapes, chosen = (
        read_ontology(layout.ontology),
        read_shapes(layout.shapes),
        chosen_engine(engine),
    )
    if data == "plan":
        asserted = read_turtle([layout.data / name for name in _PLAN])
        inferred = read_turtle([layout.data / "inferred.ttl"])
        return lambda: validate(asserted, inferred, ontology, shapes, engine=chosen)
    lines = Path(data).read_text(encoding="utf-8")
    if engine == "native":
        return lambda: validate_ntriples(lines, ontology, shapes, engine=chosen)
    graph = Graph(bind_namespaces="none").parse(data=lines, format="nt")
    return lambda: validate(graph, Graph(), ontology, shapes, engine=chosen)


def lines_of_provinces(tables: Path, provinces: Iterable[str]) -> list[str]:
    """Return the triples that the import makes of the projects in some provinces, sorted, each once."""
    layout = project_layout()
    inputs = read_inputs([tables], read_register(layout), None)
    projects = projects_within(Scope(provinces=frozenset(provinces)), inputs)
    reference, lines, told = read_reference(layout), set[str](), set[str]()
    for one in inputs:
        desk = Desk(one.source, reference, told=told)
        rows = projects.rows(one, one.table.rows(Ledger()))
        lines.update(line for part in TRIPLES[one.name](rows, desk) for line in part.split("\n"))
        lines.update(line.rstrip() for line in one.source.lines())
    lines.discard("")
    return sorted(lines)


if __name__ == "__main__":
    main()
