"""The report in Markdown: ratios first, then figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.endpoint.answers import Difference
from bench.endpoint.cells import Cell, Sample
from bench.endpoint.processes import Memory
from bench.endpoint.ratios import Spread, faults, figure, ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What a server costs besides time."""

    server: str
    start: Spread
    """Seconds from the command to the first answer from the whole data."""
    before: Memory
    """After the first answer."""
    after: Memory
    """After all rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was found at one size."""

    size: str
    triples: int
    servers: Sequence[str]
    """Ours first."""
    samples: Sequence[Sample]
    resources: Sequence[Resources]
    differences: Sequence[Difference]
    notes: Sequence[str]


def size_section(report: Report) -> str:
    """Return the section of one size."""
    lines = [f"## {report.size}: {report.triples:,} triples", ""]
    cells = list(dict.fromkeys(sample.cell for sample in report.samples))
    mixes = [c for c in cells if c.workload == cells[0].workload] if cells else []
    singles = [c for c in cells if c not in mixes]
    for title, chosen in (("All queries in equal shares", mixes), ("Query by query", singles)):
        if chosen:
            lines += [f"### {title}, {report.size}", "", *_cells(report, chosen), ""]
    lines += ["### Start and memory, " + report.size, "", *_resources(report), ""]
    if report.differences:
        lines += [f"### Differing answers, {report.size}", "", *_differences(report), ""]
    return "\n".join([*lines, *(f"- {note}" for note in report.notes)]).rstrip() + "\n"


def _cells(report: Report, cells: Sequence[Cell]) -> Iterator[str]:
    ours, *peers = report.servers
    yield _row(["query", "load", f"{ours}: answers/s", "p50 ms", "p99 ms", "processor ms", *(f"÷ {p}" for p in peers)])
    yield _row(["---", "---", "--:", "--:", "--:", "--:", *("--:" for _ in peers)])
    for cell in cells:
        load = f"{cell.load.connections} × {cell.load.method}, {cell.load.mode}"
        row = [cell.workload, load, *(_own(report, cell, ours, pick) for pick in _PICKS)]
        yield _row([*row, *(_against(report, cell, peer) for peer in peers)])


def _throughput(sample: Sample) -> float:
    return sample.figures.throughput


_PICKS: tuple[Callable[[Sample], float], ...] = (
    _throughput, lambda s: s.figures.p50, lambda s: s.figures.p99, lambda s: s.cost,
)  # fmt: skip


def _own(report: Report, cell: Cell, server: str, pick: Callable[[Sample], float]) -> str:
    found = figure(report.samples, cell, server, pick)
    return _number(found.median) if found else "; ".join(faults(report.samples, cell, server)) or "–"


def _against(report: Report, cell: Cell, peer: str) -> str:
    found = ratio(report.samples, cell, report.servers[0], peer, _throughput)
    wrong = "; ".join(faults(report.samples, cell, peer))
    if found is None:
        return wrong or "–"
    shown = f"**{_number(found.median)}** ({_number(found.least)}–{_number(found.most)})"
    return f"{shown}; {wrong}" if wrong else shown


def _resources(report: Report) -> Iterator[str]:
    yield _row(["server", "start s", "MiB after start", "MiB after the load", "largest process", "processes"])
    yield _row(["---", *["--:"] * 5])
    for found in report.resources:
        start = f"{_number(found.start.median)} ({_number(found.start.least)}–{_number(found.start.most)})"
        after = found.after
        sizes = [_number(found.before.total), _number(after.total), _number(after.largest)]
        yield _row([found.server, start, *sizes, str(after.processes)])


def _differences(report: Report) -> Iterator[str]:
    yield _row(["server", "query", "first difference", "requests"])
    yield _row(["---", "---", "---", "--:"])
    groups: dict[tuple[str, str], list[Difference]] = {}
    for difference in report.differences:
        groups.setdefault((difference.server, difference.query), []).append(difference)
    for (server, query), members in sorted(groups.items()):
        yield _row([server, query, members[0].reason.replace("|", "¦").replace("\n", " "), str(len(members))])


def _number(value: float) -> str:
    """Write three digits that count, or all before the point."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
