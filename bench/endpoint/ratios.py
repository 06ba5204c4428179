"""From samples to ratios: ours to a peer's in the same round, then the median over the rounds."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.endpoint.cells import Cell, Sample


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and extremes over the rounds."""

    median: float
    least: float
    most: float


def spread(values: Iterable[float]) -> Spread | None:
    """Return median and extremes; None without values."""
    found = list(values)
    return Spread(statistics.median(found), min(found), max(found)) if found else None


def figure(
    samples: Sequence[Sample], cell: Cell, server: str, pick: Callable[[Sample], float]
) -> Spread | None:
    """Return one figure of a cell on one server, over the rounds that count."""
    return spread(pick(s) for s in _those(samples, cell, server))


def ratio(
    samples: Sequence[Sample], cell: Cell, ours: str, peer: str, pick: Callable[[Sample], float]
) -> Spread | None:
    """Return ours / peer, round by round; None if no round has both."""
    mine = {s.round: pick(s) for s in _those(samples, cell, ours)}
    theirs = {s.round: pick(s) for s in _those(samples, cell, peer)}
    return spread(mine[number] / theirs[number] for number in mine.keys() & theirs.keys() if theirs[number])


def faults(samples: Sequence[Sample], cell: Cell, server: str) -> list[str]:
    """Return why rounds of a cell do not count, each reason once."""
    return sorted({s.fault for s in samples if (s.cell, s.server) == (cell, server) and s.fault})


def _those(samples: Sequence[Sample], cell: Cell, server: str) -> list[Sample]:
    return [s for s in samples if (s.cell, s.server) == (cell, server) and not s.fault]
