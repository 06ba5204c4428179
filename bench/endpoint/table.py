"""The report in Markdown: ratios first, then figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.endpoint.answers import Difference
from bench.endpoint.cells import MIX, Cell, Sample
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
    for title, chosen in (
        ("All queries in equal shares", [cell for cell in cells if cell.workload == MIX]),
        ("Query by query", [cell for cell in cells if cell.workload != MIX]),
    ):
        if chosen:
            lines += [f"### {title}, {report.size}", "", *_ratios(report, chosen), ""]
            lines += [*_figures(report, chosen), ""]
    lines += ["### Start and memory, " + report.size, "", *_resources(report), ""]
    if report.differences:
        lines += [f"### Differing answers, {report.size}", "", *_differences(report), ""]
    return "\n".join([*lines, *(f"- {note}" for note in report.notes)]).rstrip() + "\n"


def _ratios(report: Report, cells: Sequence[Cell]) -> Iterator[str]:
    ours, *peers = report.servers
    yield _row([f"answers a second, {ours} ÷", *peers])
    yield _row(["---", *("--:" for _ in peers)])
    for cell in cells:
        yield _row([_named(cell), *(_against(report, cell, peer) for peer in peers)])


def _figures(report: Report, cells: Sequence[Cell]) -> Iterator[str]:
    yield _row(["answers/s; p50, p99 in ms; processor ms an answer", *report.servers])
    yield _row(["---", *("--:" for _ in report.servers)])
    for cell in cells:
        yield _row([_named(cell), *(_own(report, cell, server) for server in report.servers)])


def _named(cell: Cell) -> str:
    load = f"{cell.load.connections} × {cell.load.method}, {cell.load.mode}"
    return load if cell.workload == MIX else f"{cell.workload}, {load}"


def _own(report: Report, cell: Cell, server: str) -> str:
    found = [figure(report.samples, cell, server, pick) for pick in _PICKS]
    wrong = "; ".join(faults(report.samples, cell, server))
    rate, p50, p99, cost = (_number(value.median) if value else "" for value in found)
    return f"{rate}; {p50}, {p99}; {cost}" if rate else wrong or "–"


def _throughput(sample: Sample) -> float:
    return sample.figures.throughput


_PICKS: tuple[Callable[[Sample], float], ...] = (
    _throughput,
    lambda s: s.figures.p50,
    lambda s: s.figures.p99,
    lambda s: s.cost,
)


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
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
