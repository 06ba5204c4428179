"""Stops, reloads and the log, as an operator meets them: a real server, real signals."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.web.conftest import Running, Serving

PROJECT = Path(__file__).parent / "data"
SLOW = "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
LINE = re.compile(r'(?:[a-z_]+=(?:[^\s"=\\]+|"(?:[^"\\]|\\.)*")(?: |$))+')
FIELD = re.compile(r'([a-z_]+)=(?:"((?:[^"\\]|\\.)*)"|(\S+))')


def sparql(query: str, **more: str) -> str:
    """Return the address of a query."""
    return "/sparql?" + urlencode({"query": query, **more})


def fields(line: str) -> dict[str, str]:
    """Return what a line of the log tells."""
    assert LINE.fullmatch(line), line
    return {name: inner or plain for name, inner, plain in FIELD.findall(line)}


def data_version(server: Running) -> str:
    """Return the version of what is served."""
    version: str = json.loads(server.ask("/health").text)["dataVersion"]
    return version


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the small plan that a test may change."""
    return Path(shutil.copytree(PROJECT, tmp_path / "project"))


def write(project: Path, title: str) -> None:
    """Give the plan another title, as a build does: beside, then in place."""
    beside = project / "data" / "plan.new"
    beside.write_text(f'<https://e.org/p> <https://e.org/title> "{title}" .', encoding="utf-8")
    beside.replace(project / "data" / "plan.ttl")


@pytest.mark.slow
@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_an_answer_that_is_being_made_arrives_whole_although_the_service_stops(
    serving: Serving, signum: signal.Signals
) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with serving() as server, ThreadPoolExecutor() as threads:
        running = threads.submit(server.ask, sparql(SLOW, timeout="2"))
        short = threads.submit(server.ask, sparql(query))
        server.wait(lambda: json.loads(server.ask("/health").text)["queries"]["running"] >= 1)
        server.process.send_signal(signum)
        assert short.result().status == 200
        assert json.loads(short.result().text)["results"]["bindings"]
        assert running.result().status == 504
        assert json.loads(running.result().text)["timeout"] == 2
        assert server.process.wait(timeout=20) == 0


@pytest.mark.slow
def test_a_stop_waits_for_answers_only_so_long(serving: Serving) -> None:
    with serving(stop_seconds=1) as server, ThreadPoolExecutor() as threads:
        running = threads.submit(server.ask, sparql(SLOW))
        server.wait(lambda: json.loads(server.ask("/health").text)["queries"]["running"] >= 1)
        server.process.terminate()
        with pytest.raises((OSError, http.client.HTTPException)):
            running.result()
        assert server.process.wait(timeout=20) == 0


class Asking:
    """A client that never stops asking, over a connection that it keeps or always a new one."""

    def __init__(self, server: Running, *, keeps: bool) -> None:
        self._server, self._keeps = server, keeps
        self._done = threading.Event()
        self.statuses: set[int] = set()
        self.titles: list[str] = []
        self.failures: list[str] = []
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        connection = self._connect()
        used = False
        while not self._done.is_set():
            try:
                connection.request("GET", sparql("SELECT ?t { ?s <https://e.org/title> ?t }", format="csv"))
                response = connection.getresponse()
                text = response.read().decode()
            except (ConnectionError, http.client.BadStatusLine) as error:
                connection.close()
                connection = self._connect()
                # RFC 9112, 9.3.1: an idle connection may be closed; a client asks again on another.
                if not used:
                    self.failures.append(repr(error))
                used = False
                continue
            used = True
            self.statuses.add(response.status)
            self.titles.append(text.splitlines()[-1])
            if not self._keeps:
                connection.close()
                connection = self._connect()
                used = False
        connection.close()

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=20)


@pytest.mark.slow
def test_who_asks_during_reloads_sees_old_answers_then_new_ones_and_no_gap(
    serving: Serving, project: Path
) -> None:
    write(project, "0")
    with serving(project, workers=4, spares=1) as server:
        versions = [data_version(server)]
        clients = [Asking(server, keeps=keeps) for keeps in (True, False, True, False)]
        for number in range(1, 4):
            write(project, str(number))
            server.process.send_signal(signal.SIGHUP)
            server.wait(lambda known=versions[-1]: data_version(server) != known)  # type: ignore[misc]
            versions.append(data_version(server))
            seen = [len(client.titles) for client in clients]
            server.wait(
                lambda seen=seen: all(len(c.titles) > n + 5 for c, n in zip(clients, seen, strict=True))  # type: ignore[misc]
            )
        for client in clients:
            client.stop()
    for client in clients:
        assert client.failures == []
        assert client.statuses == {200}
        assert client.titles == sorted(client.titles)
        assert (client.titles[0], client.titles[-1]) == ("0", "3")
    assert len(set(versions)) == 4
    assert "error" not in server.log()


@pytest.mark.slow
def test_data_that_cannot_be_read_change_nothing(serving: Serving, project: Path) -> None:
    write(project, "good")
    with serving(project, workers=4, spares=1) as server:
        before = data_version(server)
        (project / "data" / "plan.ttl").write_text("this is no Turtle", encoding="utf-8")
        server.process.send_signal(signal.SIGHUP)
        server.wait(lambda: "reload failed" in server.log())
        assert data_version(server) == before
        told = fields(server.log().splitlines()[-1])
        assert (told["level"], told["event"]) == ("error", "reload failed")
        assert "plan.ttl" in told["problem"]
        write(project, "better")
        server.process.send_signal(signal.SIGHUP)
        server.wait(lambda: data_version(server) != before)


@pytest.mark.slow
def test_a_process_that_does_not_start_leaves_the_old_one_in_place(serving: Serving, project: Path) -> None:
    with serving(project, workers=4, spares=1) as server:
        before = data_version(server)
        (project / "queries" / "broken.rq").write_text("no head, no query", encoding="utf-8")
        server.process.send_signal(signal.SIGHUP)
        server.wait(lambda: "reload failed" in server.log())
        assert data_version(server) == before
        assert server.ask(sparql("ASK {}")).status == 200


@pytest.mark.slow
def test_an_old_process_ends_its_answers_after_a_reload_and_a_stop_waits_for_it(
    serving: Serving, project: Path
) -> None:
    with serving(project, workers=4, spares=1) as server, ThreadPoolExecutor() as threads:
        running = threads.submit(server.ask, sparql(SLOW, timeout="5"))
        server.wait(lambda: json.loads(server.ask("/health").text)["queries"]["running"] >= 1)
        server.process.send_signal(signal.SIGHUP)
        server.wait(lambda: "event=reloaded" in server.log())
        assert json.loads(server.ask("/health").text)["queries"]["running"] == 0
        assert not running.done(), "it runs in the old process"
        server.process.terminate()
        assert running.result().status == 504
        assert server.process.wait(timeout=20) == 0


@pytest.mark.slow
def test_a_line_of_the_access_log_says_who_what_and_how_it_went(serving: Serving) -> None:
    with serving(access_log=True, behind_proxy=True) as server:
        address = sparql("ASK {}")
        for _ in range(2):
            server.ask(address, X_Forwarded_For="forged, 192.0.2.7")
        server.ask("/id/" + quote('a"b\r\nevent=forged\x1b[31m\u2028'), X_Forwarded_For="192.0.2.7")
        server.ask("/doc?iri=" + "x" * 5_000)
        server.wait(lambda: "5" in server.log() and server.log().count("event=request") >= 5)
    lines = [line for line in server.log().splitlines() if "event=request" in line and "/health" not in line]
    told = [fields(line) for line in lines]  # a line is written after its answer, so two may change places
    asked = sorted((each for each in told if each["path"] == address), key=lambda each: each["kept"])
    [forged], [long] = ([each for each in told if each["path"].startswith(path)] for path in ("/id/", "/doc"))
    assert [each["kept"] for each in asked] == ["no", "yes"]
    for each in asked:
        assert (each["client"], each["method"]) == ("192.0.2.7", "GET")
        assert (each["status"], each["bytes"]) == ("200", "26")
        assert float(each["ms"]) > 0
    assert (forged["event"], forged["status"]) == ("request", "404")
    assert "\x1b" not in server.log()
    assert len(long["path"]) < 600
    assert long["path"].endswith(r"\u20264509 more")


@pytest.mark.slow
def test_the_death_of_the_http_process_is_a_line_and_no_end(serving: Serving) -> None:
    with serving(workers=4, spares=1) as server:
        [http_process] = children(server.process.pid)
        os.kill(http_process, signal.SIGKILL)
        server.wait(lambda: "Unexpected exit" in server.log())
        assert server.ask(sparql("ASK {}")).status == 200, "the connection waited for the new process"
        assert fields(server.log().splitlines()[1])["level"] == "error"


@pytest.mark.slow
def test_no_process_outlives_the_main_one(serving: Serving) -> None:
    with serving(workers=4, spares=1) as server:
        [http_process] = children(server.process.pid)
        family = [http_process, *children(http_process)]
        server.process.kill()
        server.wait(lambda: not any(Path(f"/proc/{pid}/fd/0").exists() for pid in family))


def children(pid: int) -> list[int]:
    """Return the processes that a process has forked."""
    tasks = Path(f"/proc/{pid}/task")
    if not tasks.exists():
        pytest.skip("this system does not show its processes in /proc")
    return [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]
