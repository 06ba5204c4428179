"""The cells of the table: each server under each load, in turn, several rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.endpoint.generator import Figures, Load, run
from bench.endpoint.processes import settle
from bench.endpoint.servers import Server

MIX = "all queries"
"""The workload of all queries in equal shares, shuffled."""
_TOLERANCE = 0.02
"""Part by which the mean size of answers may differ from that of the verified ones: the last cycle of the
stream is seldom complete."""


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
    fault: str
    """Why the run does not count; empty if it does."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured at one size."""

    cells: Sequence[Cell]
    streams: Mapping[str, Path]
    """File of each workload's requests."""
    seconds: int
    rounds: int
    first: int
    """First fresh name; every run of a cell takes the same names for all servers, and no two runs share any."""


def measure(
    plan: Plan,
    servers: Sequence[Server],
    left_out: Mapping[str, set[str]],
    progress: Callable[[str], None],
) -> Iterator[Sample]:
    """Yield the samples, round by round, cell by cell; in each the servers take turns in who begins.

    Args:
        plan: cells, streams, times.
        servers: running, with equal data.
        left_out: names of servers by workload that they are not measured with.
        progress: told once a round.
    """
    sizes: dict[tuple[str, str, str], float] = {}
    first = plan.first
    for number in range(plan.rounds):
        progress(f"round {number + 1} of {plan.rounds}")
        for index, cell in enumerate(plan.cells):
            begin = (number + index) % len(servers)
            for server in [*servers[begin:], *servers[:begin]]:
                if server.name in left_out.get(cell.workload, set()):
                    continue
                yield _sample(plan, cell, server, number, first, sizes)
            first += _NAMES_A_RUN


_NAMES_A_RUN = 1_000_000
"""More than any server answers in one run; 32 bits of names are enough for 4,000 runs."""


def _sample(
    plan: Plan, cell: Cell, server: Server, number: int, first: int, sizes: dict[tuple[str, str, str], float]
) -> Sample:
    figures = run(
        server.endpoint, plan.streams[cell.workload], cell.load, seconds=plan.seconds, first=first
    )
    fault = ""
    if not settle(server.pid):
        fault = "still busy a minute later"
    elif figures.errors:
        fault = f"{figures.errors} errors"
    elif not figures.requests:
        fault = "no answer"
    elif figures.requests > _ENOUGH:
        usual = sizes.setdefault((server.name, cell.workload, cell.load.method), figures.size)
        if abs(figures.size / usual - 1) > _TOLERANCE:
            fault = f"answers of {figures.size:.0f} bytes instead of {usual:.0f}"
    return Sample(cell, server.name, number, figures, fault)


_ENOUGH = 2_000
"""Answers from which on the mean size says something."""
