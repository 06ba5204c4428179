"""What was to be reached, and what was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.endpoint.cells import MIX, Cell, Sample
from bench.endpoint.generator import Load, Mode
from bench.endpoint.ratios import figure, ratio
from bench.endpoint.table import Report

_OURS = "plangraph"
_SIMPLE = "activities-by-area"
"""The query that p99 is judged by."""
_OXIGRAPH: dict[tuple[Mode, str], float] = {
    ("repeated", "plan"): 10.0,
    ("repeated", "1e5"): 10.0,
    ("fresh", "plan"): 1.0,
    ("fresh", "1e5"): 2.0,
}
"""Least ratios of throughput by mode and size."""
_PEERS: dict[str, dict[tuple[Mode, str], float]] = {
    "oxigraph (disk)": _OXIGRAPH,
    "oxigraph (memory)": _OXIGRAPH,
    "rdflib-endpoint": dict.fromkeys(_OXIGRAPH, 10.0),
}


def targets(reports: Sequence[Report]) -> str:
    """Return the table of targets that the run has figures for."""
    rows = [row for report in reports for row in _rows(report)]
    lines = ["## What was to be reached", "", "| target | wanted | measured | |", "| --- | --: | --: | --- |"]
    return "\n".join([*lines, *rows, ""]) if rows else ""


def _rows(report: Report) -> Iterator[str]:
    for peer, wanted in _PEERS.items():
        for (mode, size), least in wanted.items():
            for connections in (8, 32) if size == report.size else ():
                cell = Cell(MIX, Load(connections, "GET", mode))
                found = ratio(report.samples, cell, _OURS, peer, _throughput)
                if found:
                    what = f"{size}: {mode}, {connections} connections, ÷ {peer}"
                    yield _row(what, f"≥ {least:.0f}", found.median, found.median >= least)
    if report.size != "plan":
        return
    p99 = figure(report.samples, Cell(_SIMPLE, Load(8, "GET", "fresh")), _OURS, lambda s: s.figures.p99)
    if p99:
        yield _row(f"p99 of {_SIMPLE}, 8 connections, ms", "< 20", p99.median, p99.median < 20)
    for used in report.resources:
        if used.server == _OURS:
            yield _row("start to first answer, s", "< 1", used.start.median, used.start.median < 1)
            yield _row("largest process, MiB", "< 150", used.after.largest, used.after.largest < 150)


def _throughput(sample: Sample) -> float:
    return sample.figures.throughput


def _row(what: str, wanted: str, value: float, reached: bool) -> str:
    return f"| {what} | {wanted} | {value:,.2f} | {'yes' if reached else 'no'} |"
