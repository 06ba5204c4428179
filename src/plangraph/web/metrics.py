"""Figures for monitoring, in the text format of Prometheus: ``docs/operations.md`` explains each.

What is counted on the way of a kept answer is one addition; everything else is looked up when somebody asks.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client import Counter as PrometheusCounter
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from plangraph.errors import QueryError
from plangraph.store.dataset import Dataset
from plangraph.store.errors import (
    AnswerTooLargeError,
    QueryRefusedError,
    QueryTooComplexError,
    QueryTooLongError,
    StoreError,
    UnwritableError,
)
from plangraph.web.cache import AnswerCache
from plangraph.workers.errors import (
    BusyError,
    ClientBusyError,
    DeadlineError,
    EngineDiedError,
    MemoryLimitError,
)
from plangraph.workers.evaluation import Asker

KEPT = "plangraph.kept"
"""Key of the environ that is there when the answer was made before."""
OUTCOMES: tuple[tuple[type[Exception], str], ...] = (
    (QueryRefusedError, "refused"),
    (QueryTooLongError, "refused"),
    (QueryTooComplexError, "refused"),
    (AnswerTooLargeError, "too_large"),
    (QueryError, "syntax"),
    (DeadlineError, "deadline"),
    (MemoryLimitError, "memory"),
    (ClientBusyError, "client_busy"),
    (BusyError, "busy"),
    (EngineDiedError, "engine_died"),
    (StoreError, "store"),
    (UnwritableError, "refused"),
    (Exception, "failed"),
)
"""How a query ended that was not answered, the first class that fits."""
ANSWERED, KEPT_ANSWER = "answered", "kept"
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Seconds; the last is the usual deadline."""

disable_created_metrics()


class Metrics(Collector):
    """The figures of one application. Its methods may be called from any thread."""

    def __init__(self, dataset: Dataset, asker: Asker, cache: AnswerCache) -> None:
        self._dataset, self._asker, self._cache = dataset, asker, cache
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int, bool]] = Counter()
        self._routes: dict[str, str] = {}
        self._known: frozenset[str] = frozenset()
        self._registry = CollectorRegistry()
        outcomes = PrometheusCounter(
            "plangraph_queries", "Queries that were no kept answer.", ["outcome"], registry=None
        )
        names = [ANSWERED, *dict.fromkeys(name for _, name in OUTCOMES)]
        self._outcomes = {name: outcomes.labels(name) for name in names}
        self._queries = outcomes
        self._seconds = Histogram(
            "plangraph_query_seconds",
            "Seconds from the question to its answer, kept answers left out.",
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def add(self, collector: Collector) -> None:
        """Tell the figures of somebody else too."""
        self._registry.register(collector)

    def know(self, paths: Iterable[str]) -> None:
        """Take the paths that there are: the first part of each tells requests apart, all else is ``other``.

        Args:
            paths: with variables in angle brackets, as Flask writes them; those that begin with one tell
                nothing.
        """
        self._routes = {path: _first(path) for path in paths if not path.startswith("/<")}
        self._known = frozenset(self._routes.values())

    def count(self, path: str, status: int, kept: bool) -> None:
        """Count one request that was answered, ``kept`` if its answer was made before."""
        key = (self._routes.get(path) or self._route(path), status, kept)
        with self._lock:
            self._requests[key] += 1

    def _route(self, path: str) -> str:
        first = _first(path)
        return first if first in self._known else "other"

    @contextmanager
    def query(self) -> Iterator[None]:
        """Count the query that is asked inside, by how it ends."""
        began = time.perf_counter()
        try:
            yield
        except Exception as error:
            outcome = next(name for kind, name in OUTCOMES if isinstance(error, kind))
            self._outcomes[outcome].inc()
            raise
        finally:
            self._seconds.observe(time.perf_counter() - began)
        self._outcomes[ANSWERED].inc()

    def text(self) -> bytes:
        """Return all figures, in version 0.0.4 of the format."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily | InfoMetricFamily]:
        """Yield what is looked up now."""
        with self._lock:
            requests = self._requests.copy()
        yield _requests_family(requests)
        yield self._queries_family(requests)
        kept = self._cache.figures()
        for name, told in _CACHE_COUNTERS.items():
            yield CounterMetricFamily(f"plangraph_cache_{name}", told, kept[name])
        for name, told in _CACHE_GAUGES.items():
            yield GaugeMetricFamily(f"plangraph_cache_{name}", told, kept[name])
        state = self._asker.state()
        for name, (metric, told) in _WORKERS.items():
            yield GaugeMetricFamily(metric, told, state.get(name, 0))
        stopped = CounterMetricFamily(
            "plangraph_workers_killed", "Workers that ended in the middle of a query.", labels=["reason"]
        )
        for reason, number in sorted(self._asker.stopped().items()):
            stopped.add_metric([reason], number)
        yield stopped
        yield from self._data()

    def _queries_family(self, requests: Counter[tuple[str, int, bool]]) -> CounterMetricFamily:
        """Return the queries by outcome, kept answers among them."""
        kept = sum(number for (route, _, old), number in requests.items() if old and route == "/sparql")
        family = CounterMetricFamily("plangraph_queries", "Queries by how they ended.", labels=["outcome"])
        family.add_metric([KEPT_ANSWER], kept)
        for metric in self._queries.collect():
            for sample in metric.samples:
                family.add_metric([sample.labels["outcome"]], sample.value)
        return family

    def _data(self) -> Iterator[GaugeMetricFamily | InfoMetricFamily]:
        try:
            version, triples = self._dataset.version, sum(self._dataset.graphs.values())
        except StoreError:  # another store, which does not answer: its own figures are missing, no others
            return
        yield GaugeMetricFamily("plangraph_triples", "Triples in all named graphs.", triples)
        yield InfoMetricFamily("plangraph_data", "What is served.", {"version": version})


_CACHE_COUNTERS = {
    "hits": "Answers and pages that had been kept.",
    "misses": "Answers and pages that had not been kept.",
}
_CACHE_GAUGES = {"entries": "Answers and pages that are kept.", "bytes": "Memory that they take."}
_WORKERS = {
    "running": ("plangraph_workers_running", "Workers that answer a query."),
    "idle": ("plangraph_workers_idle", "Workers that are ready for a query."),
    "waiting": ("plangraph_queries_waiting", "Queries that wait for a worker."),
}


def _first(path: str) -> str:
    """Return the first part of a path, with its slash."""
    return "/" + path[1:].partition("/")[0]


def _requests_family(requests: Counter[tuple[str, int, bool]]) -> CounterMetricFamily:
    totals: Counter[tuple[str, int]] = Counter()
    for (route, status, _), number in requests.items():
        totals[route, status // 100] += number
    family = CounterMetricFamily(
        "plangraph_requests", "Requests by the first part of their path.", labels=["route", "status"]
    )
    for (route, status), number in sorted(totals.items()):
        family.add_metric([route, f"{status}xx"], number)
    return family
