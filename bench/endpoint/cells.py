"""The cells of the table: each server under each load, in turn, several rounds."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.endpoint.answers import Verified
from bench.endpoint.generator import Figures, Load, run
from bench.endpoint.processes import processor_time, settle
from bench.endpoint.servers import Server

MIX = "all queries"
"""The workload of all queries in equal shares, shuffled."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the table: what is asked, and how."""

    workload: str
    """A query's name, or :data:`MIX`."""
    load: Load


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of one cell on one server."""

    cell: Cell
    server: str
    round: int
    figures: Figures
    cost: float
    """Milliseconds of processor time that the server took for one answer."""
    fault: str
    """Why the run does not count; empty if it does."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured at one size."""

    cells: Sequence[Cell]
    queries: Mapping[str, Sequence[str]]
    """Names of the queries of each workload."""
    streams: Mapping[str, Path]
    """File of each workload's requests."""
    seconds: int
    """Of a run with the mix."""
    seconds_each: int
    """Of a run with one query."""
    rounds: int
    first: int
    """First fresh name: the same for all servers in a cell and round, never used in another."""


def measure(
    plan: Plan, servers: Sequence[Server], verified: Verified, progress: Callable[[str], None]
) -> Iterator[Sample]:
    """Yield the samples, round by round, cell by cell; in each the servers take turns in who begins.

    A server is not measured with a workload that holds a query which it did not answer in time.

    Args:
        plan: cells, streams, times.
        servers: running, with equal data.
        verified: what they sent before.
        progress: told once a round.
    """
    first = plan.first
    for number in range(plan.rounds):
        progress(f"round {number + 1} of {plan.rounds}")
        for index, cell in enumerate(plan.cells):
            begin = (number + index) % len(servers)
            for server in [*servers[begin:], *servers[:begin]]:
                if not verified.slow.get(server.name, set()) & set(plan.queries[cell.workload]):
                    yield _sample(plan, cell, server, number, first, verified)
            first += _NAMES_A_RUN


_NAMES_A_RUN = 1_000_000
"""More than any server answers in one run; 32 bits of names are enough for 4,000 runs."""


def _seconds(plan: Plan, cell: Cell, server: Server, verified: Verified) -> int:
    """Return how long to ask: longer where a server is so slow that there would be hardly an answer."""
    least = plan.seconds if cell.workload == MIX else plan.seconds_each
    each = verified.mean(server.name, plan.queries[cell.workload])
    wanted = _ANSWERS * cell.load.connections * each / (os.cpu_count() or 1)
    return max(least, min(_LONGEST, math.ceil(wanted)))


_ANSWERS = 4
"""Of each connection."""
_LONGEST = 10
"""Seconds."""


def _sample(plan: Plan, cell: Cell, server: Server, number: int, first: int, verified: Verified) -> Sample:
    lengths = set().union(*(verified.lengths[server.name, name] for name in plan.queries[cell.workload]))
    before = processor_time(server.pid)
    figures = run(
        server.endpoint,
        plan.streams[cell.workload],
        cell.load,
        seconds=_seconds(plan, cell, server, verified),
        first=first,
        lengths=lengths,
    )
    idle = settle(server.pid)
    used = processor_time(server.pid) - before
    fault = ""
    if not idle:
        fault = "still busy a minute later"
    elif figures.errors:
        fault = f"{figures.errors} of {figures.requests} wrong"
    elif not figures.requests:
        fault = "no answer"
    cost = used * 1000 / figures.requests if figures.requests else 0.0
    return Sample(cell, server.name, number, figures, cost, fault)
