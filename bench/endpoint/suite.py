"""One run of the suite: sizes one after the other, servers side by side."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.endpoint.answers import compare
from bench.endpoint.cells import MIX, Cell, Plan, Sample, measure
from bench.endpoint.generator import Load, write_stream
from bench.endpoint.graphs import make_plan, write_graphs
from bench.endpoint.processes import memory
from bench.endpoint.ratios import Spread, spread
from bench.endpoint.servers import OxigraphDisk, OxigraphMemory, Plangraph, RdflibEndpoint, Server
from bench.endpoint.table import Report, Resources
from bench.endpoint.virtuoso import Virtuoso
from bench.endpoint.workload import Request, fill, read_templates
from plangraph.layout import project_layout

SERVERS: dict[str, type[Server]] = {
    kind.name: kind for kind in (Plangraph, OxigraphDisk, OxigraphMemory, RdflibEndpoint, Virtuoso)
}
SIZES = {"plan": 0, "1e5": 100_000, "1e6": 1_000_000}
"""Triples to generate; none: the project's own graphs."""
_MOST = {"rdflib-endpoint": 100_000}
"""Generated triples beyond which a server is left out."""
_PATIENCE = 5.0
"""Seconds for one answer; a server that takes longer is not measured with the query."""
_TELLING = ("activities-by-area", "describe-activity", "text-search", "under-measure")
"""Queries that --quick measures one by one: a simple one, a graph, a scan, paths."""
_LONG_START = 15.0
"""Seconds of start-up after which once is enough."""
_EACH = 5
"""Values a query."""


def run(options: argparse.Namespace, folder: Path) -> list[Report]:
    """Return the reports of all sizes."""
    sizes = options.sizes or (["plan"] if options.quick else list(SIZES))
    return [_one_size(size, options, _new(folder / size)) for size in sizes]


def _one_size(size: str, options: argparse.Namespace, folder: Path) -> Report:
    layout = project_layout()
    data = _new(folder / "data")
    say(f"{size}: writing the data")
    make_plan(layout, data, triples=SIZES[size], seed=options.seed)
    graphs, dataset = write_graphs(size, data, layout)
    requests = fill(read_templates(), dataset, each=_EACH, seed=options.seed)
    del dataset
    rounds, triples = options.rounds or (2 if options.quick else 3), SIZES[size]
    notes = []
    with contextlib.ExitStack() as stack:
        servers = []
        for name in (name for name in SERVERS if name in options.servers):  # ours first
            if triples > _MOST.get(name, triples) and not options.all:
                notes.append(f"{name} was left out: it takes minutes to read so much (--all measures it).")
                continue
            if lacking := SERVERS[name].missing():
                notes.append(f"{name} was left out: {lacking} is not installed.")
                continue
            say(f"{size}: loading {name}")
            server = SERVERS[name](graphs, _new(folder / name))
            server.load()
            stack.callback(server.stop)
            servers.append(server)
        starts = _starts(servers, 1 if options.quick else rounds)
        before = {server.name: memory(server.pid) for server in servers}
        say(f"{size}: comparing answers")
        differences, verified = compare(servers, requests, number=0, patience=_PATIENCE)
        plan = _plan(options, requests, folder, rounds)
        samples: list[Sample] = list(measure(plan, servers, verified, lambda told: say(f"{size}: {told}")))
        resources = [
            Resources(server=s.name, start=starts[s.name], before=before[s.name], after=memory(s.pid))
            for s in servers
        ]
    return Report(
        size=size,
        triples=graphs.triples,
        servers=[s.name for s in servers],
        samples=samples,
        resources=resources,
        differences=differences,
        notes=notes,
    )


def _starts(servers: list[Server], times: int) -> dict[str, Spread]:
    """Start every server ``times`` times, in turn, those that take long once; in the end all run."""
    seconds: dict[str, list[float]] = {}
    for number in range(times):
        for server in servers:
            taken = seconds.setdefault(server.name, [])
            if taken and max(taken) > _LONG_START:
                continue
            if number:
                server.stop()
            taken.append(server.start())
    found = {name: spread(values) for name, values in seconds.items()}
    return {name: value for name, value in found.items() if value is not None}


def _plan(options: argparse.Namespace, requests: list[Request], folder: Path, rounds: int) -> Plan:
    names = sorted({request.name for request in requests})
    chosen = options.queries
    if chosen is None:
        chosen = _TELLING if options.quick else names
    wanted = [name for name in names if name in chosen]
    streams = {MIX: write_stream(requests, folder / "mix.requests")}
    for name in wanted:
        own = [request for request in requests if request.name == name]
        streams[name] = write_stream(own, folder / f"{name}.requests")
    return Plan(
        cells=list(_cells(options, wanted)),
        queries={MIX: names} | {name: [name] for name in wanted},
        streams=streams,
        rounds=rounds,
        first=1_000_000,
        seconds=options.seconds or (1 if options.quick else 3),
        seconds_each=1,
    )


def _cells(options: argparse.Namespace, queries: list[str]) -> Iterator[Cell]:
    for mode in options.modes:
        for connections in options.connections or ([8] if options.quick else [1, 8, 32]):
            for method in options.methods:
                yield Cell(MIX, Load(connections, method, mode))
    for name in queries:
        yield Cell(name, Load(8, "GET", "fresh"))


def say(text: str) -> None:
    """Tell the operator how far it is."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
