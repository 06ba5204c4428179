"""The whole service, over HTTP, under queries that are meant to knock it over."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from email.message import Message
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest

SOURCE = Path(__file__).parents[2] / "src"
SERVE = (
    "import json, sys; from pathlib import Path; from plangraph.layout import Layout;"
    "from plangraph.server import serve; from plangraph.settings import Settings;"
    "serve(Settings(**json.loads(sys.argv[1])), Layout(Path(sys.argv[2])))"
)
SHORT = "ASK { ?s ?p ?o }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
# Which limit a query that wants both time and memory meets first depends on the machine.
HOSTILE = {
    "cross product": (CROSS, {504}),
    "endless path": ("SELECT (COUNT(*) AS ?n) { ?a (!a|^a)* ?b . ?b (!a|^a)* ?c . ?c (!a|^a)* ?d }", {504}),
    "regex": (
        "ASK { ?a ?b ?c . ?d ?e ?f "
        'FILTER(REGEX(STR(?a), CONCAT("((a{1,99}){1,99}){1,9}", STR(?c), STR(?f)))) }',
        {504},
    ),
    "planner": ("SELECT * { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(60)) + " }", {503, 504}),
    "sorting": ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?i", {503, 504}),
    "doubling": (
        'SELECT ?x40 { BIND("a" AS ?x0) '
        + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
        + " }",
        {503, 504},
    ),
    "large answer": ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", {422}),
}
FORMS = ("turtle", "nquads", "rdfxml", "jsonld")
Family = Callable[[int], list[int]]


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: Message
    body: bytes
    seconds: float
    """Since the question was asked."""

    @property
    def problem(self) -> dict[str, Any]:
        """The problem document."""
        assert self.headers["Content-Type"] == "application/problem+json"
        document: dict[str, Any] = json.loads(self.body)
        assert document["status"] == self.status
        return document


class Service(NamedTuple):
    """A server that runs."""

    process: subprocess.Popen[str]
    port: int

    def ask(self, query: str, client: str = "", **parameters: str) -> Reply:
        """Send one query over a connection of its own."""
        began = time.monotonic()
        path = "/sparql?" + urlencode({"query": query, **parameters})
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers={"X-Forwarded-For": client} if client else {})
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read(), time.monotonic() - began)

    def take(self, form: str) -> int:
        """Fetch all graphs as one; return the number of bytes."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", f"/data?default&format={form}")
            return len(connection.getresponse().read())

    def health(self) -> dict[str, Any]:
        """Return what the service says of itself."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", "/health")
            document: dict[str, Any] = json.loads(connection.getresponse().read())
            return document


@contextmanager
def serving(project: Path, **settings: int) -> Iterator[Service]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        SERVE,
        json.dumps({"port": port, "cache_size": 0, **settings}),
        str(project),
    ]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        assert "serves the plan" in process.stderr.readline()
        try:
            yield Service(process, port)
        finally:
            process.terminate()
            process.communicate(timeout=15)


@pytest.fixture(scope="module")
def service(project: Path) -> Iterator[Service]:
    """Run a service with small limits."""
    with serving(project, deadline=2, memory=64, workers=12, spares=2, answer_size=100_000) as started:
        yield started


@pytest.fixture(scope="module")
def storm(service: Service, family: Family) -> dict[str, Reply]:
    """Send all hostile queries at once with short ones beside them; return the replies of the former."""
    service.ask(SHORT)
    processes, memory = len(family(service.process.pid)), _memory(family(service.process.pid))
    with ThreadPoolExecutor(len(HOSTILE)) as threads:
        sent = {name: threads.submit(service.ask, query) for name, (query, _) in HOSTILE.items()}
        while not all(reply.done() for reply in sent.values()):
            beside = service.ask(SHORT)
            assert (beside.status, beside.seconds < 2) == (200, True)
            time.sleep(0.1)
    _wait(lambda: len(family(service.process.pid)) <= processes, patience=10)
    assert _memory(family(service.process.pid)) < memory + 20_000, "KiB"
    return {name: reply.result() for name, reply in sent.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_costs_its_own_client_an_honest_error(storm: dict[str, Reply], name: str) -> None:
    reply, (_, statuses) = storm[name], HOSTILE[name]
    assert reply.status in statuses, reply.body
    said = {504: "stopped after 2 s,", 503: "more than 64 MiB of memory", 422: "more than 100,000 bytes"}
    assert said[reply.status] in reply.problem["detail"]
    assert "There is no partial answer." in reply.problem["detail"] + reply.problem["remedy"]
    kinds = {504: "deadline", 503: "memory", 422: "answer-too-large"}
    assert reply.problem["type"].endswith(f"/problems#{kinds[reply.status]}")
    assert reply.seconds < 4


@pytest.mark.slow
def test_whole_graphs_leave_no_memory_behind(root: Path, family: Family) -> None:
    with serving(root) as service:
        service.take(FORMS[0])  # what every process needs once
        http = next(iter(family(service.process.pid)[1:]))
        memory = _memory([service.process.pid, http])
        with ThreadPoolExecutor(8) as threads:
            taken = list(threads.map(lambda number: service.take(FORMS[number % len(FORMS)]), range(32)))
        assert min(taken) > 3_000_000, "bytes"
        assert _memory([service.process.pid, http]) < memory + 60_000, "KiB"


@pytest.mark.slow
def test_a_client_may_ask_for_less_time_and_not_for_more(service: Service) -> None:
    less, more = service.ask(CROSS, timeout="0.4"), service.ask(CROSS, timeout="60000")
    assert (less.status, less.problem["timeout"], less.seconds < 2) == (504, 0.4, True)
    assert (more.status, more.problem["timeout"]) == (504, 2)


@pytest.mark.slow
@pytest.mark.parametrize("timeout", ["0", "-1", "soon", "1e3", "\u0663"])
def test_a_timeout_that_is_no_number_of_seconds_is_refused(service: Service, timeout: str) -> None:
    assert service.ask(SHORT, timeout=timeout).status == 400


@pytest.mark.slow
def test_health_says_how_many_workers_there_are(service: Service) -> None:
    queries = service.health()["queries"]
    assert set(queries) == {"running", "idle", "waiting"}
    assert queries["idle"] >= 1


@pytest.mark.slow
def test_one_client_has_so_many_queries_and_others_have_theirs(project: Path) -> None:
    limits = {"workers": 2, "spares": 1, "queue": 0, "client_queries": 1, "behind_proxy": True}
    with serving(project, **limits) as service, ThreadPoolExecutor() as threads:
        first = threads.submit(service.ask, CROSS, "192.0.2.1", timeout="1.5")
        _wait(lambda: service.health()["queries"]["running"] == 1)
        again = service.ask(SHORT, "192.0.2.1")
        assert (again.status, again.headers["Retry-After"]) == (429, "1")
        assert "1 queries from your address" in again.problem["detail"]
        _wait(lambda: service.health()["queries"]["idle"] == 1)
        assert service.ask(SHORT, "forged, 192.0.2.2").status == 200
        second = threads.submit(service.ask, CROSS, "192.0.2.2", timeout="1")
        _wait(lambda: service.health()["queries"]["running"] == 2)
        third = service.ask(SHORT, "192.0.2.3")
        assert (third.status, third.headers["Retry-After"]) == (503, "1")
        assert "The service is busy." in third.problem["detail"]
        assert {first.result().status, second.result().status} == {504}


@pytest.mark.slow
@pytest.mark.parametrize("victim", ["web", "nursery", "worker"])
def test_the_service_outlives_the_death_of_any_of_its_processes(
    project: Path, family: Family, victim: str
) -> None:
    with serving(project, workers=4, spares=2) as service:
        _wait(
            lambda: len(family(service.process.pid)) == 6, patience=10
        )  # the index of words is made by then
        main, *others = family(service.process.pid)
        killed = others[("web", "judges", "nursery", "worker").index(victim)]
        os.kill(killed, signal.SIGKILL)
        for gone in [killed] if victim == "worker" else others:
            _wait(lambda pid=gone: not _runs(pid))  # type: ignore[misc]
        _wait(lambda: _answers(service), patience=10)
        _wait(lambda: len(family(main)) >= 6, patience=10)


@pytest.mark.slow
def test_a_stop_lets_queries_end_and_leaves_no_process(project: Path, family: Family) -> None:
    with serving(project, workers=4, spares=2) as service, ThreadPoolExecutor() as threads:
        running = threads.submit(service.ask, CROSS, timeout="1.5")
        _wait(lambda: service.health()["queries"]["running"] == 1)
        processes = family(service.process.pid)
        service.process.terminate()
        assert running.result().status == 504
        assert service.process.wait(timeout=10) == 0
        _wait(lambda: not any(_runs(pid) for pid in processes[1:]))


def _runs(pid: int) -> bool:
    """Return whether there is such a process; one that nobody has reaped yet is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _answers(service: Service) -> bool:
    try:
        return service.ask(SHORT).status == 200
    except (OSError, http.client.HTTPException):
        return False


def _memory(processes: list[int]) -> int:
    """Return KiB in use, shared pages counted once."""
    total = 0
    for pid in processes:
        try:
            rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:  # it ended meanwhile
            continue
        total += next(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return total


def _wait(until: Callable[[], bool], patience: float = 5.0) -> None:
    end = time.monotonic() + patience
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)
