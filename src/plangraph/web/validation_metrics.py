"""Figures on validations, among those of :mod:`plangraph.web.metrics`."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from plangraph.judging.errors import DocumentError, SubmissionError
from plangraph.judging.judges import Judges
from plangraph.web.problems import ProblemError
from plangraph.workers.errors import (
    BusyError,
    ClientBusyError,
    DeadlineError,
    EngineDiedError,
    MemoryLimitError,
)

OUTCOMES: tuple[tuple[type[Exception], str], ...] = (
    (DocumentError, "syntax"),
    (SubmissionError, "shapes"),
    (ProblemError, "refused"),
    (DeadlineError, "deadline"),
    (MemoryLimitError, "memory"),
    (ClientBusyError, "client_busy"),
    (BusyError, "busy"),
    (EngineDiedError, "engine_died"),
    (Exception, "failed"),
)
"""How a validation ended that gave no report, the first class that fits."""
CONFORMS, FINDINGS = "conforms", "findings"
"""How one ended that did."""
_GAUGES = {
    "running": ("plangraph_validations_running", "Validations that run."),
    "waiting": ("plangraph_validations_waiting", "Validations that wait for a worker."),
}


class ValidationMetrics(Collector):
    """Counts validations. Its methods may be called from any thread."""

    def __init__(self, judges: Judges) -> None:
        self._judges, self._lock = judges, threading.Lock()
        names = [CONFORMS, FINDINGS, *(name for _, name in OUTCOMES)]
        self._outcomes = Counter(dict.fromkeys(names, 0))

    def report(self, conforms: bool) -> None:
        """Count a validation that gave a report."""
        self._count(CONFORMS if conforms else FINDINGS)

    def failure(self, error: Exception) -> None:
        """Count one that gave none."""
        self._count(next(name for kind, name in OUTCOMES if isinstance(error, kind)))

    def _count(self, name: str) -> None:
        with self._lock:
            self._outcomes[name] += 1

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        """Yield what is known now."""
        with self._lock:
            outcomes = self._outcomes.copy()
        family = CounterMetricFamily(
            "plangraph_validations", "Validations by how they ended.", labels=["outcome"]
        )
        for name, number in outcomes.items():
            family.add_metric([name], number)
        yield family
        state = self._judges.state()
        for name, (metric, told) in _GAUGES.items():
            yield GaugeMetricFamily(metric, told, state.get(name, 0))
