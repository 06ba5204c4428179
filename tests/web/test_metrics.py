"""Figures for monitoring: what they count, and that the documentation names each."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from plangraph.gateway.call import gateway
from plangraph.settings import Settings
from plangraph.store.dataset import Dataset
from plangraph.web.app import create_app
from plangraph.web.metrics import ANSWERED, KEPT_ANSWER, OUTCOMES
from plangraph.workers.errors import (
    BusyError,
    ClientBusyError,
    DeadlineError,
    EngineDiedError,
    MemoryLimitError,
)
from plangraph.workers.evaluation import InThisProcess
from plangraph.workers.messages import Question, Reply
from tests.web.conftest import Serving

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

Figures = dict[str, float]


class Failing(InThisProcess):
    """Fails as it is told to."""

    error: Exception | None = None

    def ask(self, question: Question, client: str) -> Reply:
        if self.error is not None:
            raise self.error
        return super().ask(question, client)


class Exchange:
    """What granian would be told."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def response_iter(self, status: int, headers: list[tuple[str, str]], body: object) -> None:  # noqa: ARG002
        raise AssertionError("no answer here is large")


@pytest.fixture
def asker(dataset: Dataset) -> Failing:
    return Failing(dataset)


@pytest.fixture
def app(dataset: Dataset, asker: Failing) -> Flask:
    return create_app(dataset, Settings(), None, asker)


@pytest.fixture
def get(app: Flask) -> Callable[[str], int]:
    """Return what asks as granian would."""
    call = gateway(app.wsgi_app, Settings(), app.extensions["metrics"], threading.Event())

    def ask(address: str) -> int:
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REMOTE_ADDR": "192.0.2.1",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
        }
        return call(Exchange(), environ)

    return ask


def figures(text: str) -> Figures:
    """Return each sample with its labels, as it is written."""
    return {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def of_app(app: Flask) -> Figures:
    return figures(app.test_client().get("/metrics").text)


def test_requests_are_counted_by_route_and_status(app: Flask, get: Callable[[str], int]) -> None:
    for address in (
        "/it/",
        "/health",
        "/id/nothing",
        "/id/",
        "/sparql?query=ASK%20%7B%7D",
        "/wp-admin/x",
        "/etc",
    ):
        get(address)
    counted = {name: n for name, n in of_app(app).items() if name.startswith("plangraph_requests_total")}
    assert counted == {
        "plangraph_requests_total[('route', '/it'), ('status', '2xx')]": 1,
        "plangraph_requests_total[('route', '/health'), ('status', '2xx')]": 1,
        "plangraph_requests_total[('route', '/id'), ('status', '4xx')]": 2,
        "plangraph_requests_total[('route', '/sparql'), ('status', '2xx')]": 1,
        "plangraph_requests_total[('route', 'other'), ('status', '4xx')]": 2,
    }


def test_no_path_that_a_client_makes_up_becomes_a_label(app: Flask, get: Callable[[str], int]) -> None:
    for number in range(100):
        get(f"/made-up-{number}/x")
    assert "made-up" not in app.test_client().get("/metrics").text


def test_queries_are_counted_by_how_they_end(app: Flask, asker: Failing, get: Callable[[str], int]) -> None:
    for query in ("ASK%20%7B%7D", "ASK%20%7B%7D", "ASK", "ASK%20%7BSERVICE%20%3Ca:b%3E%20%7B%7D%7D"):
        get(f"/sparql?query={query}")
    errors = {
        "deadline": DeadlineError(1),
        "memory": MemoryLimitError(1),
        "busy": BusyError("Too much", remedy="", retry_after=1),
        "client_busy": ClientBusyError("Too much", remedy="", retry_after=1),
        "engine_died": EngineDiedError(),
        "failed": RuntimeError(),
    }
    for number, error in enumerate(errors.values()):
        asker.error = error
        get(f"/sparql?query=ASK%20%7B%7D%20%23{number}")
    counted = of_app(app)
    outcomes = {ANSWERED: 1, KEPT_ANSWER: 1, "syntax": 1, "refused": 1, **dict.fromkeys(errors, 1)}
    for outcome in {ANSWERED, KEPT_ANSWER, *(name for _, name in OUTCOMES)}:
        name = f"plangraph_queries_total[('outcome', '{outcome}')]"
        assert counted[name] == outcomes.get(outcome, 0), outcome
    assert counted["plangraph_query_seconds_count[]"] == 9


def test_the_cache_tells_what_it_holds(app: Flask, get: Callable[[str], int]) -> None:
    for _ in range(3):
        get("/sparql?query=ASK%20%7B%7D")
    counted = of_app(app)
    assert counted["plangraph_cache_hits_total[]"] == 2
    assert counted["plangraph_cache_entries[]"] == 1
    assert counted["plangraph_cache_bytes[]"] > 1_000


def test_figures_name_the_data_and_are_never_kept(app: Flask, dataset: Dataset) -> None:
    response = app.test_client().get("/metrics")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert of_app(app)["plangraph_triples[]"] == sum(dataset.graphs.values())
    assert of_app(app)[f"plangraph_data_info[('version', '{dataset.version}')]"] == 1


def test_two_applications_count_apart(dataset: Dataset) -> None:
    first, second = (create_app(dataset, Settings()) for _ in range(2))
    first.test_client().get("/sparql?query=ASK%20%7B%7D")
    name = "plangraph_queries_total[('outcome', 'answered')]"
    assert (of_app(first)[name], of_app(second)[name]) == (1, 0)


def test_the_table_of_figures_is_complete(app: Flask, root: Path) -> None:
    page = (root / "docs" / "operations.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(plangraph_[a-z_]+)[`{]", page, re.MULTILINE))
    text = app.test_client().get("/metrics").text
    exposed = {
        name + ("_info" if kind == "gauge" and name == "plangraph_data" else "")
        for name, kind in re.findall(r"^# TYPE (plangraph_\w+) (\w+)$", text, re.MULTILINE)
    }
    assert documented == exposed


def test_the_table_names_every_outcome(root: Path) -> None:
    page = (root / "docs" / "operations.md").read_text(encoding="utf-8")
    for outcome in {ANSWERED, KEPT_ANSWER, *(name for _, name in OUTCOMES)}:
        assert f"`{outcome}`" in page


@pytest.mark.slow
def test_workers_that_were_killed_are_counted_by_reason(serving: Serving) -> None:
    with serving(workers=4, spares=2, deadline=1) as server:
        assert server.ask(f"/sparql?{urlencode({'query': CROSS})}").status == 504
        counted = figures(server.ask("/metrics").text)
    assert counted["plangraph_workers_killed_total[('reason', 'deadline')]"] == 1
    assert counted["plangraph_workers_killed_total[('reason', 'memory')]"] == 0
    assert counted["plangraph_queries_total[('outcome', 'deadline')]"] == 1
    assert counted["plangraph_workers_running[]"] == 0
    assert counted["process_open_fds[]"] > 10
